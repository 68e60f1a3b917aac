import assert from "node:assert/strict";
import type { Json, JsonObject } from "../../src/lib/json.ts";
import {
  breaksOff,
  floods,
  isCutOff,
  isFiltered,
  knowing,
  type ModelServer,
  type Play,
  redirects,
  says,
  saysJson,
  stalls,
  startModelServer,
  status,
} from "../fixtures/model_server.ts";
import { SHIPPING, shipping } from "../fixtures/model_specs.ts";
import { test, usePlatform } from "./platform.ts";

const KEY = "sk-key-of-the-model";
const server: ModelServer = startModelServer();
const platform = usePlatform({
  AXTL_MODEL_BASE_URL: server.baseUrl,
  AXTL_MODEL_API_KEY: KEY,
  AXTL_MODEL: "scripted,other",
  AXTL_MODEL_STALL_MS: "100",
  AXTL_MODEL_PRICES: "scripted=2/10",
  AXTL_MODEL_JOB_TOKENS: "1000",
});
Deno.test.afterAll(() => server.stop());

const CARRIED = "The input has a (number) and b (number). The sum is a plus b. Return sum.";

interface Ended {
  agent: { id: string; slug: string };
  // deno-lint-ignore no-explicit-any -- tests look into jobs whose shape is what they test
  job: any;
  asked: number;
}

async function generate(prompt: string, plays: Play[], options: JsonObject = {}): Promise<Ended> {
  const before = server.requests.length;
  server.play(...plays);
  const body = { name: "Made by a model", prompt, autoDeploy: true, ...options };
  const answer = await platform.api("POST", "/v1/generate", { body });
  assert.equal(answer.status, 202, answer.text);
  const { agent, job } = answer.json.data;
  const ended = await platform.finished(job.id);
  assert.ok(!JSON.stringify(ended).includes(KEY), "the key is in the job");
  return { agent, job: ended, asked: server.requests.length - before };
}

async function call(agent: { id: string; slug: string }, input: Json) {
  const made = await platform.api("POST", `/v1/agents/${agent.id}/api-keys`, { body: { name: "test" } });
  const answer = await platform.invoke(agent.slug, made.json.data.key, input);
  return answer.json.data;
}

async function assertNothingDeployed({ agent, job }: Ended): Promise<void> {
  assert.equal(job.status, "failed", JSON.stringify(job));
  const { json } = await platform.api("GET", `/v1/deploy/${agent.id}/status`);
  assert.deepEqual([json.data.endpointUrl, json.data.deployment], [null, null]);
}

const logOf = (job: { logs: { message: string }[] }) => job.logs.map(({ message }) => message).join("\n");

test("what the built-in compiler can't carry becomes a backend by way of the model, and the job says so", async () => {
  const { agent, job, asked } = await generate(SHIPPING, [saysJson(shipping())]);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  assert.deepEqual([job.provider, job.model, asked], ["openai-compatible", "scripted", 1]);
  assert.match(logOf(job), /Taking the model scripted: the built-in compiler can't carry .*overseas/);
  assert.match(logOf(job), /Assumed: overseas is any country but DE/);
  assert.deepEqual([job.modelUsage.calls, job.modelUsage.inputTokens, job.modelUsage.outputTokens], [
    1,
    100,
    50,
  ]);
  const usage = await platform.api("GET", `/v1/usage?agentId=${agent.id}`);
  assert.deepEqual(usage.json.data.total.models.generation, {
    questions: 1,
    inputTokens: 100,
    outputTokens: 50,
  });
  assert.deepEqual((await call(agent, { weight: 1, country: "US" })).response, { price: 12 });
  assert.equal((await call(agent, { weight: -1, country: "US" })).status, 422);
  const versions = await platform.api("GET", `/v1/agents/${agent.id}/versions`);
  assert.equal(versions.json.data[0].origin, "model");
});

test("what the built-in compiler carries whole never reaches the model, unless it is asked for", async () => {
  const { job, asked } = await generate(CARRIED, []);
  assert.deepEqual([job.status, job.provider, asked], ["completed", "builtin", 0]);
  assert.match(logOf(job), /Taking the built-in compiler .*carries every sentence/);
});

test("a model that is not configured leaves the job to the built-in compiler, or is refused when it must be one", async () => {
  const { job, asked } = await generate(SHIPPING, [], { model: "gpt-5.2" });
  assert.deepEqual([job.status, job.provider, asked], ["failed", "builtin", 0]);
  assert.match(logOf(job), /no model gpt-5.2 is configured, only scripted, other/);
  const body = { name: "Refused", prompt: SHIPPING, model: "gpt-5.2", generator: "model" };
  const refused = await platform.api("POST", "/v1/generate", { body });
  assert.deepEqual([refused.status, refused.json.error.code], [422, "model_not_configured"]);
});

test("another of the configured models is asked by its name", async () => {
  await generate(SHIPPING, [saysJson(shipping())], { model: "other" });
  assert.equal(server.requests.at(-1)?.body.model, "other");
});

for (
  const [name, play] of [
    ["in a fence", says("```json\n" + JSON.stringify(shipping()) + "\n```")],
    ["with prose around it", says(`Here is the Spec: ${JSON.stringify(shipping())} I hope it helps.`)],
  ] as const
) {
  test(`a Spec ${name} is as good as any`, async () => {
    const { job } = await generate(SHIPPING, [play]);
    assert.equal(job.status, "completed", JSON.stringify(job.failure));
  });
}

test("wrong types and made-up quotes come back to the model by their paths, and the repair is deployed", async () => {
  const wrong = shipping() as { inputs: JsonObject[]; steps: JsonObject[] };
  wrong.inputs[0]!.required = "yes";
  wrong.inputs[1]!.source = { quote: "The country is important.", assumed: null };
  const { job, asked } = await generate(SHIPPING, [saysJson(wrong as unknown as Json), saysJson(shipping())]);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  assert.equal(asked, 2);
  const repair = server.requests.at(-1)!.body.messages.at(-1)!.content;
  assert.match(repair, /inputs\.0\.required: /);
  assert.match(
    repair,
    /inputs\.1\.source\.quote: "The country is important." does not stand in the requirements/,
  );
});

test("a number that gets lost, a sentence that nothing carries, and rubbish: four attempts, then an honest end", async () => {
  const lossy = JSON.parse(JSON.stringify(shipping()).replaceAll('"7"', '"8"'));
  const silent = { ...shipping(), steps: [], outputs: [] };
  const plays = [saysJson(lossy), says("I would rather not."), saysJson(silent), saysJson(lossy)];
  const ended = await generate(SHIPPING, plays);
  await assertNothingDeployed(ended);
  const { failure } = ended.job;
  assert.deepEqual([failure.code, failure.stage, failure.details.attempts, ended.asked], [
    "model_gave_up",
    "spec",
    4,
    4,
  ]);
  assert.match(JSON.stringify(failure.details.evidence), /the 7 in /);
  assert.ok(failure.details.nextStep.length > 20);
});

test("sentences that the model calls unclear are told to the author with its reasons", async () => {
  const unclear = [{
    quote: "Parcels that travel overseas",
    reason: "It does not say from where.",
    suggestion: null,
  }];
  const ended = await generate(SHIPPING, [saysJson({ ...shipping(), unclear })]);
  await assertNothingDeployed(ended);
  assert.equal(ended.job.failure.code, "requirements_not_understood");
  assert.equal(ended.job.failure.details.clauses[0].reason, "It does not say from where.");
});

test("a sentence that the model and the built-in compiler read differently is ambiguous", async () => {
  const requirements =
    "The input has age (integer).\nfee is 10 when age is at least 18, otherwise 0.\nReturn fee.";
  const spec = saysJson(differentlyRead(requirements));
  const ended = await generate(requirements, [spec, spec, spec, spec], { generator: "model" });
  await assertNothingDeployed(ended);
  const [clause] = ended.job.failure.details.clauses;
  assert.equal(clause.status, "ambiguous");
  assert.match(clause.reason, /for age 18 it comes to 10, or to 0/);
});

/** At least 18, taken for more than 18. */
function differentlyRead(requirements: string): JsonObject {
  const [input, fee, answer] = requirements.split("\n").map((line) => ({
    quote: line,
    assumed: null,
  }));
  const age = { id: "in.age", kind: "field", key: "age", type: "integer", required: true, source: input! };
  return {
    ...shipping(),
    inputs: [age],
    steps: [{
      id: "val.fee",
      kind: "compute",
      key: "fee",
      source: fee!,
      changes: [],
      value: {
        kind: "choose",
        when: {
          kind: "compare",
          op: "gt",
          left: { kind: "ref", id: "in.age" },
          right: { kind: "number", value: "18" },
        },
        then: { kind: "number", value: "10" },
        otherwise: { kind: "number", value: "0" },
      },
    }],
    outputs: [{ id: "out.fee", kind: "output", key: "fee", ref: "val.fee", source: answer! }],
  };
}

test("a job stops when it has used up its tokens", async () => {
  const chatter = says(`${"So many words. ".repeat(40)}`);
  const dear: Play = async (asked) => {
    const response = await chatter(asked);
    const dearer = (await response.text()).replaceAll('"prompt_tokens":100', '"prompt_tokens":990');
    return new Response(dearer, { headers: { "Content-Type": "text/event-stream" } });
  };
  const ended = await generate(SHIPPING, [dear]);
  await assertNothingDeployed(ended);
  assert.match(ended.job.failure.message, /having used up 1000 tokens/);
});

const flood = { sentBytes: 0 };
const UNAVAILABLE: readonly (readonly [string, Play[], string])[] = [
  ["stalls in mid-stream", [stalls()], "timeout"],
  ["breaks off", [breaksOff()], "broken_off"],
  ["writes ten gigabytes", [floods(flood)], "answer_too_large"],
  ["redirects to the loopback", [redirects("http://127.0.0.1:1/")], "redirected"],
  ["fails again and again", Array(3).fill(status(500, { "Retry-After": "0" })), "unavailable"],
  ["is cut off twice", [isCutOff('{"summary":"A b'), isCutOff('{"summary":"A b')], "cut_off"],
  ["is stopped by a content filter", [isFiltered("I will")], "content_filtered"],
  ["takes no such key", [status(401)], "unauthorized"],
  ["does not know the model", [status(404)], "model_not_found"],
  ["wants to be left alone for an hour", [status(429, { "Retry-After": "3600" })], "rate_limited"],
];

for (const [what, plays, cause] of UNAVAILABLE) {
  test(`an endpoint that ${what} ends the job with what to do, and nothing is deployed`, async () => {
    const ended = await generate(SHIPPING, plays);
    await assertNothingDeployed(ended);
    const { code, stage, details } = ended.job.failure;
    assert.deepEqual([code, stage, details.cause], ["model_unavailable", "spec", cause]);
    assert.ok(details.nextStep.length > 20);
  });
}

test("an endpoint that is busy for a moment is asked again, and the job's log says so", async () => {
  const { job } = await generate(SHIPPING, [status(429, { "Retry-After": "0" }), saysJson(shipping())]);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  assert.match(logOf(job), /asking again in 0 s/);
});

test("an endpoint that knows no JSON schemas still makes backends", async () => {
  const { job } = await generate(SHIPPING, Array(3).fill(knowing(["text"], saysJson(shipping()))));
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
});

test("an answer that is cut off is asked for once more, shorter, and never repaired from its half", async () => {
  const half = JSON.stringify(shipping()).slice(0, 400);
  const { job, asked } = await generate(SHIPPING, [isCutOff(half), saysJson(shipping())]);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  assert.deepEqual([asked, job.modelUsage.calls], [2, 2]);
  assert.match(logOf(job), /Not right yet: the answer was cut off at .*AXTL_MODEL_MAX_OUTPUT_TOKENS/);
  const again = server.requests.at(-1)!.body.messages.at(-1)!.content;
  assert.match(again, /cut off by the limit of output tokens/);
  assert.ok(!again.includes("Your Spec of before"), again);
});

test("a job says what it cost over all attempts, also when it failed, and why where that is not known", async () => {
  const rubbish = says("I would rather not.");
  const failed = await generate(SHIPPING, [rubbish, rubbish, rubbish, rubbish]);
  const { ms, ...usage } = failed.job.modelUsage;
  assert.deepEqual(usage, { calls: 4, inputTokens: 400, outputTokens: 200, costUsd: 0.0028 });
  assert.ok(Number.isInteger(ms));
  const { agent, job } = await generate(SHIPPING, [saysJson(shipping())], { model: "other" });
  assert.equal(job.modelUsage.costUsd, null);
  assert.equal(job.modelUsage.costReason, "The model other had no price in AXTL_MODEL_PRICES.");
  const { json } = await platform.api("GET", `/v1/usage?agentId=${agent.id}`);
  assert.deepEqual([json.data.total.models.cost, json.data.total.models.unpriced], [null, ["other"]]);
});

test("whoever follows the job sees how much the model has written, while it writes", async () => {
  const { job } = await generate(SHIPPING, [saysJson(shipping())]);
  const { text } = await platform.api("GET", `/v1/generate/${job.id}/stream`);
  assert.match(text, /"stage":"spec","progress":\d+,"written":\d+/);
});
