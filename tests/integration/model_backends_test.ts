import assert from "node:assert/strict";
import type { Json } from "../../src/lib/json.ts";
import { MODEL_BACKENDS, type ModelBackend } from "../fixtures/model_backends.ts";
import { type Play, saysJson, startModelServer } from "../fixtures/model_server.ts";
import { test, usePlatform } from "./platform.ts";

const server = startModelServer();
const platform = usePlatform({
  AXTL_MODEL_BASE_URL: server.baseUrl,
  AXTL_MODEL: "scripted",
  AXTL_SANDBOX_CPU_MS: "1000",
});
Deno.test.afterAll(() => server.stop());

async function generate({ name, requirements }: Pick<ModelBackend, "name" | "requirements">, plays: Play[]) {
  server.play(...plays);
  const body = { name, prompt: requirements, autoDeploy: true };
  const { agent, job } = (await platform.api("POST", "/v1/generate", { body })).json.data;
  // deno-lint-ignore no-explicit-any -- tests look into jobs whose shape is what they test
  return { agent, job: await platform.finished(job.id) as any };
}

for (const each of MODEL_BACKENDS) {
  test(`${each.name}: refused by the built-in compiler, made by the model, deployed, and right`, async () => {
    const body = { name: each.name, prompt: each.requirements, generator: "builtin" };
    const refused = (await platform.api("POST", "/v1/generate", { body })).json.data;
    assert.equal((await platform.finished(refused.job.id)).status, "failed");
    const { agent, job } = await generate(each, [saysJson(each.spec)]);
    assert.equal(
      job.status,
      "completed",
      job.logs.map(({ message }: { message: string }) => message).join("\n"),
    );
    const made = await platform.api("POST", `/v1/agents/${agent.id}/api-keys`, { body: { name: "test" } });
    for (const { input, response } of each.calls) {
      const answer = await platform.invoke(agent.slug, made.json.data.key, input);
      assert.deepEqual(answer.json.data.response, response, answer.text);
    }
  });
}

const BRACKETS = MODEL_BACKENDS.at(-1)!;

/** The Spec with another body for its function. */
function withCode(code: string): Json {
  const spec = structuredClone(BRACKETS.spec) as { steps: { code: string }[] };
  spec.steps[0]!.code = code;
  return spec as unknown as Json;
}

test("a bug that the function's example finds goes back with the example, and the repair is deployed", async () => {
  const [good] = BRACKETS.spec.steps as { code: string }[];
  const wrong = withCode(
    good!.code.replace("!== partner) return false;", "!== partner) return true;"),
  );
  const { job } = await generate(BRACKETS, [saysJson(wrong), saysJson(BRACKETS.spec)]);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  const repair = server.requests.at(-1)!.body.messages.at(-1)!.content;
  assert.match(
    repair,
    /behaviour\.custom: src\/custom\.ts: balanced must give false, but it gives true \{"args":\["\(\]"\]\}/,
  );
});

test("a function that never gets right ends the job with the smallest failing case, and nothing is deployed", async () => {
  const stubborn = saysJson(withCode("return formula.length % 2 === 1;"));
  const { agent, job } = await generate(BRACKETS, [stubborn, stubborn, stubborn, stubborn]);
  assert.equal(job.status, "failed");
  assert.deepEqual([job.failure.code, job.failure.stage], ["validation_failed", "validation"]);
  assert.match(JSON.stringify(job.failure.details), /balanced must give/);
  assert.equal(job.modelUsage.calls, 4);
  assert.deepEqual((await platform.api("GET", `/v1/agents/${agent.id}/versions`)).json.data, []);
});

const MALICIOUS: Record<string, string> = {
  "loads a module": `return import("node:fs") !== null;`,
  "makes code of text": `return new Function("return true")();`,
  "reaches for what made a value": `return formula["constructor"]["constructor"]("return true")();`,
  "changes what all arrays share": `Array.prototype.push = () => 1; return true;`,
  "talks to the network": `fetch("https://example.com/" + formula); return true;`,
};

for (const [what, code] of Object.entries(MALICIOUS)) {
  test(`a function that ${what} is refused before it runs, every time`, async () => {
    const play = saysJson(withCode(code));
    const { job } = await generate(BRACKETS, [play, play, play, play]);
    assert.deepEqual([job.status, job.failure.code, job.failure.stage], ["failed", "model_gave_up", "spec"]);
    assert.match(JSON.stringify(job.failure.details.evidence), /steps\.0\.code/);
  });
}

test("a function that hangs or throws does not pass, and the repair is deployed", async () => {
  for (
    const code of ["while (formula !== null) continue; return true;", `return formula.at(5)!.length > 0;`]
  ) {
    const play = saysJson(withCode(code));
    const { job } = await generate(BRACKETS, [play, saysJson(BRACKETS.spec)]);
    assert.equal(job.status, "completed", JSON.stringify(job.failure));
    assert.match(server.requests.at(-1)!.body.messages.at(-1)!.content, /behaviour\.custom|build\.types/);
  }
});
