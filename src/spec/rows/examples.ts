import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import type { Match } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const FOR =
  "[example|e.g.] [:|,] [for|given|with|when|sending|input|request] [an|input|request|body|example] [of|is|:]";
const GIVES =
  "(returns|return|gives|give|yields|-> | => | should return | must return | output is | outputs | the answer is | results in | respond with | responds with) [output|answer|response] [:]";

function pair(match: Match): Fact[] | null {
  const input = parse(slot.text(match, "input"));
  const body = parse(slot.text(match, "output"));
  if (input === undefined || !isJsonObject(body)) return null;
  const status = Number(slot.number(match, "status") ?? 200);
  return [{ kind: "example", input, status, body: body as JsonObject, match: "subset" }];
}

function parse(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : JSON.parse(text);
}

export const EXAMPLE_ROWS: readonly Row[] = [
  {
    id: "example.pair",
    patterns: [
      `${FOR} {input:json} [,|:] [it|api|service|the] ${GIVES} {output:json}`,
      `${FOR} {input:json} [,|:] [output|response|answer] [:] {output:json}`,
    ],
    build: pair,
    paraphrase: "a worked example, kept as a test",
    examples: ['For input {"price": 5} return {"total": 5}.', 'Example: {"price": 5} -> {"total": 5}'],
    negatives: ['For input {"price": 5} return something nice.'],
  },
  {
    id: "example.status",
    patterns: [
      `${FOR} {input:json} [,|:] [it|api] (returns|return|gives|-> | => | is rejected with | fails with | should return) [status|a] {status:status}`,
    ],
    build(match) {
      const input = parse(slot.text(match, "input"));
      const status = slot.number(match, "status");
      if (input === undefined || !status) return null;
      return [{ kind: "example", input, status: Number(status), body: {}, match: "subset" }];
    },
    paraphrase: "a worked example of a refusal, kept as a test",
    examples: ['For input {"price": -5} return 422.'],
    negatives: ['For input {"price": -5} return 422 sometimes.'],
  },
];
