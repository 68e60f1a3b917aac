import assert from "node:assert/strict";
import type { Files } from "../../lib/files.ts";
import type { Json } from "../../lib/json.ts";
import { AGENT, DOUBLE, testDeps } from "../testing/setup.ts";
import { checkOpenApi } from "./openapi.ts";

const GOOD = DOUBLE["openapi.json"]!;

function messagesOf(text: string | undefined): string {
  const files: Files = text === undefined ? {} : { "openapi.json": text };
  const input = { files, agent: AGENT };
  const agent = { agentId: AGENT.id, slug: AGENT.slug };
  const verdict = checkOpenApi({
    input,
    deps: testDeps(),
    agent,
    entry: null,
    parsed: new Map(),
    bundle: null,
    exchanges: [],
  });
  return verdict.status === "failed"
    ? verdict.findings.map(({ message }) => message).join("\n")
    : verdict.status;
}

function changed(change: (document: Record<string, Json>) => void): string {
  const document = JSON.parse(GOOD);
  change(document);
  return messagesOf(JSON.stringify(document));
}

Deno.test("a good document passes", () => {
  assert.equal(messagesOf(GOOD), "passed");
});

Deno.test("a missing document, or one that is no JSON object, fails", () => {
  assert.match(messagesOf(undefined), /has no openapi\.json/);
  assert.match(messagesOf("{"), /is not JSON/);
  assert.match(messagesOf("[]"), /not a JSON object/);
});

for (const version of ["3.0.3", "2.0", 3.1, null]) {
  Deno.test(`version ${JSON.stringify(version)} fails`, () => {
    assert.match(changed((document) => document.openapi = version), /\/openapi must be 3\.1/);
  });
}

Deno.test("missing parts are named by their place", () => {
  assert.match(changed((document) => delete document.info), /\/info must have a title/);
  assert.match(changed((document) => document.paths = {}), /\/paths must name a path/);
  assert.match(changed((document) => document.paths = { x: {} }), /\/paths\/x must start with \//);
  assert.match(
    changed((document) => document.paths = { "/": { post: {} } }),
    /\/paths\/~1\/post must have responses/,
  );
  const response = { "/": { post: { responses: { 200: {}, abc: { description: "" } } } } };
  assert.match(changed((document) => document.paths = response), /responses\/200 must have a description/);
  assert.match(changed((document) => document.paths = response), /responses\/abc is no status/);
});

Deno.test("a reference that leads nowhere, or out of the document, fails", () => {
  assert.match(
    messagesOf(GOOD.replace("#/components/schemas/Refusal", "#/components/schemas/Gone")),
    /Gone, which is not there/,
  );
  assert.match(
    messagesOf(GOOD.replace("#/components/schemas/Refusal", "https://example.com/s.json")),
    /outside the document/,
  );
});

Deno.test("a schema that is no JSON Schema fails", () => {
  assert.match(
    messagesOf(GOOD.replace('"type":"number"', '"type":"numeric"')),
    /Doubled is no JSON Schema 2020-12/,
  );
});

Deno.test("an example that its schema refuses fails with the reason", () => {
  const withExample = (example: string) =>
    messagesOf(GOOD.replace('"application/json":{"schema"', `"application/json":{${example},"schema"`));
  assert.equal(withExample('"example":{"doubled":1}'), "passed");
  assert.match(
    withExample('"example":{"doubled":"1"}'),
    /example does not match its schema: \/doubled must be number/,
  );
  assert.match(
    withExample('"examples":{"a/b":{"value":{}}}'),
    /examples\/a~1b does not match .* must have required property/,
  );
});

Deno.test("words in an example that look like references are data", () => {
  const example = '"example":{"doubled":1,"$ref":"#/nowhere","schema":{"type":"numeric"},"$id":"x"}';
  assert.equal(
    messagesOf(GOOD.replace('"application/json":{"schema"', `"application/json":{${example},"schema"`)),
    "passed",
  );
});
