import assert from "node:assert/strict";
import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import { modelForm } from "./form.ts";

/** Every schema within a schema; names of properties are no keywords. */
function* schemasIn(schema: Json): Generator<JsonObject> {
  if (!isJsonObject(schema)) return;
  yield schema;
  const { properties = {}, $defs = {}, items = null, anyOf = [] } = schema;
  const inner = [...Object.values(properties as JsonObject), ...Object.values($defs as JsonObject), items];
  for (const each of [...inner, ...anyOf as Json[]]) yield* schemasIn(each);
}

const KNOWN = [
  "type",
  "enum",
  "const",
  "description",
  "items",
  "properties",
  "required",
  "additionalProperties",
];

Deno.test("the form has every property required, nothing open, and no keyword that strict endpoints refuse", () => {
  for (const schema of schemasIn(modelForm())) {
    const strange = Object.keys(schema).filter((key) => ![...KNOWN, "anyOf", "$ref", "$defs"].includes(key));
    assert.deepEqual(strange, []);
    if (schema.type !== "object") continue;
    assert.equal(schema.additionalProperties, false);
    assert.deepEqual(schema.required, Object.keys(schema.properties as JsonObject));
  }
});

Deno.test("every kind of step of the Spec is in the form, custom ones too", () => {
  const { Step } = modelForm().$defs as { Step: { anyOf: { properties: { kind: { const: string } } }[] } };
  const kinds = Step.anyOf.map(({ properties }) => properties.kind.const);
  for (const kind of ["reject", "compute", "decide", "score", "custom"]) {
    assert.ok(kinds.includes(kind), kind);
  }
});
