import assert from "node:assert/strict";
import { MODEL_LIMITS } from "../../tests/fixtures/model_limits.ts";
import {
  breaksOff,
  floods,
  type Play,
  redirects,
  says,
  stalls,
  startModelServer,
} from "../../tests/fixtures/model_server.ts";
import { createEgress, type EgressSettings } from "../egress/mod.ts";
import { createModels } from "../models/mod.ts";
import { fetchThrough } from "./egress_fetch.ts";

/** Asks once, by the rules of egress. */
async function ask(plays: Play[], rules: EgressSettings, host?: string) {
  const server = startModelServer();
  server.play(...plays);
  const port = new URL(server.baseUrl).port;
  const models = createModels({
    provider: "openai-compatible",
    baseUrl: host === undefined ? server.baseUrl : `http://${host}:${port}/v1`,
    apiKey: "sk-of-a-workspace",
    names: ["scripted"],
    limits: { ...MODEL_LIMITS, betweenTokensMs: 100 },
    fetch: fetchThrough(createEgress(rules), "ws_1"),
  }, { now: Date.now, wait: () => Promise.resolve() });
  const answer = await models.generate({ model: "scripted", instructions: "Be brief.", prompt: "Hello" });
  await server.stop();
  return { answer, asked: server.requests.length };
}

const ANYWHERE: EgressSettings = { isAllowedAddress: () => true };

function test(name: string, fn: () => Promise<void>): void {
  // The SDK leaves the connection of an answer that was broken off to the garbage collector.
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

test("an endpoint that is reached through egress answers as any", async () => {
  const { answer } = await ask([says("Good morning.")], ANYWHERE);
  assert.deepEqual(answer.ok && [answer.text, answer.usage], ["Good morning.", {
    inputTokens: 100,
    outputTokens: 50,
  }]);
});

test("a name that leads into our own network when it is asked is not connected to, whatever it led to before", async () => {
  const resolve = () => Promise.resolve(["127.0.0.1"]);
  const { answer, asked } = await ask([says("secrets")], { resolve }, "rebinding.example");
  assert.deepEqual([!answer.ok && answer.failure.code, asked], ["address_not_allowed", 0]);
});

const flood = { sentBytes: 0 };
const MISHAPS: [string, Play, string][] = [
  ["stalls in mid-stream", stalls(), "timeout"],
  ["breaks off", breaksOff(), "broken_off"],
  ["redirects", redirects("http://127.0.0.1:1/"), "redirected"],
  ["writes ten gigabytes", floods(flood), "answer_too_large"],
];

for (const [what, play, code] of MISHAPS) {
  test(`an endpoint behind egress that ${what} fails as any does`, async () => {
    const { answer } = await ask([play], ANYWHERE);
    assert.equal(!answer.ok && answer.failure.code, code);
    assert.ok(flood.sentBytes < 40_000_000, `${flood.sentBytes} bytes were taken`);
  });
}
