/** "Check billing first": said of rules that are tried in the order in which they stand, so the text must bear it out. */
import { refsOf } from "../expr.ts";
import type { Reading } from "../read/read.ts";
import { exprsOf, type Fact } from "../rows/facts.ts";
import { canonical, wordsOf } from "../text/vocabulary.ts";
import type { Diagnostic } from "./origin.ts";

type Precedence = Extract<Fact, { kind: "precedes" }>;

interface Rule {
  /** What it gives a value to; rules that refuse have none. */
  target: string | undefined;
  names: ReadonlySet<string>;
}

/** What is said of the order of rules, where they stand in another one. */
export function orderClashes(reading: Reading): Diagnostic[] {
  const facts = reading.statements.flatMap((each) => each.facts);
  const rules = facts.flatMap(ruleOf);
  return [...emptyClaims(reading, facts), ...misordered(reading, rules)];
}

/** "The first rule wins", where several rules may each do their part, or there are no rules to choose from. */
function emptyClaims({ statements }: Reading, facts: readonly Fact[]): Diagnostic[] {
  const branches = facts.flatMap((fact) => fact.kind === "decide" ? fact.branches : []);
  const isChoice = branches.length > 1 && !facts.some(({ kind }) => TOGETHER.has(kind));
  return isChoice
    ? []
    : statements.flatMap((each, statement): Diagnostic[] =>
      !each.facts.some(({ kind }) => kind === "firstWins") ? [] : [{
        statement,
        status: "ambiguous",
        reason: "It is not clear among which rules the first is to be taken.",
      }]
    );
}

const TOGETHER: ReadonlySet<Fact["kind"]> = new Set<Fact["kind"]>(
  ["points", "earn", "multiply", "collect", "class"],
);

function misordered({ statements }: Reading, rules: readonly Rule[]): Diagnostic[] {
  return statements.flatMap((each, statement) =>
    each.facts.flatMap((fact): Diagnostic[] =>
      fact.kind !== "precedes" || isKept(fact, rules) ? [] : [{
        statement,
        status: "ambiguous",
        reason: "Rules are tried in the order in which they stand, and that is not the order asked for here.",
        suggestion: "Write the rules in the order in which they are to be tried.",
      }]
    )
  );
}

function ruleOf(fact: Fact): Rule[] {
  if (fact.kind === "reject") return [{ target: undefined, names: namesOf(fact) }];
  if (fact.kind !== "decide") return [];
  return fact.branches.map((branch) => ({
    target: fact.target.key,
    names: namesOf({ ...fact, branches: [branch], otherwise: undefined }),
  }));
}

/** The texts that a rule answers, and the words of the fields that it looks at. */
function namesOf(fact: Fact): ReadonlySet<string> {
  const texts = exprsOf(fact).flatMap((expr) => expr.kind === "text" ? [canonical(expr.value)] : []);
  const words = refsOf(...exprsOf(fact)).flatMap((id) => wordsOf(id.replace(/^\w+\./, ""))).map(canonical);
  return new Set([...texts, ...words]);
}

function isKept({ first, then }: Precedence, rules: readonly Rule[]): boolean {
  const at = rules.findIndex(({ names }) => names.has(canonical(first)));
  if (at === -1) return false;
  const { target } = rules[at]!;
  if (then === undefined) return rules.findIndex((rule) => rule.target === target) === at;
  const after = rules.findIndex(({ names }) => names.has(canonical(then)));
  const last = rules.findLastIndex(({ names }) => names.has(canonical(first)));
  return after > last && rules[after]!.target === target;
}
