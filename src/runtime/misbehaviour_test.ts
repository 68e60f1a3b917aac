import assert from "node:assert/strict";
import { backend, failure, json, targetOf, testRuntime, text } from "./testing.ts";

/** Every test here ends with a call that is answered: a backend's misbehaviour costs its own calls only. */
const FINE = "if (input === 'fine') return 'fine';";

Deno.test("an endless loop is a timeout, costs the calls beside it, and the next call is answered", async () => {
  await using test = await testRuntime({ limits: { timeoutMs: 300, pingTimeoutMs: 200 } });
  const source = backend(`${FINE} if (input === 'loop') for (;;); await new Promise(() => {})`);
  await test.runtime.warm(targetOf(source));
  const looping = test.call(source, "loop");
  const later = test.call(source, "fine");
  assert.deepEqual([failure(await looping).code, failure(await looping).reason], [
    "endpoint_timeout",
    "timeout",
  ]);
  await later;
  assert.equal(json(await test.call(source, "fine")), "fine");
});

Deno.test("calls that come while a loop runs are kept out of it, and answered by the next sandbox", async () => {
  await using test = await testRuntime({ limits: { cpuMs: 1_000 } });
  const source = backend(`${FINE} for (;;);`);
  await test.runtime.warm(targetOf(source));
  const looping = test.call(source, "loop");
  let hasEnded = false;
  looping.then(() => hasEnded = true);
  await until(() => hasEnded || test.runtime.stats().deployments[0]!.isStuck);
  assert.equal(hasEnded, false, "the loop ended before it was noticed");
  const later = await Promise.all([1, 2, 3].map(() => test.call(source, "fine")));
  assert.deepEqual(later.map(json), ["fine", "fine", "fine"]);
  assert.equal(failure(await looping).reason, "cpu_limit");
});

Deno.test("a backend that computes for long without harm is left alone", async () => {
  await using test = await testRuntime({ limits: { cpuMs: 5_000 } });
  const source = backend(
    "const end = Date.now() + 600; while (Date.now() < end); return boot",
    "const boot = Math.random()",
  );
  const answers = await Promise.all([1, 2, 3].map(() => test.call(source)));
  assert.equal(new Set(answers.map(json)).size, 1);
});

Deno.test("the owner reads what was used, what the limit is, and the last words", async () => {
  await using test = await testRuntime({ limits: { cpuMs: 300, memoryMb: 32 } });
  await test.call(backend("Deno.stderr.writeSync(new TextEncoder().encode('my last words')); for (;;);"));
  assert.match(
    test.logs.at(-1)!.text,
    /^the sandbox ended: cpu_limit\n.*limits: 32 MB.*300 ms.*\nmy last words\n.*used \d+ ms/s,
  );
  await test.call(backend("const all = []; for (;;) all.push(new Array(1e5).fill(1.5))"));
  assert.match(test.logs.at(-1)!.text, /^the sandbox ended: memory_limit\n/);
  await test.call(backend("return new ArrayBuffer(4e9).byteLength"));
  assert.match(test.logs.at(-1)!.text, /^the call ended: memory_limit; .*limits: 32 MB/);
  await test.call("throw new Error('no such table')");
  assert.match(test.logs.at(-1)!.text, /^the sandbox ended: boot_failed\n.*no such table/s);
});

Deno.test("a call that only waits too long times out alone", async () => {
  await using test = await testRuntime({ limits: { timeoutMs: 300 } });
  const source = backend(
    `${FINE} if (input === 'boot') return boot;
     await new Promise((_, abort) => request.signal.addEventListener('abort', () => abort(request.signal.reason)))`,
    "const boot = Math.random()",
  );
  const boot = json(await test.call(source, "boot"));
  assert.equal(failure(await test.call(source, "hang")).code, "endpoint_timeout");
  assert.equal(json(await test.call(source, "boot")), boot);
});

Deno.test("trapping SIGTERM does not keep a sandbox alive", async () => {
  await using test = await testRuntime();
  const source = backend("return 'fine'", "try { Deno.addSignalListener('SIGTERM', () => {}) } catch {}");
  json(await test.call(source, "fine"));
  await test.runtime.close();
  assert.equal(test.runtime.stats().sandboxes, 0);
});

Deno.test("exit is a crash, and the next call is answered", async () => {
  await using test = await testRuntime();
  const source = backend(`${FINE} Deno.exit(0)`);
  assert.deepEqual([failure(await test.call(source, "exit")).code], ["endpoint_unreachable"]);
  assert.equal(failure(await test.call(source, "exit")).reason, "crashed");
  assert.equal(json(await test.call(source, "fine")), "fine");
});

Deno.test("a full heap is a memory limit, and the next call is answered", async () => {
  await using test = await testRuntime({ limits: { memoryMb: 32 } });
  const source = backend(`${FINE} const all = []; for (;;) all.push(new Array(1e5).fill(1.5))`);
  assert.equal(failure(await test.call(source, "fill")).reason, "memory_limit");
  assert.equal(json(await test.call(source, "fine")), "fine");
});

Deno.test("a module that throws when imported fails to boot, and says what it threw", async () => {
  await using test = await testRuntime();
  const { code, reason, stderrTail } = failure(await test.call("throw new Error('no such table: leads')"));
  assert.deepEqual([code, reason], ["endpoint_unreachable", "boot_failed"]);
  assert.match(stderrTail, /no such table: leads/);
});

const NOT_BACKENDS = {
  "a syntax error": "export default {",
  "no default export": "export const fetch = () => {}",
  "a default export without fetch": "export default {}",
  "an exit during import": "Deno.exit(7)",
  "an import of what is not there": "import 'npm:left-pad'; export default { fetch() {} }",
};

for (const [what, source] of Object.entries(NOT_BACKENDS)) {
  Deno.test(`${what} fails to boot`, async () => {
    await using test = await testRuntime();
    assert.equal(failure(await test.call(source)).reason, "boot_failed");
  });
}

Deno.test("an import that never ends fails to boot in time", async () => {
  await using test = await testRuntime({ limits: { bootTimeoutMs: 300 } });
  const { reason, stderrTail } = failure(await test.call("await new Promise(() => {})"));
  assert.equal(reason, "boot_failed");
  assert.match(stderrTail, /not ready within 300 ms/);
});

Deno.test("a burst on a backend that does not boot tries it once", async () => {
  await using test = await testRuntime({ limits: { bootRetryMs: 60_000 } });
  const outcomes = await Promise.all([1, 2, 3].map(() => test.call("throw String(Math.random())")));
  outcomes.push(await test.call("throw String(Math.random())"));
  assert.equal(new Set(outcomes.map((outcome) => failure(outcome).stderrTail.split("\n")[0])).size, 1);
});

Deno.test("a handler that throws has answered 500, and why is in the log alone", async () => {
  await using test = await testRuntime();
  const outcome = await test.call(backend("throw new Error('secret detail')"));
  assert.ok(outcome.kind === "answered");
  assert.deepEqual([outcome.status, text(outcome)], [500, "Internal Server Error"]);
  assert.match(test.logs[0]?.text ?? "", /secret detail/);
});

Deno.test("an unhandled rejection after the answer is logged and hurts nobody", async () => {
  await using test = await testRuntime();
  const source = backend(
    "Promise.reject(new Error('stray')); setTimeout(() => { throw new Error('late') }); return boot",
    "const boot = Math.random()",
  );
  const boot = json(await test.call(source));
  assert.equal(json(await test.call(source)), boot);
  assert.match(test.logs.map(({ text }) => text).join(), /stray/);
});

Deno.test("an answer larger than it may be is refused, also when it never ends", async () => {
  await using test = await testRuntime({ limits: { maxResponseBytes: 100_000 } });
  const source = backend(`${FINE}
    if (input === 'endless') return new Response(new ReadableStream({ pull: (c) => c.enqueue(new Uint8Array(1000)) }));
    return new Response('x'.repeat(100_001))`);
  assert.equal(failure(await test.call(source, "large")).reason, "output_limit");
  assert.equal(failure(await test.call(source, "endless")).reason, "output_limit");
  assert.equal(json(await test.call(source, "fine")), "fine");
});

Deno.test("a flood of log lines is cut, and says so", async () => {
  await using test = await testRuntime({ limits: { maxLogBytesPerSecond: 1000 } });
  const source = backend("for (let i = 0; i < 20000; i++) console.log('line', i); return 'fine'");
  assert.equal(json(await test.call(source)), "fine");
  await test.runtime.close();
  assert.ok(test.logs.length < 60);
  assert.match(test.logs.at(-1)?.text ?? "", /log lines were dropped/);
});

/** What a backend can do to the bootstrap's socket from inside their common realm. */
const RAW = `
  const core = Deno[Deno.internal].core;
  async function raw(bytes) {
    for (let rid = 0; rid < 20; rid++) try { await core.write(rid, new Uint8Array(bytes)); } catch {}
  }`;

const BROKEN_FRAMES = {
  "garbage": "new Array(32).fill(255)",
  "an answer to a call that nobody made": "[0,0,0,2, 18, 1, 0,0,255,255, 0,0,0,2, 123,125]",
  "a frame that only the platform may send": "[0,0,0,0, 2, 1, 0,0,0,1, 0,0,0,0]",
  "an illegal status":
    `[0,0,0,27, 18, 1, 0,0,0,2, 0,0,0,27, ...new TextEncoder().encode('{"status":99,"headers":[]}  ')]`,
};

for (const [what, bytes] of Object.entries(BROKEN_FRAMES)) {
  Deno.test(`${what} on the socket ends the sandbox, and the next call is answered`, async () => {
    await using test = await testRuntime({ limits: { timeoutMs: 5_000 } });
    const source = backend(`${FINE} await raw(${bytes}); await new Promise(() => {})`, RAW);
    assert.equal(json(await test.call(source, "fine")), "fine");
    const { reason, stderrTail } = failure(await test.call(source, "break"));
    assert.equal(reason, "crashed");
    assert.match(stderrTail, /protocol error/);
    assert.equal(json(await test.call(source, "fine")), "fine");
  });
}

const PATCHES = {
  "the socket": "Object.getPrototypeOf(Deno.UnixConn ?? {}).write = () => 0",
  "JSON": "JSON.stringify = () => 'broken'; JSON.parse = () => ({})",
  "Request and Response": "globalThis.Request = globalThis.Headers = class {}",
  "getters of Response": "Object.defineProperty(Response.prototype, 'status', { get: () => 999 })",
  "timers": "globalThis.setImmediate = globalThis.setTimeout = () => {}",
  "console": "globalThis.console = null",
};

for (const [what, patch] of Object.entries(PATCHES)) {
  Deno.test(`a backend that replaces ${what} is answered all the same`, async () => {
    await using test = await testRuntime();
    const source = `const { stringify } = JSON;
      ${patch};
      export default { fetch: async () => new Response(stringify("fine")) }`;
    assert.equal(json(await test.call(source)), "fine");
  });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
