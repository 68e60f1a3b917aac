/** Values per group: "the sum of amount for each category", "for each customer the number of orders". */
import type { Expr } from "../../expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import type { ExprRead } from "../formulas.ts";
import type { Note, Parsed, Reader } from "../reader.ts";
import { matchPrefix, skipFillers } from "../reader.ts";
import { type AggregateRead, readAggregates } from "./aggregates.ts";
import { exprRead, inside, isOfRecords, listsOf, ref } from "./scope.ts";

const PER =
  "[,] [separately] (per | by | for each | for every | in each | of each | grouped by | broken down by | split by | each)";
const FOR_EACH = "(for each | for every | per | by)";

export function readGroups(reader: Reader, at: number): Parsed<ExprRead>[] {
  return [...readAfter(reader, at), ...readBefore(reader, at)];
}

/** "the sum of amount per category". */
function readAfter(reader: Reader, at: number): Parsed<ExprRead>[] {
  return readAggregates(reader, at).flatMap((aggregate) => {
    const per = matchPrefix(reader, PER, aggregate.end);
    const member = per && memberAt(reader, per.end, aggregate.value.of.base);
    return member ? [grouped(reader, member.end, aggregate, member.symbol)] : [];
  });
}

/** "for each category the sum of its amounts". */
function readBefore(reader: Reader, at: number): Parsed<ExprRead>[] {
  const each = matchPrefix(reader, FOR_EACH, at);
  if (!each) return [];
  return listsOf(reader).filter(isOfRecords).flatMap((base) => {
    const member = memberAt(reader, each.end, base);
    const start = member && (matchPrefix(reader, "[,|:]", member.end)?.end ?? member.end);
    if (!member || start === null) return [];
    return readAggregates(reader, start).filter(({ value }) => value.of.base.entry!.id === base.entry!.id)
      .map((aggregate) => grouped(reader, aggregate.end, aggregate, member.symbol));
  });
}

function memberAt(reader: Reader, at: number, base: Symbol): { symbol: Symbol; end: number } | null {
  const inner = inside(reader, base);
  const known = inner.vocabulary.at(inner.tokens, skipFillers(inner, at));
  return known?.symbol.role === "member" ? known : null;
}

const REST = "each.group";
const SHAPES = [
  "[,] [LPAR] [as|in] [a|an] (object|map|dictionary|record) [,] [with|keyed by | where] [the] {key:newName} [being|as|is] [the] (key|keys) [RPAR]",
  "[,] [LPAR] [as|in] [a|an] (object|map|dictionary|record) (keyed|indexed) by [the] {key:newName} [RPAR]",
  "[,] (keyed|indexed) by [the] {key:newName}",
  "[,] [LPAR] as [a|an] (object|map|dictionary) [RPAR]",
];
const EXAMPLE = "[,|;] (e . g . | for example | such as | like | i . e .) [,|:] {example:json}";

function grouped(reader: Reader, end: number, aggregate: AggregateRead, member: Symbol): Parsed<ExprRead> {
  const { of, build, notes } = aggregate.value;
  const expr: Expr = {
    kind: "group",
    list: of.list,
    item: of.base.entry!.id,
    by: ref(member.id),
    rest: REST,
    value: build(ref(REST)),
  };
  const shape = SHAPES.map((pattern) => matchPrefix(reader, pattern, end)).find((found) => found !== null);
  const example = matchPrefix(reader, EXAMPLE, shape?.end ?? end);
  const assumed: Note[] = shape || example
    ? []
    : [{ kind: "assumed", text: `groups are answered as an object with each ${member.key} as a key` }];
  return exprRead(example?.end ?? shape?.end ?? end, expr, [...notes, ...assumed]);
}
