import assert from "node:assert/strict";
import { join } from "node:path";
import { possibleIsolations } from "../../src/runtime/isolation.ts";
import { backend, requestOf, targetOf, testRuntime } from "../../src/runtime/testing.ts";
import type { Outcome } from "../../src/runtime/mod.ts";
import { EXHAUST, EXHAUST_LIMITS } from "../fixtures/hostile/exhaust.ts";
import { FORGE } from "../fixtures/hostile/forge.ts";
import { REACH, STATIC_IMPORTS } from "../fixtures/hostile/reach.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

/** Twice: a sandbox must hold by Deno's permissions alone, and where the system helps, Deno must still work. */
const LEVELS = possibleIsolations().filter(({ level }, at, all) =>
  level !== "deno" && all.findIndex((other) => other.level === level) === at
);

for (const isolation of LEVELS) {
  test(`${isolation.level}: there is no way out of a sandbox, but its socket`, async () => {
    await using lab = await testRuntime({ isolations: [isolation] });
    const input = await whereThingsAre(lab);
    for (const [what, expression] of Object.entries(REACH)) {
      const source = backend(
        `const nothing = undefined;
         const late = new Promise((resolve) => setTimeout(resolve, 500));
         const found = await Promise.race([late, (async () => (${expression}))().catch(() => nothing)]);
         return found === nothing ? "nothing" : "reached " + found`,
      );
      const outcome = await lab.call(source, input);
      assert.equal(summary(outcome), '200 "nothing"', `${what}: ${summary(outcome)}`);
      await lab.runtime.retire(source, { drainMs: 0 });
    }
    await assert.rejects(Deno.stat("/tmp/axtl-was-here"), Deno.errors.NotFound);
  });
}

test("a backend that statically imports a file does not start", async () => {
  await using lab = await testRuntime({ isolations: LEVELS.filter(({ level }) => level === "deno+rlimits") });
  for (const [what, source] of Object.entries(STATIC_IMPORTS)) {
    assert.equal(summary(await lab.call(source)), "endpoint_unreachable boot_failed", what);
  }
});

for (const [what, { source, ends }] of Object.entries({ ...EXHAUST, ...FORGE })) {
  test(`${what}: ${ends}; the next call is served at once, and a neighbour noticed nothing`, async () => {
    await using lab = await testRuntime({ limits: EXHAUST_LIMITS });
    assert.equal(summary(await lab.call(source, "fine")), '200 "fine"');
    await using neighbour = await watched(lab);
    assert.equal(summary(await lab.call(source, "attack")).split(/ (?=")/)[0], ends);
    const startedAt = performance.now();
    assert.equal(summary(await lab.call(source, "fine")), '200 "fine"');
    const nextMs = performance.now() - startedAt;
    assert.ok(nextMs < PROMPT_MS, `the next call took ${nextMs} ms`);
    const slowestMs = await neighbour.slowestMs();
    assert.ok(slowestMs < PROMPT_MS, `the neighbour's slowest call took ${slowestMs} ms`);
  });
}

const PROMPT_MS = 500;

type Lab = Awaited<ReturnType<typeof testRuntime>>;

async function whereThingsAre(lab: Lab) {
  await lab.runtime.warm(targetOf(backend("return 1"), "sibling"));
  const secretFile = join(platform.dataDir, "secret");
  const [postgres, sibling] = ["pg/.s.PGSQL.5432", "run/sb-0-00000000/s"].map((path) =>
    join(platform.dataDir, path)
  );
  return { port: Number(new URL(platform.url).port), parent: Deno.pid, secretFile, postgres, sibling };
}

/** Calls another agent's backend all the while. Every call must be answered. */
async function watched(lab: Lab) {
  const target = targetOf(backend("return input"), "neighbour");
  await lab.runtime.warm(target);
  let [slowestMs, stopped] = [0, false];
  const calling = (async () => {
    for (let call = 0; call === 0 || !stopped; call++) {
      const startedAt = performance.now();
      assert.equal(summary(await lab.runtime.call(target, requestOf(call))), `200 ${call}`);
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const stop = async () => {
    stopped = true;
    await calling;
  };
  return { slowestMs: () => stop().then(() => slowestMs), [Symbol.asyncDispose]: stop };
}

/** `status body` of an answer, `code reason` of a failure. */
function summary(outcome: Outcome): string {
  if (outcome.kind === "failed") return `${outcome.code} ${outcome.reason}`;
  const body = new TextDecoder().decode(outcome.body);
  return `${outcome.status} ${body}`.trim();
}
