import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret } from "./mod.ts";

function answer(requirements: string, input: Json): Json {
  const compiled = compile(requirements);
  assert.ok(compiled.ok, JSON.stringify(compiled, null, 1).slice(0, 2000));
  return interpret(compiled.spec, input).body;
}

Deno.test("an answer that JSON shows has its keys, and what is true in it is true", () => {
  const text =
    `Input: level ("A1" or "B1"), paid (boolean). If paid is false, reject with 402 and "Fee not paid".
Success: { registered: true, level }`;
  assert.deepEqual(answer(text, { level: "A1", paid: true }), { registered: true, level: "A1" });
  const quoted = `Input: level (text). The answer is {"registered": true, "level": "..."}.`;
  assert.deepEqual(answer(quoted, { level: "A1" }), { registered: true, level: "A1" });
});

Deno.test("a rule goes before what an answer shows, wherever it stands", () => {
  const rule = "large is true when weight is over 25, otherwise false.";
  const shows = 'Respond with {"large": true, "weight": 30}.';
  for (const said of [`${rule} ${shows}`, `${shows} ${rule}`]) {
    const text = `Input: weight (number). ${said}`;
    assert.deepEqual(answer(text, { weight: 3 }), { large: false, weight: 3 });
    assert.deepEqual(answer(text, { weight: 26 }), { large: true, weight: 26 });
  }
});
