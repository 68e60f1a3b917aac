/** Who may change a state: what the sentences say of the right role becomes a condition over the moves that are listed. */
import { type Expr, mapExpr, refsOf } from "../expr.ts";
import { exprsOf, not } from "../rows/facts.ts";
import { mapFact } from "../rows/map_fact.ts";
import type { MoveFact } from "./machines.ts";
import { type Draft, factsOf, fieldId, type SourcedFact } from "./origin.ts";

const ROLE = /^((user|acting|my|person|caller)_?)?(role|actor|who|by|user|position|job)$/i;

/** Key of the field that says who asks, where the moves say who may. */
export function roleField(keys: readonly string[], moves: readonly MoveFact[]): string | undefined {
  return moves.some(({ fact }) => fact.roles) ? keys.find((key) => ROLE.test(key)) : undefined;
}

/** A wrong role has an answer of its own; otherwise it is one of the changes that are not listed. */
export function speaksOfRole(facts: readonly SourcedFact[]): boolean {
  return facts.some(({ fact }) => exprsOf(fact).some((expr) => refsOf(expr).includes("machine.mine")));
}

/**
 * The refusals of a wrong role. Where the state comes first, the role matters for a change that is possible; where the
 * role does, it is refused when it may take the action in no state at all. Either way only one of the two can hold.
 */
export function withRoles(
  facts: readonly SourcedFact[],
  ways: { mine: Expr; anywhere: Expr; allowed: Expr },
  draft: Draft,
): SourcedFact[] {
  const rest = facts.filter(({ fact }) => fact.kind !== "checksFirst");
  if (!speaksOfRole(rest)) return rest;
  const isStateFirst = looksAtStateFirst(facts, draft);
  const wrong = isStateFirst ? both(ways.allowed, not(ways.mine)) : not(ways.anywhere);
  const impossible = isStateFirst ? not(ways.allowed) : both(ways.anywhere, not(ways.allowed));
  const change = (expr: Expr) =>
    mapExpr(
      expr,
      (part) => isNot(part, "machine.mine") ? wrong : isNot(part, "machine.allowed") ? impossible : part,
    );
  return rest.map((each) => ({ ...each, fact: mapFact(each.fact, change) }));
}

function both(...of: Expr[]): Expr {
  return { kind: "all", of };
}

function isNot(expr: Expr, id: string): boolean {
  return expr.kind === "not" && expr.of.kind === "ref" && expr.of.id === id;
}

/** As it is said, or else in the order in which the two refusals stand. */
function looksAtStateFirst(facts: readonly SourcedFact[], draft: Draft): boolean {
  const said = factsOf(facts, "checksFirst")[0]?.fact.what;
  if (said) return said === "state";
  const place = (id: string) =>
    Math.min(
      ...facts.filter(({ fact }) =>
        fact.kind === "reject" && exprsOf(fact).some((expr) => refsOf(expr).includes(id))
      ).map(({ statement }) => statement),
    );
  const isStateFirst = !(place("machine.mine") < place("machine.allowed"));
  const text = isStateFirst
    ? "the state is looked at before the role"
    : "the role is looked at before the state";
  draft.assumptions.push({ node: "requirements", text });
  return isStateFirst;
}

export function oneOfRoles(role: string, roles: readonly string[]): Expr {
  const of = roles.map((value): Expr => ({
    kind: "compare",
    op: "eq",
    left: { kind: "ref", id: fieldId(role) },
    right: { kind: "text", value },
  }));
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

/** Whether the role may do what the action asks for: from the state that there is, or from any. */
export function roleWays(
  moves: readonly MoveFact[],
  role: string,
  whenOf: (move: MoveFact) => Expr,
  actionOf: (move: MoveFact) => Expr | null,
): { mine: Expr; anywhere: Expr } {
  const may = ({ fact }: MoveFact) => fact.roles ? [oneOfRoles(role, fact.roles)] : [];
  const mine = moves.map((move) => both(whenOf(move), ...may(move)));
  const anywhere = moves.map((move) => both(...(actionOf(move) ? [actionOf(move)!] : []), ...may(move)));
  return { mine: { kind: "any", of: mine }, anywhere: { kind: "any", of: anywhere } };
}
