import assert from "node:assert/strict";
import { compile } from "../mod.ts";

const REST = "Input: litres (number), subject (string). cost is 60 times litres. Return cost.";

const PREFACES = [
  "Plumber call-outs.",
  "Comment filter, v1.",
  "Shipping cost for my online shop.",
  "Voucher desk.",
  "Meter check",
  "Price deliveries by litres.",
  "Our ice cream van wants to know what cost to expect.",
  "The waiters always ask how to split.",
];

Deno.test("a title, an aim or a reason before the requirements asks for nothing", () => {
  for (const preface of PREFACES) {
    const compiled = compile(`${preface}\n\n${REST}`);
    assert.equal(compiled.coverage.clauses[0]!.status, "context", preface);
    assert.equal(compiled.ok, true, preface);
  }
});

const RULES = [
  "Members pay half.",
  "Orders over 100 free.",
  "Convert litres to gallons.",
  "Twice the cost for members.",
  "Total cost plus delivery.",
  "Our staff need to know how many orders there were.",
  "Only whole litres.",
  "Discount for loyal members.",
];

Deno.test("an opening that rules something, or asks for what nothing explains, is no title", () => {
  for (const rule of RULES) {
    assert.equal(compile(`${rule}\n\n${REST}`).ok, false, rule);
  }
});
