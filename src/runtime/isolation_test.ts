import assert from "node:assert/strict";
import { markProcess } from "./process_mark.ts";
import { innermost } from "./process_usage.ts";
import { clearOrphans } from "./mod.ts";
import { openMeetingPoint } from "./meeting_point.ts";
import { backend, json, leftovers, targetOf, testRuntime } from "./testing.ts";

Deno.test("a sandbox inherits no environment", async () => {
  await using test = await testRuntime();
  json(await test.call(backend("return 1")));
  const pid = innermost(test.runtime.stats().deployments[0]!.pid!);
  const names = (await Deno.readTextFile(`/proc/${pid}/environ`)).split("\0").map((line) =>
    line.split("=")[0]
  );
  assert.deepEqual(names.filter((name) => name !== "" && name !== "PWD").sort(), [
    "DENO_DIR",
    "DENO_NO_UPDATE_CHECK",
    "NO_COLOR",
  ]);
});

Deno.test(
  "sandboxes run as users of their own where that is possible",
  { ignore: Deno.uid() !== 0 },
  async () => {
    await using test = await testRuntime();
    const uids = await Promise.all(["a", "b"].map(async (name) => {
      await test.runtime.warm(targetOf(backend("return 1"), name));
      const { pid } = test.runtime.stats().deployments.find(({ deploymentId }) => deploymentId === name)!;
      return /^Uid:\s+(\d+)/m.exec(await Deno.readTextFile(`/proc/${pid}/status`))?.[1];
    }));
    assert.equal(new Set([...uids, "0"]).size, 3);
  },
);

Deno.test("a sandbox does not outlive its platform", async () => {
  const test = await testRuntime();
  json(await test.call(backend("return 1")));
  const { pid } = test.runtime.stats().deployments[0]!;
  await test[Symbol.asyncDispose]();
  await assert.rejects(Deno.stat(`/proc/${pid}`), Deno.errors.NotFound);
});

Deno.test("a new start ends what an earlier one left behind, and nothing else", async () => {
  const runDir = await Deno.makeTempDir();
  const orphan = new Deno.Command("sleep", { args: ["600"] }).spawn();
  const bystander = new Deno.Command("sleep", { args: ["600"] }).spawn();
  await markProcess(runDir, "orphan", orphan.pid);
  const reused = JSON.stringify({ pid: bystander.pid, startedAt: "1" }); // the pid of a mark that is older
  await Deno.writeTextFile(`${runDir}/sb-reused.pid`, reused);
  await Deno.writeTextFile(`${runDir}/sb-cut-off.pid`, '{"pid":');
  await Deno.mkdir(`${runDir}/sb-0-abc`);
  await Deno.writeTextFile(`${runDir}/postgres.pid`, `${bystander.pid}`);

  assert.equal(await clearOrphans(runDir), 1);
  assert.equal((await orphan.status).signal, "SIGKILL");
  assert.deepEqual(await leftovers(runDir), [`${runDir}/postgres.pid`]);
  bystander.kill("SIGTERM");
  assert.equal((await bystander.status).signal, "SIGTERM");
  await Deno.remove(runDir, { recursive: true });
});

Deno.test("a run folder whose path is too long for a socket is refused in words", async () => {
  await assert.rejects(
    openMeetingPoint(`/tmp/${"x".repeat(110)}`, "0", undefined),
    /choose a shorter data folder/,
  );
});
