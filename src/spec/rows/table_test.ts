import assert from "node:assert/strict";
import { ALL_SLOTS, readRow, readRows } from "../read/rows.ts";
import { gather } from "../read/gather.ts";
import { readerOf } from "../grammar/reader.ts";
import { tokensOf } from "../text/tokens.ts";
import { normalise } from "../text/normalise.ts";
import { Vocabulary } from "../text/vocabulary.ts";
import type { Row, Scene } from "./facts.ts";
import { ROWS } from "./mod.ts";

/** The names that the examples of the table use. */
const FIELDS = [
  "price: number",
  "quantity: integer",
  "weight: number",
  "companySize: integer",
  "budget: number, optional",
  "email: email, optional",
  "name: string",
  "message: string",
  'country: one of "US", "DE", "FR"',
  "member: boolean",
  "express: boolean",
  "urgent: boolean",
  "items: list of objects with name (string), price (number) and quantity (integer)",
];
const VALUES = [
  "score",
  "grade",
  "total",
  "subtotal",
  "shipping",
  "discount",
  "note: text",
];
const DECISIONS = ["approved", "rejected", "referred"];

export function exampleVocabulary(): Vocabulary {
  const vocabulary = new Vocabulary();
  const gatherAll = (lines: string[], section: Scene["section"]) => {
    for (const line of lines) {
      const read = readRows(tokens(line), new Vocabulary(), { section });
      assert.equal(read.kind, "facts", line);
      if (read.kind === "facts") gather(vocabulary, read.facts);
    }
  };
  gatherAll(FIELDS, "input");
  gatherAll(VALUES, "output");
  vocabulary.add({ id: "val.decision", key: "decision", role: "value", options: DECISIONS });
  return vocabulary;
}

function tokens(line: string) {
  const { text } = normalise(line);
  return tokensOf(text, { start: 0, end: text.length });
}

/** Rows that declare names are read without knowing any. */
function vocabularyFor(row: Row): Vocabulary {
  const declares = [
    "field.item",
    "field.inline",
    "field.list",
    "field.named",
    "field.taken",
    "field.typedList",
    "feature.leadWith",
  ]
    .includes(row.id);
  return declares ? new Vocabulary() : exampleVocabulary();
}

function reads(row: Row, line: string): boolean {
  const vocabulary = vocabularyFor(row);
  vocabulary.isStored = row.isStored === true;
  vocabulary.isMachine = row.isMachine === true;
  vocabulary.addThing("job");
  const scene: Scene = { section: row.sections?.[0] ?? "rules", isInline: row.id.endsWith(".inline") };
  const reader = readerOf(tokens(line), vocabulary, ALL_SLOTS, { stepsLeft: 60_000 });
  return readRow(reader, row, scene).kind === "facts";
}

for (const row of ROWS) {
  Deno.test(`the pattern ${row.id} reads its own examples`, () => {
    for (const example of row.examples) assert.ok(reads(row, example), example);
  });

  Deno.test(`the pattern ${row.id} does not read what only looks like it`, () => {
    assert.ok(row.negatives.length > 0, "a row needs a negative example");
    for (const negative of row.negatives) assert.ok(!reads(row, negative), negative);
  });
}

Deno.test("no two rows of the table share an id", () => {
  assert.equal(new Set(ROWS.map((row) => row.id)).size, ROWS.length);
});
