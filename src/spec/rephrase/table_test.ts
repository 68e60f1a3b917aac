import assert from "node:assert/strict";
import { normalise } from "../text/normalise.ts";
import { type Token, tokensOf } from "../text/tokens.ts";
import { rephrase, REPHRASINGS, wordingsOf } from "./mod.ts";

function tokens(line: string): Token[] {
  const { text } = normalise(line);
  return tokensOf(text, { start: 0, end: text.length });
}

function said(sentence: readonly Token[]): string {
  return sentence.map(({ kind, text }) => kind === "quoted" ? `"${text}"` : text).join(" ");
}

for (const row of REPHRASINGS) {
  Deno.test(`the rephrasing ${row.id} makes of its examples what it says`, () => {
    assert.ok(row.examples.length > 0, "a row needs an example");
    for (const [line, ...means] of row.examples) {
      assert.deepEqual(rephrase(tokens(line), row)?.map(said), means, line);
    }
  });

  Deno.test(`the rephrasing ${row.id} leaves alone what only looks like it`, () => {
    assert.ok(row.negatives.length > 0, "a row needs a negative example");
    for (const line of row.negatives) assert.equal(rephrase(tokens(line), row), null, line);
  });
}

Deno.test("no two rephrasings share an id", () => {
  assert.equal(new Set(REPHRASINGS.map(({ id }) => id)).size, REPHRASINGS.length);
});

Deno.test("rephrasings build on each other", () => {
  const [last] = wordingsOf(tokens("Could you please hand back the total."));
  assert.deepEqual(last?.map(said), ["return the total ."]);
});

Deno.test("each word of a rephrasing has a place in the sentence it stands for", () => {
  const line = "As a nurse I want to send a temperature and get back a triage level.";
  for (const wording of wordingsOf(tokens(line))) {
    for (const { start, end } of wording.flat()) assert.ok(0 <= start && start < end && end <= line.length);
  }
});
