import assert from "node:assert/strict";
import { join } from "node:path";
import { disownPid, isServing, parsePidFile, readPidFile } from "./pid_file.ts";

const READY = "4711\n/data\n1790000000\n5432\n/run/pg\n\n  12345     98\nready   \n";

Deno.test("a ready server's file names its pid, its folders and that it is ready", () => {
  assert.deepEqual(parsePidFile(READY), { pid: 4711, dataDir: "/data", socketDir: "/run/pg", isReady: true });
});

Deno.test("a file that is still being written is not taken for a ready server's", () => {
  assert.equal(parsePidFile(""), undefined);
  assert.equal(parsePidFile("4711\n/data\n")?.isReady, false);
});

Deno.test("a program that was given a dead server's pid is not taken for that server", async () => {
  assert.equal(
    await isServing({ pid: Deno.pid, dataDir: "/data", socketDir: "/run/pg", isReady: true }),
    false,
  );
});

Deno.test("disowning a pid keeps the shared memory key, by which Postgres finds surviving workers", async () => {
  const dir = await Deno.makeTempDir();
  await Deno.writeTextFile(join(dir, "postmaster.pid"), READY);
  await disownPid(dir);
  const text = await Deno.readTextFile(join(dir, "postmaster.pid"));
  assert.equal(text.split("\n").slice(1).join("\n"), READY.split("\n").slice(1).join("\n"));
  assert.notEqual((await readPidFile(dir))?.pid, 4711);
  await Deno.remove(dir, { recursive: true });
});
