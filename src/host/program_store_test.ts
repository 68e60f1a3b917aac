import assert from "node:assert/strict";
import { join } from "node:path";
import { copyTree, storedCopy } from "./program_store.ts";

async function withProgram(
  test: (program: Parameters<typeof storedCopy>[0], store: string) => Promise<void>,
) {
  const base = await Deno.makeTempDir();
  const source = join(base, "source");
  await Deno.mkdir(join(source, "lib"), { recursive: true });
  await Deno.writeTextFile(join(source, "main"), "#!/bin/sh\n", { mode: 0o700 });
  await Deno.writeTextFile(join(source, "lib/data"), "x", { mode: 0o600 });
  await Deno.symlink("data", join(source, "lib/link"));
  const copyTo = (folder: string) => copyTree(source, folder);
  try {
    await test(
      { name: "tool", version: "1.2.3", mainFile: join(source, "main"), copyTo },
      join(base, "system/store"),
    );
  } finally {
    await Deno.remove(base, { recursive: true });
  }
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

Deno.test("a copy can be used by everybody, even when the original could not", () =>
  withProgram(async (program, store) => {
    const copy = await storedCopy(program, store);
    assert.match(copy, /tool-1\.2\.3-[0-9a-f]{12}$/);
    assert.equal(await modeOf(copy), 0o755);
    assert.equal(await modeOf(join(copy, "main")), 0o755);
    assert.equal(await modeOf(join(copy, "lib/data")), 0o644);
    assert.equal(await Deno.readLink(join(copy, "lib/link")), "data");
  }));

Deno.test("starts at the same time share one copy and leave no other files", () =>
  withProgram(async (program, store) => {
    const copies = await Promise.all([1, 2, 3, 4].map(() => storedCopy(program, store)));
    assert.equal(new Set(copies).size, 1);
    assert.equal((await Array.fromAsync(Deno.readDir(store))).length, 1);
  }));

Deno.test("a copy that fails half-way is never taken for a whole one", () =>
  withProgram(async (program, store) => {
    const copyTo = () => Promise.reject(new Error("disk full"));
    await assert.rejects(storedCopy({ ...program, copyTo }, store), /disk full/);
    assert.equal((await Array.fromAsync(Deno.readDir(store))).length, 0);
    await storedCopy(program, store);
  }));
