import assert from "node:assert/strict";
import { casesFor } from "../cases.ts";
import { compile } from "../compile.ts";
import { interpret } from "../interpret/mod.ts";
import type { Spec } from "../schema.ts";
import { mistakesIn } from "./mistakes.ts";

const ORDER = `The input has price (number, above 0), quantity (integer, from 1 to 100) and member (boolean).
total is price times quantity.
shipping is 0 when total is at least 50, otherwise 4.95.
Reject with 422 and "Too much" when total is over 9000.
Return total and shipping.`;

const RISK = `The input has age (integer, 18 to 99) and incidents (integer, at least 0).
The score starts at 10. Add 20 points if age is under 25. Add 5 points if incidents is over 2.
Return score.`;

function specOf(requirements: string): Spec {
  const compiled = compile(requirements);
  assert.ok(compiled.ok, JSON.stringify(compiled));
  return compiled.spec;
}

Deno.test("a case finds every mistake with a limit on a value that is worked out", () => {
  for (const spec of [specOf(ORDER), specOf(RISK)]) {
    const cases = casesFor(spec);
    const unnoticed = mistakesIn(spec).filter((mistake) =>
      cases.every(({ input, expected }) =>
        JSON.stringify(interpret(mistake.spec, input)) === JSON.stringify(expected)
      )
    );
    assert.deepEqual(unnoticed.map(({ title }) => title), []);
  }
});

Deno.test("a limit of 50 is tried at exactly 50, though no field has this value", () => {
  const totals = casesFor(specOf(ORDER)).map(({ expected }) => (expected.body as { total?: number }).total);
  assert.ok(totals.includes(50));
});

Deno.test("each mistake changes one thing and leaves the right Spec alone", () => {
  const spec = specOf(ORDER);
  const before = JSON.stringify(spec);
  const texts = mistakesIn(spec).map((mistake) => JSON.stringify(mistake.spec));
  assert.equal(JSON.stringify(spec), before);
  assert.equal(new Set([...texts, before]).size, texts.length + 1);
});

Deno.test("the same requirements give the same cases", () => {
  assert.deepEqual(casesFor(specOf(ORDER)), casesFor(specOf(ORDER)));
});
