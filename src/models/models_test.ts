import assert from "node:assert/strict";
import { MODEL_LIMITS } from "../../tests/fixtures/model_limits.ts";
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
} from "../../tests/fixtures/model_server.ts";
import { createModels, type ModelAnswer, type ModelQuestion, type ModelSettings } from "./mod.ts";

const KEY = "sk-very-secret-key";
const SCHEMA = {
  name: "thing",
  schema: {
    type: "object",
    properties: { a: { type: "number" } },
    required: ["a"],
    additionalProperties: false,
  },
};
const QUESTION: ModelQuestion = {
  model: "scripted",
  instructions: "Be brief.",
  prompt: "Hello",
  schema: SCHEMA,
};

interface Trial {
  answer: ModelAnswer;
  server: ModelServer;
  waits: number[];
  notes: string[];
}

/** Asks once, against a server that plays the script. Waiting takes no time. */
async function ask(
  plays: Play[],
  settings: Partial<ModelSettings> = {},
  question: Partial<ModelQuestion> = {},
): Promise<Trial> {
  const server = startModelServer();
  server.play(...plays);
  const waits: number[] = [];
  const notes: string[] = [];
  const models = modelsFor(server, settings, waits);
  try {
    const onRetry = (note: string) => void notes.push(note);
    return { answer: await models.generate({ ...QUESTION, onRetry, ...question }), server, waits, notes };
  } finally {
    await server.stop();
  }
}

function modelsFor(server: ModelServer, settings: Partial<ModelSettings>, waits: number[]) {
  const wait = (ms: number) => Promise.resolve(void waits.push(ms));
  return createModels({
    provider: "openai-compatible",
    baseUrl: server.baseUrl,
    apiKey: KEY,
    names: ["scripted"],
    limits: MODEL_LIMITS,
    ...settings,
  }, { now: Date.now, wait });
}

function test(name: string, fn: () => Promise<void>): void {
  // The SDK leaves the connection of an answer that was broken off to the garbage collector.
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

async function failureOf(plays: Play[], settings: Partial<ModelSettings> = {}, question = {}) {
  const trial = await ask(plays, settings, question);
  if (trial.answer.ok) throw new Error(`it answered ${trial.answer.text}`);
  assert.ok(!JSON.stringify(trial.answer).includes(KEY), "the key is in the failure");
  return { ...trial, failure: trial.answer.failure };
}

test("a model that knows JSON schemas is asked with one, and its tokens are counted", async () => {
  const { answer, server } = await ask([saysJson({ a: 1 })]);
  assert.deepEqual(answer, {
    ok: true,
    text: '{"a":1}',
    json: { a: 1 },
    form: "json_schema",
    usage: { inputTokens: 100, outputTokens: 50 },
  });
  const [request] = server.requests;
  assert.equal(request?.authorization, `Bearer ${KEY}`);
  assert.equal(request?.body.model, "scripted");
  assert.deepEqual(request?.body.messages.map(({ role }) => role), ["system", "user"]);
});

for (
  const [name, text] of [
    ["in a fence", 'Here you are:\n```json\n{"a": 1}\n```\nAnything else?'],
    ["with prose around it", 'The answer is {"a": 1}, as {you} asked.'],
    ["with braces in its strings", '{"a": 1, "b": "}{\\""}'],
  ] as const
) {
  test(`JSON ${name} is found`, async () => {
    const { answer } = await ask([says(text)]);
    assert.equal(answer.ok && (answer.json as { a: number }).a, 1);
  });
}

test("an endpoint that refuses JSON schemas is asked for a JSON object, then for text, and that is remembered", async () => {
  const server = startModelServer();
  const textOnly = knowing(["text"], saysJson({ a: 1 }));
  server.play(textOnly, textOnly, textOnly, textOnly);
  const models = modelsFor(server, {}, []);
  const first = await models.generate(QUESTION);
  const second = await models.generate(QUESTION);
  await server.stop();
  assert.ok(first.ok && second.ok);
  assert.deepEqual(server.requests.map(({ form }) => form), ["json_schema", "json_object", "text", "text"]);
  const instructions = server.requests[1]?.body.messages[0]?.content ?? "";
  assert.ok(instructions.includes(JSON.stringify(SCHEMA.schema)), "the schema is told in words");
});

test("429 with Retry-After is asked again after that long, and only a few times", async () => {
  const busy = status(429, { "Retry-After": "7" });
  const { answer, waits, notes } = await ask([busy, busy, saysJson({ a: 2 })]);
  assert.ok(answer.ok);
  assert.deepEqual(waits, [7_000, 7_000]);
  assert.match(notes[0]!, /too many questions; asking again in 7 s/);
  const { failure, server } = await failureOf([busy, busy, busy, saysJson({ a: 2 })]);
  assert.equal(failure.code, "rate_limited");
  assert.equal(server.requests.length, 3);
});

test("whoever asks to be left alone for an hour is not waited for", async () => {
  const { failure, waits } = await failureOf([status(429, { "Retry-After": "3600" })]);
  assert.deepEqual([failure.code, failure.retryAfterMs, waits], ["rate_limited", 3_600_000, []]);
});

test("a server that fails is asked again with a growing pause, then given up", async () => {
  const { failure, waits } = await failureOf([status(500), status(503), status(502)]);
  assert.deepEqual([failure.code, failure.status], ["unavailable", 502]);
  assert.deepEqual(waits, [1_000, 2_000]);
});

test("a closed port is unreachable", async () => {
  const { failure } = await failureOf([], { baseUrl: "http://127.0.0.1:1/v1" });
  assert.equal(failure.code, "unreachable");
});

test("a wrong key is said to be one, at once, without the words of the endpoint", async () => {
  const { failure, server } = await failureOf([status(401, {}, `Incorrect API key provided: ${KEY}`)]);
  assert.equal(failure.code, "unauthorized");
  assert.equal(server.requests.length, 1);
});

test("an endpoint's own message about a bad question is passed on without the key", async () => {
  const refusal = status(400, {}, `context too long for ${KEY}`);
  const { failure } = await failureOf([refusal, refusal, refusal]);
  assert.equal(failure.code, "request_refused");
  assert.match(failure.message, /context too long for \[key\]/);
});

test("a redirect is not followed, wherever it leads", async () => {
  const other = startModelServer();
  other.play(saysJson({ a: 1 }));
  const { failure } = await failureOf([redirects(`${other.baseUrl}/chat/completions`)]);
  await other.stop();
  assert.equal(failure.code, "redirected");
  assert.equal(other.requests.length, 0);
});

test("a model that falls silent in mid-stream is given up, and what it wrote is counted", async () => {
  const { answer, failure } = await failureOf([stalls()], {
    limits: { ...MODEL_LIMITS, betweenTokensMs: 50 },
  });
  assert.equal(failure.code, "timeout");
  assert.match(failure.message, /fell silent/);
  assert.ok(answer.usage.outputTokens > 0);
});

test("a model that never begins is given up", async () => {
  const { failure } = await failureOf([stalls("")], { limits: { ...MODEL_LIMITS, firstTokenMs: 50 } });
  assert.match(failure.message, /no first token/);
});

test("a caller that has less time gets its answer within it, or none", async () => {
  const { failure } = await failureOf([stalls()], {}, { totalMs: 60 });
  assert.match(failure.message, /not complete/);
});

test("a connection that breaks in mid-answer is a failure, not half an answer", async () => {
  const { failure } = await failureOf([breaksOff()]);
  assert.equal(failure.code, "broken_off");
});

for (const code of [200, 500]) {
  test(`of a ten-gigabyte answer with status ${code} only the bound is taken in`, async () => {
    const flood = { sentBytes: 0 };
    const { failure } = await failureOf([floods(flood, code)]);
    assert.equal(failure.code, "answer_too_large");
    assert.ok(flood.sentBytes < 40_000_000, `${flood.sentBytes} bytes were taken`);
  });
}

test("whoever goes away ends the question", async () => {
  const gone = new AbortController();
  const question = { signal: gone.signal, onProgress: () => gone.abort() };
  const { failure } = await failureOf([stalls("some words")], {}, question);
  assert.equal(failure.code, "cancelled");
});

test("what is passed on as it comes is not asked for again once it has begun", async () => {
  const pieces: string[] = [];
  const question = { onText: (piece: string) => void pieces.push(piece) };
  const busy = status(503);
  const { answer, server } = await ask([busy, says("Good morning.")], {}, question);
  assert.deepEqual([answer.ok, pieces, server.requests.length], [true, ["Good morning."], 2]);
  const broken = await failureOf([breaksOff("Good"), says("Good morning.")], {}, question);
  assert.deepEqual([broken.failure.code, broken.server.requests.length], ["broken_off", 1]);
});

test("an answer without any text is none", async () => {
  const { failure } = await failureOf([says("")]);
  assert.equal(failure.code, "empty_answer");
});

const CUT = '{"a": 1, "b": {"c": 2}, "d": [';

for (const [form, schema] of [["as JSON of a schema", SCHEMA], ["as text", undefined]] as const) {
  test(`an answer ${form} that the limit of tokens cut off is a failure that says how to mend it`, async () => {
    const settings = { limits: { ...MODEL_LIMITS, maxOutputTokens: 50 } };
    const server = startModelServer();
    server.play(isCutOff(CUT), says("not asked again"));
    const { schema: _, ...plain } = QUESTION;
    const answer = await modelsFor(server, settings, []).generate({ ...plain, ...(schema && { schema }) });
    await server.stop();
    assert.ok(!answer.ok);
    assert.equal(answer.failure.code, "cut_off");
    assert.match(answer.failure.message, /cut off at 50 output tokens; raise AXTL_MODEL_MAX_OUTPUT_TOKENS/);
    assert.deepEqual(answer.usage, { inputTokens: 100, outputTokens: 50 });
    assert.deepEqual([server.requests.length, server.requests[0]?.body.max_tokens], [1, 50]);
  });
}

test("an answer that is cut off in a simpler form is no better: what looks like JSON in it is not taken", async () => {
  const cut = isCutOff('{"a": 1} and then');
  const { failure } = await failureOf(Array(3).fill(knowing(["text"], cut)));
  assert.equal(failure.code, "cut_off");
});

test("a model that spends all of its tokens on thinking was cut off, and did not say nothing", async () => {
  const { failure } = await failureOf([isCutOff("")]);
  assert.equal(failure.code, "cut_off");
});

test("what a provider's content filter stops is said to be stopped by it, once", async () => {
  const { failure, server } = await failureOf([isFiltered("I will"), says("not asked again")]);
  assert.deepEqual([failure.code, server.requests.length], ["content_filtered", 1]);
});
