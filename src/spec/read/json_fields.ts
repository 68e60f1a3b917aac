/** Fields that nothing declares but a JSON block shows: "POST a body like {…}". */
import { isJsonObject, type Json } from "../../lib/json.ts";
import type { Attribute, Name } from "../grammar/reader.ts";
import type { Fact, Row } from "../rows/facts.ts";
import type { ImpliedField } from "./implied.ts";
import type { Statement } from "./statements.ts";

export const JSON_ROW: Row = {
  id: "field.json",
  patterns: [],
  build: () => null,
  assumes: "every field of the JSON that is shown is required, with the type that it has there",
  paraphrase: "the fields of the input, as JSON shows them",
  examples: [],
  negatives: [],
};

const INPUT =
  /\b(body|input|request|payload|send|sends|post|posts|accepts?|takes?|receives?|looks? like|like this)\b/;
const OUTPUT = /\b(output|response|answer|returns?|result|responds?|gives|expected)\b/;
const KEY = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

/** The fields of the first block that the words before it call a request. */
export function jsonFields(statements: readonly Statement[]): ImpliedField[] {
  for (const [index, statement] of statements.entries()) {
    if (statement.kind !== "json") continue;
    const before = statements[index - 1]?.tokens.map(({ lower }) => lower).join(" ") ?? "";
    const value = parse(statement.body ?? "");
    const isInput = INPUT.test(before) && !OUTPUT.test(before);
    if (!isInput || !isJsonObject(value)) continue;
    return Object.entries(value).filter(([key]) => KEY.test(key)).map(([key, each]) => ({
      statement: index,
      fact: fieldOf(key, each as Json),
    }));
  }
  return [];
}

function parse(body: string): Json | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function nameOf(key: string): Name {
  return { key, words: key };
}

function fieldOf(key: string, value: Json): Extract<Fact, { kind: "field" }> {
  return { kind: "field", name: nameOf(key), attributes: attributesOf(value) };
}

function attributesOf(value: Json): Attribute[] {
  if (typeof value === "string") return [{ kind: "type", type: "string" }];
  if (typeof value === "number") return [{ kind: "type", type: "number" }];
  if (typeof value === "boolean") return [{ kind: "type", type: "boolean" }];
  if (Array.isArray(value)) return listOf(value);
  return isJsonObject(value) ? [{ kind: "type", type: "record" }, membersOf(value)] : [];
}

function listOf([first]: readonly Json[]): Attribute[] {
  if (isJsonObject(first)) return [{ kind: "type", type: "record_list" }, membersOf(first)];
  if (typeof first === "number") return [{ kind: "type", type: "number_list" }];
  return typeof first === "string" ? [{ kind: "type", type: "string_list" }] : [{ kind: "list" }];
}

function membersOf(value: Json): Attribute {
  const entries = isJsonObject(value) ? Object.entries(value).filter(([key]) => KEY.test(key)) : [];
  return {
    kind: "members",
    members: entries.map(([key, each]) => ({ name: nameOf(key), attributes: attributesOf(each as Json) })),
  };
}
