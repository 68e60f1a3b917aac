import assert from "node:assert/strict";
import { type Clause, compile } from "../../src/spec/mod.ts";
import { takeRewrites } from "./rewrites.ts";

const GOOD = "The input has price (number). total is 2 times price.";
const TEXT = `${GOOD} Make it nice for 3 friends. Return total.`;

function refusedWith(suggestion: string | undefined): Clause[] {
  const compiled = compile(TEXT);
  assert.ok(!compiled.ok);
  return compiled.failure.details.clauses.map((clause) => ({ ...clause, suggestion }));
}

Deno.test("a rewrite that is read counts as carried, and the whole then compiles", () => {
  const { clauses, offered, carried, compiles } = takeRewrites(TEXT, refusedWith("tax is 10% of total."));
  assert.deepEqual({ clauses, offered, carried, compiles }, {
    clauses: 1,
    offered: 1,
    carried: 1,
    compiles: true,
  });
});

Deno.test("a rewrite that is refused in its turn is listed, and none at all is not counted as offered", () => {
  const bad = takeRewrites(TEXT, refusedWith("Make it nice for 4 friends."));
  assert.deepEqual([bad.carried, bad.compiles, bad.useless.length], [0, false, 1]);
  const none = takeRewrites(TEXT, refusedWith(undefined));
  assert.deepEqual([none.offered, none.compiles], [0, false]);
});
