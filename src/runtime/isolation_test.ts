import assert from "node:assert/strict";
import { markProcess } from "./process_mark.ts";
import { clearOrphans } from "./mod.ts";
import { openMeetingPoint } from "./meeting_point.ts";
import { backend, json, leftovers, targetOf, testRuntime } from "./testing.ts";

/** Each is an expression that must throw or reject inside a sandbox. */
const FORBIDDEN: Record<string, string> = {
  "reading a file": "Deno.readTextFile('/etc/passwd')",
  "reading through node:fs": "(await import('node:fs')).readFileSync('/etc/hostname')",
  "reading its own program": "Deno.readTextFile(new URL(Deno.mainModule))",
  "importing a file": "import('file:///etc/passwd')",
  "importing a file as text": `import(URL.createObjectURL(new Blob(
    ['import t from "file:///etc/passwd" with { type: "text" }; export default t'], { type: 'text/javascript' })))`,
  "importing a file from a data: module": `import('data:text/javascript,import "file:///etc/passwd"')`,
  "requiring a file": "(await import('node:module')).createRequire('file:///')('/etc/passwd')",
  "writing a file": "Deno.writeTextFile('/tmp/axtl-was-here', '')",
  "writing where its socket was": "Deno.writeTextFile(Deno.args[0], '')",
  "making a folder where its socket was": "Deno.mkdir(Deno.args[0], { recursive: true })",
  "listening where its socket was": "Deno.listen({ transport: 'unix', path: Deno.args[0] })",
  "connecting again": "Deno.connect({ transport: 'unix', path: Deno.args[0] })",
  "temporary files": "Deno.makeTempFile()",
  "SQLite files": "new (await import('node:sqlite')).DatabaseSync('/tmp/axtl-was-here.db')",
  "localStorage": "localStorage.setItem('a', 'b')",
  "caches": "(await caches.open('x')).put('https://a.example/', new Response('b'))",
  "the environment": "Deno.env.toObject()",
  "TCP": "Deno.connect({ port: 80, hostname: '127.0.0.1' })",
  "fetch": "fetch('https://1.1.1.1/')",
  "DNS": "Deno.resolveDns('example.com', 'A')",
  "remote modules": "import('https://example.com/a.js')",
  "npm modules": "import('npm:zod')",
  "child processes": "new Deno.Command('/bin/true').output()",
  "signals to others": "Deno.kill(1, 'SIGTERM')",
  "foreign functions": "Deno.dlopen('/lib/x86_64-linux-gnu/libc.so.6', {})",
  "the inspector": "(await import('node:inspector')).open(0)",
  "reading a file in a worker": `new Promise((read, refused) => {
    const source = 'Deno.readTextFile("/etc/passwd").then(() => postMessage(1), () => postMessage(0))';
    const worker = new Worker(URL.createObjectURL(new Blob([source])), { type: 'module' });
    worker.onmessage = ({ data }) => data ? read() : refused();
  })`,
};

Deno.test("a sandbox has no way out but its socket", async (t) => {
  await using test = await testRuntime();
  for (const [what, expression] of Object.entries(FORBIDDEN)) {
    await t.step(`${what} is refused`, async () => {
      const source = backend(
        `try { await (${expression}); return 'allowed' } catch (error) { return 'refused' }`,
      );
      assert.equal(json(await test.call(source)), "refused");
      await test.runtime.retire(source, { drainMs: 0 });
    });
  }
  assert.deepEqual(await leftovers(test.runDir), []);
});

Deno.test("a sandbox inherits no environment", async () => {
  await using test = await testRuntime();
  json(await test.call(backend("return 1")));
  const { pid } = test.runtime.stats().deployments[0]!;
  const names = (await Deno.readTextFile(`/proc/${pid}/environ`)).split("\0").map((line) =>
    line.split("=")[0]
  );
  assert.deepEqual(names.filter(Boolean).sort(), ["DENO_DIR", "DENO_NO_UPDATE_CHECK", "NO_COLOR"]);
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
