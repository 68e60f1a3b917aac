import assert from "node:assert/strict";
import type { JsonObject } from "../../src/lib/json.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

const PROMPT = await Deno.readTextFile(new URL("../../examples/order-total.md", import.meta.url));
const TRANSLATE = "Translate the answer into French.";

const explain = (body: JsonObject) => platform.api("POST", "/v1/spec/explain", { body });

test("explaining an example accounts for every clause, with the Spec that generating would build", async () => {
  const { status, json } = await explain({ prompt: PROMPT, name: "Order total" });
  assert.equal(status, 200);
  const { compiles, failure, coverage, suggestions, clauses, spec, paraphrase } = json.data;
  assert.deepEqual({ compiles, failure, coverage, suggestions }, {
    compiles: true,
    failure: null,
    coverage: 1,
    suggestions: [],
  });
  for (const { quote, start, end } of clauses) assert.equal(PROMPT.slice(start, end), quote);
  const ids = new Set([...spec.inputs, ...spec.steps, ...spec.outputs].map(({ id }: { id: string }) => id));
  const cited = clauses.flatMap(({ nodes }: { nodes: string[] }) => nodes);
  assert.ok(cited.some((id: string) => ids.has(id)));
  assert.match(paraphrase, /^It takes:/);
  assert.equal(spec.name, "Order total");
});

test("a clause that can't be carried is quoted with its place, its reason and a sentence instead", async () => {
  const prompt = `${PROMPT}\n${TRANSLATE}\n`;
  const { compiles, failure, suggestions, spec } = (await explain({ prompt })).json.data;
  assert.equal(compiles, false);
  assert.equal(failure.code, "requirements_not_understood");
  assert.equal(suggestions.length, 1);
  assert.equal(suggestions[0].quote, TRANSLATE);
  assert.equal(prompt.slice(suggestions[0].start, suggestions[0].end), TRANSLATE);
  assert.ok(suggestions[0].reason.length > 10 && suggestions[0].suggestion.length > 5);
  assert.ok(spec.steps.length > 0, "what was understood is shown all the same");
  const partial = (await explain({ prompt, allowPartial: true })).json.data;
  assert.deepEqual([partial.compiles, partial.suggestions.length], [true, 1]);
});

test("explaining makes no agent, needs a platform token and answers every text", async () => {
  const before = (await platform.api("GET", "/v1/agents")).json.data.length;
  for (
    const prompt of ["Lorem ipsum dolor sit amet.", "```json\n{\n", "\u202e|||||||||||||", "9".repeat(5000)]
  ) {
    const { status, json } = await explain({ prompt });
    assert.deepEqual([status, json.data.compiles], [200, false], prompt.slice(0, 40));
  }
  assert.equal((await platform.api("GET", "/v1/agents")).json.data.length, before);
  const anonymous = await platform.api("POST", "/v1/spec/explain", { body: { prompt: PROMPT }, token: null });
  assert.equal(anonymous.status, 401);
});
