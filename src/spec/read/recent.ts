/** What was worked out just before a sentence: "the bands are of it", "round it". */
import { valueId } from "../assemble/origin.ts";
import type { Fact } from "../rows/facts.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import type { RowRead } from "./rows.ts";

const NUMBERS: readonly Fact["kind"][] = ["compute", "decide", "points", "earn", "base", "adjust"];

/** The id of the last number that the sentences before give a value to. */
export function recentValue(before: readonly RowRead[], vocabulary: Vocabulary): string | undefined {
  const facts = before.flatMap((read) => read.kind === "facts" ? read.facts : []);
  const last = facts.findLast(isNumber);
  if (!last) return undefined;
  if ("target" in last && last.target) return valueId((last.target.symbol ?? last.target).key);
  return vocabulary.symbols().find(({ role, key }) => role === "value" && /score|points|rating/i.test(key))
    ?.id;
}

function isNumber(fact: Fact): boolean {
  if (!NUMBERS.includes(fact.kind)) return false;
  const values = fact.kind === "compute"
    ? [fact.value]
    : fact.kind === "decide"
    ? fact.branches.map(({ value }) => value)
    : [];
  return values.every(({ kind }) =>
    kind === "number" || kind === "math" || kind === "call" || kind === "choose"
  );
}
