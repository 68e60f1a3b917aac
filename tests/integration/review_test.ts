import assert from "node:assert/strict";
import type { Json } from "../../src/lib/json.ts";
import { saysJson, startModelServer } from "../fixtures/model_server.ts";
import { SHIPPING, shipping } from "../fixtures/model_specs.ts";
import { test, usePlatform } from "./platform.ts";

const server = startModelServer();
const platform = usePlatform({ AXTL_MODEL_BASE_URL: server.baseUrl, AXTL_MODEL: "scripted" });
Deno.test.afterAll(() => server.stop());

const RULES =
  "The input has score (integer). grade is 1 when score is at least 50, otherwise 0. Return grade.";

/** Generates, and waits until the job awaits approval. */
async function awaiting(prompt = RULES) {
  const body = { name: "Reviewed", prompt, requireApproval: true, autoDeploy: true };
  const { agent, job } = (await platform.api("POST", "/v1/generate", { body })).json.data;
  return { agent, job: await settled(job.id) };
}

/** The job, once it awaits approval for that many times, or is over: its stream says when. */
async function settled(jobId: string, times = 1) {
  const headers = { Authorization: `Bearer ${platform.token}` };
  const stream = await fetch(`${platform.url}/v1/generate/${jobId}/stream`, { headers });
  let text = "";
  for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    if ((text.match(/"awaiting_approval"/g) ?? []).length >= times || text.includes("event: done")) break;
  }
  return await jobNow(jobId);
}

const jobNow = async (jobId: string) => (await platform.api("GET", `/v1/generate/${jobId}`)).json.data;
const review = (jobId: string, verdict: string, body: Json = {}) =>
  platform.api("POST", `/v1/generate/${jobId}/${verdict}`, { body });

async function answerOf(agent: { id: string; slug: string }, input: Json) {
  const made = await platform.api("POST", `/v1/agents/${agent.id}/api-keys`, { body: { name: "test" } });
  return (await platform.invoke(agent.slug, made.json.data.key, input)).json.data.response;
}

test("a Spec that awaits approval is shown with its sentences, nothing is built, and approved it is deployed", async () => {
  const { agent, job } = await awaiting();
  assert.equal(job.status, "awaiting_approval");
  assert.equal(job.spec.steps[0].key, "grade");
  assert.match(job.coverage.paraphrase, /grade is 1 when score is at least 50/);
  assert.deepEqual((await platform.api("GET", `/v1/agents/${agent.id}/versions`)).json.data, []);
  const approved = await review(job.id, "approve");
  assert.equal(approved.status, 202, approved.text);
  const ended = await platform.finished(job.id);
  assert.equal(ended.status, "completed", JSON.stringify(ended.failure));
  assert.deepEqual(await answerOf(agent, { score: 50 }), { grade: 1 });
  for (const verdict of ["approve", "reject"]) {
    const late = await review(job.id, verdict);
    assert.deepEqual([late.status, late.json.error.code], [409, "not_awaiting_approval"]);
  }
});

test("of two who approve at once only one does", async () => {
  const { job } = await awaiting();
  const answers = await Promise.all([review(job.id, "approve"), review(job.id, "approve")]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 409]);
  await platform.finished(job.id);
});

test("a rejection with a comment makes the Spec anew with it, to be approved again", async () => {
  const { agent, job } = await awaiting();
  const comment = "bonus is 5 when score is at least 90, otherwise 0. Return bonus.";
  assert.equal((await review(job.id, "reject", { comment })).status, 202);
  const again = await settled(job.id, 2);
  assert.equal(again.status, "awaiting_approval", JSON.stringify(again.failure));
  await review(job.id, "approve");
  const ended = await platform.finished(job.id);
  assert.equal(ended.status, "completed", JSON.stringify(ended.failure));
  assert.deepEqual(await answerOf(agent, { score: 95 }), { grade: 1, bonus: 5 });
});

test("a rejection without a comment ends the job, and nothing is deployed", async () => {
  const { agent, job } = await awaiting();
  await review(job.id, "reject");
  const ended = await platform.finished(job.id);
  assert.deepEqual([ended.status, (ended.failure as { code: string }).code], ["failed", "spec_rejected"]);
  assert.equal((await platform.api("GET", `/v1/agents/${agent.id}`)).json.data.status, "failed");
});

test("a Spec changed in review is checked as any other, and what was changed is what is deployed", async () => {
  const { agent, job } = await awaiting();
  const edit = (spec: Json) => platform.api("PUT", `/v1/generate/${job.id}/spec`, { body: { spec } });
  const changed = JSON.parse(JSON.stringify(job.spec).replaceAll('"50"', '"60"'));
  const broken = { ...changed, outputs: [{ ...changed.outputs[0], ref: "val.nothing" }] };
  const invented = JSON.parse(JSON.stringify(changed).replaceAll("Return grade", "Return marks"));
  for (const [spec, path] of [[broken, "spec.outputs.0.ref"], [invented, "spec.outputs.0.source"]] as const) {
    const refused = await edit(spec);
    assert.equal(refused.status, 422, refused.text);
    assert.equal(refused.json.error.details.issues[0].path, path);
  }
  assert.equal((await edit(changed)).status, 200);
  await review(job.id, "approve");
  const ended = await platform.finished(job.id);
  assert.equal(ended.status, "completed", JSON.stringify(ended.failure));
  assert.deepEqual(await answerOf(agent, { score: 55 }), { grade: 0 });
});

test("a reviewer's comment reaches the model as a requirement", async () => {
  server.play(saysJson(shipping()));
  const { job } = await awaiting(SHIPPING);
  assert.equal(job.status, "awaiting_approval", JSON.stringify(job.failure));
  server.play(saysJson(shipping()));
  await review(job.id, "reject", { comment: "Overseas is anything but Germany." });
  await settled(job.id, 2);
  const asked = server.requests.at(-1)!.body.messages.at(-1)!.content;
  assert.match(asked, /Overseas is anything but Germany\./);
  await review(job.id, "reject");
});
