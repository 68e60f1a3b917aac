/**
 * Percentages that a table gives. In a formula 19% is 0.19. As an answer it may be 19 or 0.19: a name that says
 * "percent" is answered as 19, any other is not answered before somebody has said which is meant.
 */
import { type Expr, mapExpr } from "../expr.ts";
import { mapFact } from "../rows/map_fact.ts";
import { canonical } from "../text/vocabulary.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact, valueId } from "./origin.ts";

export function withPercents(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const percents = factsOf(facts, "decide").filter(({ fact }) => fact.isPercent);
  const answered = new Set(percents.filter((row) => isAnswered(row, facts, draft)).map(keyOf));
  if (answered.size === 0) return [...facts];
  return facts.map((each): SourcedFact => {
    const { fact } = each;
    const isRow = fact.kind === "decide" && fact.isPercent === true &&
      answered.has(keyOf(each as FactOf<"decide">));
    return { ...each, fact: mapFact(fact, isRow ? timesHundred : (expr) => byHundred(expr, answered)) };
  });
}

function keyOf({ fact }: FactOf<"decide">): string {
  return fact.target.symbol?.key ?? fact.target.key;
}

function isAnswered(row: FactOf<"decide">, facts: readonly SourcedFact[], draft: Draft): boolean {
  const key = keyOf(row);
  const output = factsOf(facts, "output").find(({ fact }) =>
    canonical((fact.name.symbol ?? fact.name).key) === canonical(key)
  );
  if (!output) return false;
  if (/percent|pct/i.test(key)) return true;
  draft.diagnostics.push({
    statement: output.statement,
    status: "ambiguous",
    reason: `${key} is a percentage; it does not say whether 19% is answered as 19 or as 0.19.`,
    suggestion: `Return ${key}Percent, and write the column ${key}Percent with numbers such as 19.`,
  });
  return false;
}

/** The value of a row, as it was written; conditions are no numbers and stay. */
function timesHundred(expr: Expr): Expr {
  if (expr.kind !== "number") return expr;
  return { kind: "number", value: String(Number((Number(expr.value) * 100).toFixed(10))) };
}

function byHundred(expr: Expr, answered: ReadonlySet<string>): Expr {
  const ids = new Set([...answered].map(valueId));
  const text = JSON.stringify(expr);
  // "price × vatPercent / 100" has taken care of it.
  if (text.includes('"value":"100"')) return expr;
  return mapExpr(
    expr,
    (part) =>
      part.kind === "ref" && ids.has(part.id)
        ? { kind: "math", op: "divide", left: part, right: { kind: "number", value: "100" } }
        : part,
  );
}
