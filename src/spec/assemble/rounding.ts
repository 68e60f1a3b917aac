import type { Expr } from "../expr.ts";
import { type Draft, factsOf, type SourcedFact } from "./origin.ts";

/** "All amounts are rounded to 2 decimals": every formula is rounded where it is worked out. */
export function roundAll(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const all = factsOf(facts, "roundAll");
  const [first] = all;
  if (!first) return [...facts];
  const rest = facts.filter(({ fact }) => fact.kind !== "roundAll");
  const { digits } = first.fact;
  const second = all.find(({ fact }) => fact.digits !== digits);
  if (second) {
    const reason = `Elsewhere everything is rounded to ${digits} decimals.`;
    draft.diagnostics.push({ statement: second.statement, status: "contradiction", reason });
  }
  const keys = new Set(rest.flatMap(({ fact }) => {
    const values = fact.kind === "compute"
      ? [fact.value]
      : fact.kind === "decide"
      ? fact.branches.map(({ value }) => value)
      : [];
    const isAmount = values.some((value) =>
      value.kind === "math" || value.kind === "choose" || (value.kind === "call" && value.fn !== "concat")
    );
    return isAmount && "target" in fact && fact.target ? [(fact.target.symbol ?? fact.target).key] : [];
  }));
  const text = `${[...keys].join(", ")}: rounded to ${digits} decimals as soon as worked out`;
  draft.assumptions.push({ node: "requirements", text });
  const by = (current: Expr): Expr => ({
    kind: "call",
    fn: "round",
    args: [current, { kind: "number", value: digits }],
  });
  return [
    ...rest,
    ...[...keys].map((key): SourcedFact => ({
      ...first,
      fact: { kind: "adjust", target: { key, words: key }, by },
    })),
  ];
}
