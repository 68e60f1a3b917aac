import assert from "node:assert/strict";
import type { Json } from "../../src/lib/json.ts";
import {
  breaksOff,
  isCutOff,
  isFiltered,
  says,
  saysJson,
  stalls,
  startModelServer,
  status,
} from "../fixtures/model_server.ts";
import { eventually } from "./eventually.ts";
import { type Deployed, test, usePlatform } from "./platform.ts";

const KEY = "sk-key-of-the-platform";
const server = startModelServer();
const platform = usePlatform({
  AXTL_MODEL_BASE_URL: server.baseUrl,
  AXTL_MODEL_API_KEY: KEY,
  AXTL_MODEL: "scripted,other",
  AXTL_MODEL_AGENT_TOKENS_PER_DAY: "300",
  AXTL_MODEL_PRICES: "scripted=1/2",
});
Deno.test.afterAll(() => server.stop());

const ASKING = `
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const question = await request.json() as { prompt: string; schema?: object };
    const told = (error: { name: string; code?: string }) => ({ error: error.name, code: error.code });
    return Response.json(await env.ai.generate(question).catch(told));
  },
};
`;

async function ask({ slug, key }: Deployed, question: Json) {
  const { json, text } = await platform.invoke(slug, key, question);
  assert.ok(json?.data?.ok, text);
  return json.data.response;
}

async function usedModels({ agentId }: Deployed) {
  const { json, text } = await platform.api("GET", `/v1/usage?agentId=${agentId}`);
  assert.ok(json.data, text);
  assert.deepEqual(json.data.byAgent[0].models, json.data.total.models);
  return json.data.total.models;
}

const refused = (code: string) => ({ error: "CapabilityError", code });

test("a backend gets text, or JSON of its schema, from the configured model, metered by agent and day", async () => {
  const agent = await platform.deployed("Asking", ASKING);
  server.play(says("Good morning."));
  assert.equal(await ask(agent, { prompt: "Greet me." }), "Good morning.");
  const schema = { type: "object", properties: { mood: { type: "string" } }, required: ["mood"] };
  server.play(saysJson({ mood: "sunny" }));
  assert.deepEqual(await ask(agent, { prompt: "How is it?", schema }), { mood: "sunny" });
  const { body, authorization } = server.requests.at(-1)!;
  assert.deepEqual([body.model, authorization], ["scripted", `Bearer ${KEY}`]);
  assert.deepEqual((body.response_format as { json_schema: { schema: Json } }).json_schema.schema, schema);
  assert.deepEqual(await usedModels(agent), {
    backends: { questions: 2, inputTokens: 200, outputTokens: 100 },
    generation: { questions: 0, inputTokens: 0, outputTokens: 0 },
    cost: 0.0004,
    unpriced: [],
  });
  // The day's budget is used up by now.
  const before = server.requests.length;
  assert.deepEqual(await ask(agent, { prompt: "Once more." }), refused("ai_budget_spent"));
  assert.equal(server.requests.length, before);
  // Another agent has a budget of its own.
  const other = await platform.deployed("Asking too", ASKING);
  server.play(says("Hello."));
  assert.equal(await ask(other, { prompt: "Greet me." }), "Hello.");
});

test("what a model does wrong is a typed error in the backend, and never has the key in it", async () => {
  const agent = await platform.deployed("Unlucky", ASKING);
  server.play(status(401, {}, `wrong key ${KEY}`));
  assert.deepEqual(await ask(agent, { prompt: "Hello" }), refused("ai_unauthorized"));
  server.play(says("no JSON here"));
  assert.deepEqual(await ask(agent, { prompt: "Hello", schema: { type: "object" } }), refused("ai_no_json"));
  server.play(isCutOff('{"mood": "sun'));
  assert.deepEqual(await ask(agent, { prompt: "Hello" }), refused("ai_cut_off"));
  const odd: Json[] = [{ prompt: "" }, { prompt: 7 }, { prompt: "x", schema: [] }, {
    prompt: "x",
    model: "y",
  }];
  for (const question of odd) {
    assert.deepEqual(await ask(agent, question), refused("invalid_arguments"));
  }
});

test("a sandbox finds the provider's key nowhere", async () => {
  const agent = await platform.deployed(
    "Looking",
    `
    export default {
      async fetch(_request: Request, env: Env): Promise<Response> {
        const seen = JSON.stringify([env, Object.getOwnPropertyNames(env.ai), String(env.ai.generate)]);
        return Response.json({ seen });
      },
    };`,
  );
  assert.ok(!JSON.stringify(await ask(agent, {})).includes(KEY));
});

const STREAMING = `
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { leave, ...question } = await request.json() as { prompt: string; leave?: boolean };
    const pieces: string[] = [];
    try {
      for await (const piece of await env.ai.stream(question)) {
        pieces.push(piece);
        if (leave) break;
      }
    } catch (error) {
      const { name, code } = error as { name: string; code?: string };
      return Response.json({ pieces, error: name, code });
    }
    return Response.json({ pieces });
  },
};
`;

test("a backend gets text as the model writes it, and it is metered as any answer", async () => {
  const agent = await platform.deployed("Streaming", STREAMING);
  const story = "Once upon a time … ".repeat(100);
  server.play(says(story));
  const { pieces } = await ask(agent, { prompt: "A story" });
  assert.equal(pieces.join(""), story);
  assert.deepEqual((await usedModels(agent)).backends, { questions: 1, inputTokens: 100, outputTokens: 50 });
});

test("a backend that has read enough leaves a model that would never end, and pays for what was written", async () => {
  const agent = await platform.deployed("Leaving", STREAMING);
  server.play(stalls("Let me think."));
  assert.deepEqual(await ask(agent, { prompt: "A story", leave: true }), { pieces: ["Let me think."] });
  const { backends } = await eventually(() => usedModels(agent), ({ backends }) => backends.questions === 1);
  assert.ok(backends.outputTokens > 0);
});

test("a stream that breaks off is a TypeError with its code; what is refused from the start is a CapabilityError", async () => {
  const agent = await platform.deployed("Broken", STREAMING);
  server.play(breaksOff("Let me"), says("not asked again"));
  const { error, code } = await ask(agent, { prompt: "A story" });
  assert.deepEqual([error, code], ["TypeError", "ai_broken_off"]);
  server.play(status(401));
  assert.deepEqual(await ask(agent, { prompt: "A story" }), { pieces: [], ...refused("ai_unauthorized") });
  const odd: Json[] = [{ prompt: "" }, { prompt: "x", schema: {} }];
  for (const question of odd) {
    assert.deepEqual(await ask(agent, question), { pieces: [], ...refused("invalid_arguments") });
  }
});

test("a stream that a limit or a filter stops gives what was written and breaks, so that half is not taken for whole", async () => {
  const agent = await platform.deployed("Stopped", STREAMING);
  server.play(isCutOff("Once upon"));
  const cut = { pieces: ["Once upon"], error: "TypeError", code: "ai_cut_off" };
  assert.deepEqual(await ask(agent, { prompt: "A story" }), cut);
  server.play(isFiltered("Once upon"));
  assert.deepEqual(await ask(agent, { prompt: "A story" }), { ...cut, code: "ai_content_filtered" });
});
