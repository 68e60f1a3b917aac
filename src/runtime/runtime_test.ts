import assert from "node:assert/strict";
import { backend, failure, json, leftovers, requestOf, targetOf, testRuntime } from "./testing.ts";

const ECHO = backend(`return { input, url: request.url, method: request.method, requestId: ctx.requestId };`);

Deno.test("a backend gets the caller's bytes by POST at its own address, and its answer comes back", async () => {
  await using test = await testRuntime();
  const outcome = await test.call(ECHO, { b: 1, a: [2] });
  assert.deepEqual(json(outcome), {
    input: { b: 1, a: [2] },
    url: "https://test.agent/",
    method: "POST",
    requestId: "req_test",
  });
  assert.equal(outcome.timing.cold, true);
  assert.equal((await test.call(ECHO)).timing.cold, false);
});

Deno.test("long bodies pass whole in both directions", async () => {
  await using test = await testRuntime();
  const input = "ä".repeat(1_000_000);
  assert.equal(json(await test.call(backend("return input"), input)), input);
});

Deno.test("a cold burst of 200 calls starts one sandbox and answers all", async () => {
  await using test = await testRuntime();
  const source = backend("return [input, boot]", "const boot = Math.random()");
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, i) => test.call(source, i)));
  const answers = outcomes.map((outcome) => json(outcome) as [number, number]);
  assert.deepEqual(answers.map(([input]) => input), Array.from({ length: 200 }, (_, i) => i));
  assert.equal(new Set(answers.map(([, boot]) => boot)).size, 1);
  assert.equal(test.runtime.stats().sandboxes, 1);
});

Deno.test("calls in one sandbox run side by side", async () => {
  await using test = await testRuntime();
  const source = backend(
    "if (input === 'wait') return await new Promise((done) => { release = done; }); release('released'); return 'go'",
    "let release",
  );
  await test.runtime.warm(targetOf(source));
  const waiting = test.call(source, "wait");
  assert.equal(json(await test.call(source, "go")), "go");
  assert.equal(json(await waiting), "released");
});

Deno.test("when all places are at work the next deployment is refused at once, and an idle one gives way", async () => {
  await using test = await testRuntime({ limits: { maxSandboxes: 1 } });
  const hanging = backend("return input === 'hang' ? await new Promise(() => {}) : 1");
  const abort = new AbortController();
  await test.call(hanging, "warm");
  const open = test.call(hanging, "hang", abort.signal);
  assert.equal(failure(await test.call(ECHO)).code, "overloaded");
  abort.abort();
  assert.equal(failure(await open).reason, "cancelled");
  json(await test.call(ECHO));
  assert.equal(test.runtime.stats().sandboxes, 1);
});

Deno.test("more calls than a sandbox may have under way are refused at once", async () => {
  await using test = await testRuntime({ limits: { maxCallsPerSandbox: 2 } });
  const outcomes = await Promise.all([1, 2, 3].map((input) => test.call(ECHO, input)));
  assert.deepEqual(outcomes.map(({ kind }) => kind), ["answered", "answered", "failed"]);
  assert.equal(failure(outcomes[2]!).code, "overloaded");
});

Deno.test("an idle sandbox is stopped, and the next call starts another", async () => {
  await using test = await testRuntime({ limits: { idleMs: 50 } });
  const source = backend("return boot", "const boot = Math.random()");
  const first = json(await test.call(source));
  await until(() => test.runtime.stats().sandboxes === 0);
  assert.notEqual(json(await test.call(source)), first);
});

Deno.test("work given to waitUntil keeps an idle sandbox until it is done", async () => {
  await using test = await testRuntime({ limits: { idleMs: 1 } });
  const source = backend(`
    ctx.waitUntil(new Promise((done) => setTimeout(done, 400)).then(() => console.log("done after the answer")));
    return 1`);
  json(await test.call(source));
  await until(() => test.logs.length > 0);
  assert.equal(test.logs[0]?.text, "done after the answer");
  assert.equal(test.logs[0]?.requestId, "req_test");
});

Deno.test("retiring lets open calls end and refuses new ones", async () => {
  await using test = await testRuntime();
  const source = backend("await new Promise((done) => setTimeout(done, 300)); return 'finished'");
  await test.runtime.warm(targetOf(source));
  const open = test.call(source);
  const retired = test.runtime.retire(source, { drainMs: 10_000 });
  assert.equal(failure(await test.call(source)).reason, "retired");
  assert.equal(json(await open), "finished");
  await retired;
  assert.equal(test.runtime.stats().sandboxes, 0);
});

Deno.test("a drain ends when its time is up", async () => {
  await using test = await testRuntime();
  const source = backend("await new Promise(() => {})");
  await test.runtime.warm(targetOf(source));
  const open = test.call(source);
  await test.runtime.retire(source, { drainMs: 1 });
  assert.equal(failure(await open).reason, "stopped");
});

Deno.test("stopping an agent ends its sandboxes and no other's", async () => {
  await using test = await testRuntime();
  json(await test.call(ECHO));
  const other = { ...targetOf(ECHO, "other"), agentId: "agent_other" };
  json(await test.runtime.call(other, requestOf(1)));
  await test.runtime.stopAll("agent_test");
  assert.deepEqual(test.runtime.stats().deployments.map(({ agentId }) => agentId), ["agent_other"]);
});

Deno.test("a probe reports one outcome per request, with its log", async () => {
  await using test = await testRuntime();
  const source = backend(
    "console.warn('seen', input); if (input === 2) setTimeout(() => Deno.exit(3), 20); await (input === 2 && new Promise(() => {})); return input",
  );
  const result = await test.runtime.probe(
    source,
    { agentId: "agent_p", slug: "p" },
    [1, 2, 3].map(requestOf),
  );
  assert.ok(result.ok);
  assert.deepEqual(result.outcomes.map(({ kind }) => kind), ["answered", "failed", "answered"]);
  const logs = result.logs.map(({ level, text }) => `${level}: ${text.split("\n")[0]}`);
  const crash = "error: the sandbox ended: crashed";
  assert.deepEqual(logs, ["warn: seen 1", "warn: seen 2", crash, "warn: seen 3"]);
  assert.equal(test.runtime.stats().sandboxes, 0);
});

Deno.test("capability calls are answered with the owner that the platform knows", async () => {
  await using test = await testRuntime({
    capabilities: ({ name, args, agentId, requestId }) =>
      Promise.resolve({ ok: true, value: { name, args, agentId, requestId } }),
  });
  assert.deepEqual(json(await test.call(backend("return await env.store.get('k')"))), {
    name: "store.get",
    args: { key: "k" },
    agentId: "agent_test",
    requestId: "req_test",
  });
});

Deno.test("a capability that is not there is a clear error", async () => {
  await using test = await testRuntime();
  const source = backend("return await env.ai.generate({}).catch((e) => [e.name, e.code])");
  assert.deepEqual(json(await test.call(source)), ["CapabilityError", "capability_not_available"]);
});

Deno.test("nothing is left in the run folder once sandboxes are gone", async () => {
  await using test = await testRuntime();
  await test.call(ECHO);
  await test.call(backend("Deno.exit(1)"));
  await test.runtime.close();
  assert.deepEqual(await leftovers(test.runDir), []);
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
