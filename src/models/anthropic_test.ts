import assert from "node:assert/strict";
import {
  anthropicBreaksOff,
  anthropicCallsTool,
  anthropicRefuses,
  anthropicSays,
} from "../../tests/fixtures/anthropic_plays.ts";
import { MODEL_LIMITS } from "../../tests/fixtures/model_limits.ts";
import { type ModelServer, type Play, startModelServer } from "../../tests/fixtures/model_server.ts";
import type { JsonObject } from "../lib/json.ts";
import { createModels, type ModelAnswer, type ModelQuestion } from "./mod.ts";

const KEY = "sk-ant-very-secret";
const CLOSED: JsonObject = {
  type: "object",
  properties: { a: { type: "number" } },
  required: ["a"],
  additionalProperties: false,
};
const USAGE = { inputTokens: 100, outputTokens: 50 };

interface Trial {
  answer: ModelAnswer;
  requests: ModelServer["requests"];
  waits: number[];
}

/** Asks once, against a server that plays the script. Waiting takes no time. */
async function ask(plays: Play[], question: Partial<ModelQuestion> = {}): Promise<Trial> {
  const server = startModelServer();
  server.play(...plays);
  const waits: number[] = [];
  const wait = (ms: number) => Promise.resolve(void waits.push(ms));
  const model = "claude-sonnet-4-5";
  const settings = { provider: "anthropic", baseUrl: server.baseUrl, apiKey: KEY } as const;
  const models = createModels({ ...settings, names: [model], limits: MODEL_LIMITS }, { now: Date.now, wait });
  try {
    const answer = await models.generate({ model, instructions: "Be brief.", prompt: "Hello", ...question });
    assert.ok(!JSON.stringify(answer).includes(KEY), "the key is in the answer");
    return { answer, requests: server.requests, waits };
  } finally {
    await server.stop();
  }
}

async function failureOf(plays: Play[]) {
  const { answer, ...trial } = await ask(plays);
  if (answer.ok) throw new Error(`it answered ${answer.text}`);
  return { ...trial, failure: answer.failure, usage: answer.usage };
}

function test(name: string, fn: () => Promise<void>): void {
  // The SDK leaves the connection of an answer that was broken off to the garbage collector.
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

test("Anthropic is asked by its messages API, with the key in its own header, and its tokens are counted", async () => {
  const { answer, requests } = await ask([anthropicSays("Good morning.")]);
  assert.deepEqual(answer, { ok: true, text: "Good morning.", form: "text", usage: USAGE });
  const [{ path, apiKey, authorization, body }] = requests as [ModelServer["requests"][0]];
  assert.deepEqual([path, apiKey, authorization], ["/v1/messages", KEY, null]);
  assert.deepEqual(body.system, [{ type: "text", text: "Be brief." }]);
  assert.deepEqual(body.messages, [{ role: "user", content: [{ type: "text", text: "Hello" }] }]);
});

test("a schema goes to Anthropic as the format of its output", async () => {
  const { answer, requests } = await ask([anthropicSays('{"a":1}')], {
    schema: { name: "thing", schema: CLOSED },
  });
  assert.deepEqual(answer.ok && [answer.json, answer.form], [{ a: 1 }, "json_schema"]);
  const { format } = requests[0]!.body.output_config as { format: JsonObject };
  assert.deepEqual(format, { type: "json_schema", schema: CLOSED });
});

test("a schema that Anthropic can't hold its output to goes along as a tool, whose input is the answer", async () => {
  const open = { type: "object", additionalProperties: { type: "number" } };
  const { answer, requests } = await ask([anthropicCallsTool({ b: 2 })], {
    schema: { name: "thing", schema: open },
  });
  assert.deepEqual(answer.ok && [answer.json, answer.usage], [{ b: 2 }, USAGE]);
  const [tool] = requests[0]!.body.tools as JsonObject[];
  assert.deepEqual([tool?.name, tool?.input_schema], ["json", open]);
});

test("where Anthropic is busy it is asked again after as long as it wishes", async () => {
  const busy = anthropicRefuses(429, "rate_limit_error", { "Retry-After": "7" });
  const overloaded = anthropicRefuses(529, "overloaded_error");
  const { answer, waits } = await ask([busy, overloaded, anthropicSays("At last.")]);
  assert.deepEqual([answer.ok && answer.text, waits], ["At last.", [7_000, 2_000]]);
  const { failure } = await failureOf([busy, busy, busy]);
  assert.deepEqual([failure.code, failure.status, failure.retryAfterMs], ["rate_limited", 429, 7_000]);
});

test("an error in the middle of Anthropic's answer is its failure, never half an answer", async () => {
  const play = anthropicBreaksOff("overloaded_error");
  const { failure, usage, requests } = await failureOf([play, play, play]);
  assert.deepEqual([failure.code, failure.status, requests.length], ["unavailable", 529, 3]);
  assert.ok(usage.outputTokens > 0, "what was written is paid for");
});

test("what Anthropic refuses is said to be refused, in its words and without the key", async () => {
  const tooLong = anthropicRefuses(400, "invalid_request_error", {}, `prompt too long for ${KEY}`);
  const { failure, requests } = await failureOf([tooLong]);
  assert.deepEqual([failure.code, requests.length], ["request_refused", 1]);
  assert.match(failure.message, /prompt too long for \[key\]/);
  const wrongKey = anthropicRefuses(401, "authentication_error", {}, `invalid x-api-key ${KEY}`);
  assert.equal((await failureOf([wrongKey])).failure.code, "unauthorized");
});

test("what cuts Anthropic's answer off is its failure, as text and as the input of a tool", async () => {
  const open = { type: "object", additionalProperties: { type: "number" } };
  const text = await failureOf([anthropicSays("Good mor", "max_tokens")]);
  assert.deepEqual([text.failure.code, text.usage], ["cut_off", USAGE]);
  const tool = await ask([anthropicCallsTool({ b: 2 }, "max_tokens")], {
    schema: { name: "thing", schema: open },
  });
  assert.equal(!tool.answer.ok && tool.answer.failure.code, "cut_off");
  const refused = await failureOf([anthropicSays("I can't", "refusal")]);
  assert.equal(refused.failure.code, "content_filtered");
});
