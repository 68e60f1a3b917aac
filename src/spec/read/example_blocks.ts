/** Worked examples in code blocks: an input block and the answer after it, or one block with both. */
import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import type { Fact } from "../rows/facts.ts";
import type { Reading, ReadStatement } from "./read.ts";

export function pairExamples(reading: Reading, text: string): Reading {
  const statements = [...reading.statements];
  let waiting: { at: number; input: Json } | null = null;
  statements.forEach((read, at) => {
    if (read.statement.kind !== "json") return;
    const value = parse(read.statement.body ?? "");
    const both = value === undefined ? null : inOne(value);
    if (both) statements[at] = withFacts(read, [both]);
    else if (value !== undefined && roleOf(read, at, statements, text) === "input") {
      waiting = { at, input: value };
    } else if (waiting && isJsonObject(value)) {
      statements[at] = withFacts(read, [exampleOf(waiting.input, value as JsonObject)]);
      statements[waiting.at] = withFacts(statements[waiting.at]!, [{
        kind: "exampleInput",
        input: waiting.input,
      }]);
      waiting = null;
    }
  });
  return { ...reading, statements };
}

function parse(body: string): Json | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `{"input": …, "output": …}` */
function inOne(value: Json): Fact | null {
  if (!isJsonObject(value)) return null;
  const input = value.input ?? value.request;
  const output = value.output ?? value.response ?? value.expected;
  return input !== undefined && isJsonObject(output) ? exampleOf(input, output as JsonObject) : null;
}

function exampleOf(input: Json, body: JsonObject): Fact {
  const error = isJsonObject(body.error) && typeof body.status === "number";
  return { kind: "example", input, status: error ? Number(body.status) : 200, body, match: "subset" };
}

/** Whether the words before a block call it a request. The first of two blocks without words is one as well. */
function roleOf(
  read: ReadStatement,
  at: number,
  statements: readonly ReadStatement[],
  text: string,
): "input" | "output" {
  const before = statements[at - 1];
  const words = before && before.statement.kind !== "json"
    ? text.slice(before.statement.start, before.statement.end).toLowerCase()
    : "";
  if (/\b(output|response|answer|returns?|result|gives|expected)\b/.test(words)) return "output";
  const isSecond = before?.statement.kind === "json" && read.statement.start - before.statement.end < 4;
  return isSecond ? "output" : "input";
}

const EXAMPLE_ROW = {
  id: "example.block",
  patterns: [],
  build: () => null,
  paraphrase: "a worked example, kept as a test",
  examples: [],
  negatives: [],
};

function withFacts(read: ReadStatement, facts: Fact[]): ReadStatement {
  return { ...read, facts, row: EXAMPLE_ROW };
}
