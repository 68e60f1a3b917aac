/**
 * The form that a model fills in: the Spec's own JSON Schema, made fit for models. A new kind of node is in it as soon
 * as it is in the Spec.
 *
 * Endpoints that hold a model to a schema know a small part of JSON Schema: every property is required (what may be
 * absent may be null), nothing else is allowed, there are no limits of number, length or pattern. Those are checked
 * afterwards, with a path. What is worked out here is not asked for, and free JSON comes as text.
 */
import type { Json, JsonObject } from "../../lib/json.ts";
import { isJsonObject } from "../../lib/json.ts";
import { specJsonSchema } from "../schema.ts";

/** Filled in by us. */
export const OURS: readonly string[] = ["specVersion", "name", "profiles", "assumptions"];
/** JSON of any shape, which strict schemas can't describe: the model writes it as text. */
const AS_TEXT: JsonObject = { type: "string", description: "JSON, as text." };

const SOURCE: JsonObject = strictObject({
  quote: {
    ...nullable({ type: "string" }),
    description: "Verbatim from the requirements, within one sentence.",
  },
  assumed: {
    ...nullable({ type: "string" }),
    description: "Only where the requirements say nothing: what is taken for granted, and why.",
  },
});

const UNCLEAR: JsonObject = {
  type: "array",
  description: "Sentences that ask for something which no node can carry out as it is written.",
  items: strictObject({
    quote: { type: "string", description: "The sentence, verbatim." },
    reason: { type: "string" },
    suggestion: { ...nullable({ type: "string" }), description: "A sentence that would be clear." },
  }),
};

const KEPT = new Set(["type", "enum", "const", "description"]);

export function modelForm(): JsonObject {
  const published = specJsonSchema() as { $defs: Record<string, Json> };
  const { Spec: spec, ...others } = published.$defs as Record<string, JsonObject>;
  const definitions = Object.entries(others).filter(([name]) => !name.startsWith("__")).map((
    [name, schema],
  ): [string, Json] => [name, name === "Source" ? SOURCE : strict(schema)]);
  const root = strict(without(spec!, OURS)) as JsonObject;
  const properties = { ...root.properties as JsonObject, unclear: UNCLEAR };
  return { ...root, properties, required: Object.keys(properties), $defs: Object.fromEntries(definitions) };
}

function without(schema: JsonObject, names: readonly string[]): JsonObject {
  const properties = Object.entries(schema.properties as JsonObject).filter(([name]) =>
    !names.includes(name)
  );
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** `z.json()` refers to itself under a made-up name, and a record is an object of any keys. */
function isAnyJson(schema: JsonObject): boolean {
  return /^#\/\$defs\/__schema/.test(String(schema.$ref)) ||
    (isJsonObject(schema.additionalProperties) && schema.properties === undefined);
}

/** Keeps what strict schemas know, and makes every property required. */
function strict(schema: Json): Json {
  if (!isJsonObject(schema)) return schema;
  if (isAnyJson(schema)) return AS_TEXT;
  if (typeof schema.$ref === "string") return { $ref: schema.$ref };
  const choices = schema.oneOf ?? schema.anyOf;
  if (Array.isArray(choices)) return { anyOf: choices.map(strict) };
  const kept = Object.fromEntries(Object.entries(schema).filter(([name]) => KEPT.has(name)));
  if (schema.items !== undefined) kept.items = strict(schema.items);
  if (!isJsonObject(schema.properties)) return kept;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const properties = Object.entries(schema.properties).map(([name, property]): [string, Json] => [
    name,
    required.includes(name) ? strict(property) : nullable(strict(property)),
  ]);
  return { ...kept, ...strictObject(Object.fromEntries(properties)) };
}

function strictObject(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

function nullable(schema: Json): JsonObject {
  return { anyOf: [schema, { type: "null" }] };
}
