import assert from "node:assert/strict";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

const LEAD =
  "Create an API that accepts a lead profile, scores fit, lists missing fields, and returns next actions.";

test("POST /v1/generate answers 202 with the agent generating and the job queued", async () => {
  const answer = await platform.api("POST", "/v1/generate", {
    body: { name: "Lead Qualification API", prompt: LEAD },
  });
  assert.equal(answer.status, 202);
  const { agent, job } = answer.json.data;
  assert.match(agent.id, /^agent_/);
  assert.match(job.id, /^job_/);
  assert.deepEqual(agent, {
    id: agent.id,
    slug: "lead-qualification-api",
    name: "Lead Qualification API",
    status: "generating",
  });
  assert.deepEqual(job, { id: job.id, status: "queued", progress: 0, provider: "pending", model: "gpt-5.2" });
  await platform.finished(job.id);
});

test("an order in everyday words passes every gate and is answered to the cent", async () => {
  const { agent, job } = await generate(
    "Order price",
    "Calculate the total price of an order. The input has quantity (integer, at least 1) and unit price (number). " +
      "The subtotal is quantity times unit price. If quantity is 10 or more, apply a 10% discount. Add 19% tax. " +
      "Round the total to 2 decimals. Return subtotal, discount, tax and total.",
  );
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  const key = await newKey(agent.id);
  const answer = await platform.invoke(agent.slug, key, { quantity: 10, unitPrice: 10 });
  assert.equal(answer.json.data.status, 200, answer.text);
  assert.deepEqual(answer.json.data.response, { subtotal: 100, discount: 10, tax: 17.1, total: 107.1 });
});

test("a backend over lists and a table passes every gate, and says where an entry is wrong", async () => {
  const { agent, job } = await generate(
    "Cart",
    "The input has items, a list of objects with name (string), price (number, at least 0) and quantity (integer, " +
      "at least 1), and country (text).\n\n" +
      "| country | shipping |\n|---|---|\n| DE | 4.90 |\n| FR | 7.50 |\n| other | 15 |\n\n" +
      "For each item, lineTotal is price times quantity. subtotal is the sum of the lineTotals. " +
      "total is subtotal plus shipping. cheapest is the name of the cheapest item. " +
      "names are the names of the items sorted by price from high to low. Return items, total, cheapest and names.",
  );
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  const key = await newKey(agent.id);
  const pen = { name: "pen", price: 0.1, quantity: 3 };
  const answer = await platform.invoke(agent.slug, key, { items: [pen], country: "DE" });
  assert.deepEqual(answer.json.data.response, {
    items: [{ ...pen, lineTotal: 0.3 }],
    total: 5.2,
    cheapest: "pen",
    names: ["pen"],
  });
  const wrong = await platform.invoke(agent.slug, key, {
    items: [pen, { ...pen, price: "1" }],
    country: "DE",
  });
  assert.equal(wrong.json.data.status, 422);
  assert.match(wrong.text, /items\[1\]\.price/);
});

test("the lead prompt becomes a backend that scores, lists missing fields and returns next actions", async () => {
  const { agent, job } = await generate("Lead scorer", LEAD);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  assert.equal(job.progress, 100);
  assert.equal(job.agentSlug, agent.slug);
  assert.equal(job.provider, "builtin");
  assert.notEqual(job.model, "gpt-5.2");
  assert.ok((job.logs as unknown[]).length > 3);
  assert.equal((job.validation as { status: string }).status, "passed");
  assert.equal((job.artifact as { version: number }).version, 1);
  const key = await newKey(agent.id);
  const full = await platform.invoke(agent.slug, key, { name: "Ada", email: "ada@example.com" });
  assert.equal(full.json.data.status, 200, full.text);
  const { response } = full.json.data;
  assert.equal(typeof response.score, "number");
  assert.ok(Array.isArray(response.missingFields) && response.missingFields.includes("company"), full.text);
  assert.ok(Array.isArray(response.nextActions) && response.nextActions.length > 0, full.text);
  const empty = (await platform.invoke(agent.slug, key, {})).json.data;
  assert.equal(empty.status, 200);
  assert.ok(empty.response.score <= response.score);
});

test("the support prompt becomes a classifier that suggests a next action", async () => {
  const prompt = "Create an API that classifies a support request and suggests a next action.";
  const { agent, job } = await generate("Support classifier", prompt);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  const key = await newKey(agent.id);
  const asked = await platform.invoke(agent.slug, key, {
    input: "Classify this support request and suggest a next action.",
  });
  assert.equal(asked.json.data.status, 200, asked.text);
  assert.ok(asked.json.data.response.category && asked.json.data.response.nextAction, asked.text);
  const billing = await platform.invoke(agent.slug, key, { input: "I was charged twice, please refund me" });
  assert.equal(billing.json.data.response.category, "billing", billing.text);
  const wrong = await platform.invoke(agent.slug, key, { input: 7 });
  assert.ok(wrong.json.data.status >= 400 && wrong.json.data.status < 500, wrong.text);
});

test("every assumed field and weight is listed in the Spec and in the job's log", async () => {
  const { agent, job } = await generate("Lead assumptions", LEAD);
  const assumed = (job.logs as { message: string }[]).filter((line) => line.message.startsWith("Assumed:"));
  assert.ok(assumed.length > 5, JSON.stringify(job.logs));
  const versions = await platform.api("GET", `/v1/agents/${agent.id}/versions`);
  assert.equal(versions.json.data[0].origin, "builtin");
});

test("a requirement that can't be carried fails at the spec stage with the sentence and a rewrite", async () => {
  const sentence = "Translate the message to French.";
  const { agent, job } = await generate("Translator", `The input has a message, which is text.\n${sentence}`);
  assert.equal(job.status, "failed");
  const failure = job.failure as {
    code: string;
    stage: string;
    message: string;
    details: { clauses: { quote: string; suggestion?: string; status: string }[] };
  };
  assert.equal(failure.code, "requirements_not_understood");
  assert.equal(failure.stage, "spec");
  const clause = failure.details.clauses.find(({ quote }) =>
    sentence.includes(quote) && quote.includes("French")
  );
  assert.ok(clause, JSON.stringify(failure));
  assert.ok((clause.suggestion ?? "").length > 10);
  const state = (await platform.api("GET", `/v1/deploy/${agent.id}/status`)).json.data;
  assert.deepEqual(state, { agentId: agent.id, agentStatus: "failed", endpointUrl: null, deployment: null });
  const refused = await platform.api("POST", `/v1/deploy/${agent.id}`);
  assert.equal(refused.status, 409);
  assert.equal(refused.json.error.code, "agent_not_ready");
});

test("without autoDeploy the agent ends ready, and nothing is deployed", async () => {
  const { agent } = await generate("Not deployed", LEAD, { autoDeploy: false });
  assert.equal((await platform.api("GET", `/v1/agents/${agent.id}`)).json.data.status, "ready");
  const endpoint = await platform.api("GET", `/v1/deploy/${agent.id}/endpoint`);
  assert.equal(endpoint.status, 404);
  assert.equal(endpoint.json.error.code, "endpoint_not_available");
});

test("with agentId a generation makes the next version of the same agent", async () => {
  const first = await generate("Second thoughts", LEAD);
  const answer = await platform.api("POST", "/v1/generate", {
    body: { name: "Second thoughts", prompt: LEAD, agentId: first.agent.id, autoDeploy: true },
  });
  const job = await platform.finished(answer.json.data.job.id);
  assert.equal((job.artifact as { version: number }).version, 2);
  const key = await newKey(first.agent.id);
  assert.equal((await platform.invoke(first.agent.slug, key, {})).headers.get("X-AXTL-Version"), "2");
});

test("the stream sends progress and log lines as events, then done with the whole job, then ends", async () => {
  const started = await platform.api("POST", "/v1/generate", { body: { name: "Streamed", prompt: LEAD } });
  const stream = await platform.api("GET", `/v1/generate/${started.json.data.job.id}/stream`);
  assert.equal(stream.headers.get("Content-Type"), "text/event-stream");
  const events = parseEvents(stream.text);
  assert.ok(events.filter((event) => event.event === "log").length > 3);
  const progress = events.filter((event) => event.event === "progress").map((event) =>
    JSON.parse(event.data).progress
  );
  assert.deepEqual(progress, progress.toSorted((a, b) => a - b));
  assert.equal(progress.at(-1), 100);
  const done = events.at(-1);
  assert.equal(done?.event, "done");
  assert.equal(JSON.parse(done!.data).status, "completed");
});

test("a stream resumes after Last-Event-ID, and a client that has seen all is told so by 204", async () => {
  const started = await platform.api("POST", "/v1/generate", { body: { name: "Resumed", prompt: LEAD } });
  const path = `/v1/generate/${started.json.data.job.id}/stream`;
  const whole = parseEvents((await platform.api("GET", path)).text);
  const middle = whole[3]!;
  const rest = await platform.api("GET", path, { headers: { "Last-Event-ID": middle.id } });
  assert.deepEqual(parseEvents(rest.text), whole.slice(4));
  const again = await platform.api("GET", path, { headers: { "Last-Event-ID": whole.at(-1)!.id } });
  assert.equal(again.status, 204);
});

test("a stream token opens its own job's stream with no header, and no other", async () => {
  const one = await platform.api("POST", "/v1/generate", { body: { name: "Stream one", prompt: LEAD } });
  const two = await platform.api("POST", "/v1/generate", { body: { name: "Stream two", prompt: LEAD } });
  const path = (answer: typeof one) => `/v1/generate/${answer.json.data.job.id}/stream`;
  const minted = await platform.api("POST", `${path(one)}-token`);
  const { token, expiresAt } = minted.json.data;
  assert.ok(Date.parse(expiresAt) > Date.now());
  const opened = await platform.api("GET", `${path(one)}?token=${token}`, { token: null });
  assert.equal(parseEvents(opened.text).at(-1)?.event, "done");
  const other = await platform.api("GET", `${path(two)}?token=${token}`, { token: null });
  assert.equal(other.status, 401);
  assert.equal(other.json.error.code, "invalid_stream_token");
  await platform.finished(two.json.data.job.id);
});

test("names that are alike get slugs that differ", async () => {
  const slugs = new Set<string>();
  for (let i = 0; i < 3; i++) slugs.add((await generate("Twin", LEAD, { autoDeploy: false })).agent.slug);
  assert.equal(slugs.size, 3);
});

async function generate(name: string, prompt: string, more: Record<string, boolean> = { autoDeploy: true }) {
  const started = await platform.api("POST", "/v1/generate", { body: { name, prompt, ...more } });
  assert.equal(started.status, 202, started.text);
  const { agent, job } = started.json.data;
  return { agent: agent as { id: string; slug: string }, job: await platform.finished(job.id) };
}

async function newKey(agentId: string): Promise<string> {
  return (await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "key" } })).json.data
    .key;
}

function parseEvents(text: string): { id: string; event: string; data: string }[] {
  return text.trim().split("\n\n").filter((block) => !block.startsWith(":")).map((block) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
    return { id: field("id"), event: field("event"), data: field("data") };
  });
}
