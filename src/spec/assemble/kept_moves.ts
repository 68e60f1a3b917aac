/** Changes of a state that is kept: from the state that was found, to the one that is written. */
import { type Expr, mapExpr, refsOf } from "../expr.ts";
import { exprsOf, type Fact, not } from "../rows/facts.ts";
import { mapFact } from "../rows/map_fact.ts";
import type { KeptThing } from "./collection.ts";
import { checkMoves } from "./machine_checks.ts";
import { oneOfRoles, roleField, roleWays, speaksOfRole, withRoles } from "./machine_roles.ts";
import type { MoveFact } from "./machines.ts";
import { type Draft, factsOf, fieldId, type SourcedFact } from "./origin.ts";

const STATE = /^(.*_)?(state|status|stage|phase)$|(State|Status|Stage|Phase)$/;
const TARGET = /^(to|new|next|target|desired|requested)/i;

export function keptMoves(
  facts: readonly SourcedFact[],
  thing: KeptThing,
  find: string,
  inputs: ReadonlySet<string>,
  draft: Draft,
): SourcedFact[] {
  const moves = factsOf(facts, "move");
  if (moves.length === 0) return [...facts];
  checkMoves(moves, facts, draft);
  const key = thing.fields.find((each) => STATE.test(each));
  const rest = facts.filter(({ fact }) => !["move", "states", "finalStates"].includes(fact.kind));
  if (!key) {
    const reason = "It does not say where the state is kept.";
    draft.diagnostics.push({ statement: moves[0]!.statement, status: "not_understood", reason });
    return rest;
  }
  const state = `${find}.${key}`;
  const asked = [...inputs].find((each) => TARGET.test(each));
  const action = [...inputs].find((each) => /^(action|event|command)$/i.test(each));
  const role = roleField([...inputs], moves);
  if (role === undefined && moves.some(({ fact }) => fact.roles)) {
    const reason = "It does not say which field of the request holds the role.";
    draft.diagnostics.push({ statement: moves[0]!.statement, status: "not_understood", reason });
  }
  const own = speaksOfRole(rest) ? undefined : role;
  const ways = moves.map((move) => wayOf(move, state, asked, action, own));
  const allowed: Expr = ways.length === 1 ? ways[0]!.when : { kind: "any", of: ways.map(({ when }) => when) };
  const change = changeOf(moves, ways, key, asked);
  const actionOf = ({ fact }: MoveFact) =>
    fact.action && action ? oneOf(fieldId(action), [fact.action]) : null;
  const byRole = roleWays(moves, role ?? "role", (move) => ways[moves.indexOf(move)]!.when, actionOf);
  const said = withRoles(rest, { ...byRole, allowed }, draft).map((each) => ({
    ...each,
    fact: mapFact(each.fact, (expr) => replaced(expr, allowed)),
  }));
  const isSaid = rest.some(({ fact }) =>
    exprsOf(fact).some((expr) => refsOf(expr).includes("machine.allowed"))
  );
  return [...said, ...change, ...(isSaid ? [] : assumed(moves, allowed, draft))];
}

interface Way {
  when: Expr;
  to: Expr;
}

function wayOf(
  { fact }: MoveFact,
  state: string,
  asked: string | undefined,
  action: string | undefined,
  role: string | undefined,
): Way {
  const parts = [oneOf(state, fact.from)];
  if (fact.action && action) parts.push(oneOf(fieldId(action), [fact.action]));
  else if (asked) parts.push(oneOf(fieldId(asked), fact.to));
  if (role && fact.roles) parts.push(oneOfRoles(role, fact.roles));
  const when: Expr = parts.length === 1 ? parts[0]! : { kind: "all", of: parts };
  const to: Expr = asked && !fact.action
    ? { kind: "ref", id: fieldId(asked) }
    : { kind: "text", value: fact.to[0]! };
  return { when, to };
}

function oneOf(id: string, values: readonly string[]): Expr {
  const of = values.map((value): Expr => ({
    kind: "compare",
    op: "eq",
    left: { kind: "ref", id },
    right: { kind: "text", value },
  }));
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

/** The new state; where several are possible, the one that was asked for or that the action leads to. */
function changeOf(
  moves: readonly MoveFact[],
  ways: readonly Way[],
  key: string,
  asked: string | undefined,
): SourcedFact[] {
  const target = { key, words: key };
  const [first] = ways;
  if (asked || ways.length === 1) {
    return [{ ...moves[0]!, fact: { kind: "compute", target, value: first!.to } }];
  }
  return moves.map((move, n): SourcedFact => {
    const fact: Fact = { kind: "decide", target, branches: [{ when: ways[n]!.when, value: ways[n]!.to }] };
    return { ...move, fact };
  });
}

function replaced(expr: Expr, allowed: Expr): Expr {
  return mapExpr(expr, (part) => part.kind === "ref" && part.id === "machine.allowed" ? allowed : part);
}

function assumed(moves: readonly MoveFact[], allowed: Expr, draft: Draft): SourcedFact[] {
  const reason = "a change of state that is not listed is refused with 409";
  draft.assumptions.push({ node: "requirements", text: reason });
  const fact: Fact = {
    kind: "reject",
    when: not(allowed),
    status: 409,
    message: "This change is not allowed.",
  };
  return [{ fact, source: { kind: "assumed", reason }, statement: moves[0]!.statement }];
}
