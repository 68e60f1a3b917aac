/** Everything that a list can be asked for, where a formula may stand. */
import type { ExprRead } from "../formulas.ts";
import type { Parsed, Reader } from "../reader.ts";
import { remembered, skipFillers } from "../reader.ts";
import { readAggregates } from "./aggregates.ts";
import { readGroups } from "./groups.ts";
import { readMembers } from "./members.ts";
import { readLists } from "./phrases.ts";
import { readPicks } from "./picks.ts";
import { exprRead } from "./scope.ts";

/** The longest reading of something asked of a list. */
export function readListValue(reader: Reader, from: number): Parsed<ExprRead> | null {
  if (!reader.vocabulary.hasLists() || reader.budget.stepsLeft-- <= 0) return null;
  return remembered(reader, "list value", from, () => longestValue(reader, skipFillers(reader, from)));
}

function longestValue(reader: Reader, at: number): Parsed<ExprRead> | null {
  const found = [
    ...readGroups(reader, at),
    ...readAggregates(reader, at),
    ...readPicks(reader, at),
    ...readMembers(reader, at),
    ...readChanged(reader, at),
  ];
  const [longest] = found.toSorted((a, b) => b.end - a.end);
  return longest ? exprRead(longest.end, longest.value.expr, longest.value.notes) : null;
}

/** A list by itself is a name like any other; with anything said of it, it is a value of its own. */
function readChanged(reader: Reader, at: number): Parsed<ExprRead>[] {
  return readLists(reader, at).filter(({ value }) => value.list.kind !== "ref").map(({ end, value }) =>
    exprRead(end, value.list, value.notes)
  );
}
