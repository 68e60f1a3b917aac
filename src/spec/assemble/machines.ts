/**
 * Changes of state become ordinary facts: the new state is a decision over the old one and the action, "allowed" is a
 * condition over both, and what is not listed is refused as the text says.
 */
import { type Expr, mapExpr, refsOf } from "../expr.ts";
import type { Name } from "../grammar/reader.ts";
import { exprsOf, type Fact, not, type ValuedBranch } from "../rows/facts.ts";
import { mapFact } from "../rows/map_fact.ts";
import { type MachineFields, machineFields } from "./machine_fields.ts";
import { oneOfRoles, roleWays, speaksOfRole, withRoles } from "./machine_roles.ts";
import { checkMoves } from "./machine_checks.ts";
import { type Draft, type FactOf, factsOf, fieldId, type SourcedFact, valueId } from "./origin.ts";

export type MoveFact = FactOf<"move">;

export function expandMachines(facts: readonly SourcedFact[], draft: Draft): SourcedFact[] {
  const moves = factsOf(facts, "move");
  const rest = facts.filter(({ fact }) => !["move", "states", "finalStates"].includes(fact.kind));
  if (moves.length === 0) return withoutMachine(rest, facts, draft);
  checkMoves(moves, facts, draft);
  const fields = machineFields(rest, moves);
  if ("reason" in fields) {
    draft.diagnostics.push({ statement: moves[0]!.statement, status: "not_understood", ...fields });
    return rest;
  }
  return carried(rest, moves, fields, draft);
}

/** Without a change of state nothing can be said about those that are allowed. */
function withoutMachine(
  rest: SourcedFact[],
  facts: readonly SourcedFact[],
  draft: Draft,
): SourcedFact[] {
  const speaking = facts.filter(({ fact }) =>
    fact.kind === "finalStates" || fact.kind === "checksFirst" ||
    exprsOf(fact).some((expr) => refsOf(expr).some((id) => id.startsWith("machine.")))
  );
  for (const { statement } of speaking) {
    draft.diagnostics.push({
      statement,
      status: "not_understood",
      reason: "No change of state is listed.",
      suggestion: "An order may go from pending to paid or cancelled.",
    });
  }
  return rest.filter((each) => !speaking.includes(each));
}

function carried(
  rest: SourcedFact[],
  moves: readonly MoveFact[],
  fields: MachineFields,
  draft: Draft,
): SourcedFact[] {
  const output = resultOf(rest, fields);
  const hasOwnRefusal = speaksOfRole(rest);
  const speaksOf = rest.some(({ fact }) =>
    exprsOf(fact).some((expr) => refsOf(expr).includes("machine.allowed"))
  );
  const key = output ? (output.fact.name.symbol ?? output.fact.name).key : "isAllowed";
  const target: Name = { key, words: key };
  const allowed: Expr = output ? { kind: "present", value: { kind: "ref", id: valueId(key) } } : {
    kind: "compare",
    op: "eq",
    left: { kind: "ref", id: valueId(key) },
    right: { kind: "boolean", value: true },
  };
  // Where a wrong role has no answer of its own, it is one of the changes that are not listed.
  const listed = hasOwnRefusal ? { ...fields, role: undefined } : fields;
  const steps = output ? nextSteps(moves, listed, target) : allowedStep(moves, listed, target);
  const ways = roleWays(moves, fields.role ?? "role", (move) => whenOf(move, listed), actionOf(fields));
  const refusals = withRoles(rest, { ...ways, allowed }, draft);
  const said = refusals.map((each) => ({
    ...each,
    fact: mapFact(each.fact, (expr) => replaced(expr, allowed)),
  }));
  const refusal = output && !speaksOf ? assumedRefusal(moves, allowed, draft) : [];
  const isAsked = output !== undefined || speaksOf;
  const flag = isAsked ? [] : flagOf(rest, moves, allowed);
  return [...said, ...(isAsked || flag.length > 0 ? steps : []), ...flag, ...refusal];
}

function replaced(expr: Expr, allowed: Expr): Expr {
  return mapExpr(expr, (part) => part.kind === "ref" && part.id === "machine.allowed" ? allowed : part);
}

const IS_STATE =
  /^(next|new|resulting|to|after|following)?_?(state|status|stage|phase|light|colou?r|step|signal|mode)?$/i;

/** The output that is the state after the change: nothing else gives it a value, and it is named like one. */
function resultOf(facts: readonly SourcedFact[], fields: MachineFields): FactOf<"output"> | undefined {
  if (fields.target) return undefined;
  const given = new Set(
    facts.flatMap(({ fact }) =>
      "target" in fact && fact.target ? [(fact.target.symbol ?? fact.target).key] : []
    ),
  );
  return factsOf(facts, "output").find(({ fact }) => {
    const { key } = fact.name.symbol ?? fact.name;
    // "Return state and allowed" says the state again; it does not ask for another one.
    const isEcho = fields.state === fieldId(key) && facts.some(isFlag);
    return !given.has(key) && !isEcho && (fact.isState || IS_STATE.test(key));
  });
}

function is(id: string, value: string): Expr {
  return { kind: "compare", op: "eq", left: { kind: "ref", id }, right: { kind: "text", value } };
}

function oneOf(id: string, values: readonly string[]): Expr {
  const of = values.map((value) => is(id, value));
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

function whenOf(move: MoveFact, fields: MachineFields): Expr {
  const { from, roles } = move.fact;
  const doing = actionOf(fields)(move);
  const parts = [
    oneOf(fields.state, from),
    ...(doing ? [doing] : []),
    ...(roles && fields.role ? [oneOfRoles(fields.role, roles)] : []),
  ];
  return parts.length === 1 ? parts[0]! : { kind: "all", of: parts };
}

function actionOf({ action }: MachineFields): (move: MoveFact) => Expr | null {
  return ({ fact }) => fact.action && action ? is(action, fact.action) : null;
}

function nextSteps(moves: readonly MoveFact[], fields: MachineFields, target: Name): SourcedFact[] {
  return moves.map((move): SourcedFact => {
    const branches: ValuedBranch[] = [{
      when: whenOf(move, fields),
      value: { kind: "text", value: move.fact.to[0]! },
    }];
    return { ...move, fact: { kind: "decide", target, branches } };
  });
}

/** Whether the change is one of those that are listed: one sentence may list many of them. */
function allowedStep(moves: readonly MoveFact[], fields: MachineFields, target: Name): SourcedFact[] {
  return moves.map((move): SourcedFact => {
    const from = whenOf(move, fields);
    const to = fields.target ? [oneOf(fields.target, move.fact.to)] : [];
    const branches: ValuedBranch[] = [{
      when: { kind: "all", of: [from, ...to] },
      value: { kind: "boolean", value: true },
    }];
    const fact: Fact = { kind: "decide", target, branches };
    return { ...move, fact };
  });
}

const IS_FLAG = /^(is_?)?(allowed|valid|ok|okay|permitted|possible|legal|accepted)$/i;

function isFlag({ fact }: SourcedFact): boolean {
  return fact.kind === "output" && IS_FLAG.test(fact.name.key);
}

/** "Return allowed." is whether the change is listed. */
function flagOf(facts: readonly SourcedFact[], moves: readonly MoveFact[], allowed: Expr): SourcedFact[] {
  const output = factsOf(facts, "output").find(({ fact }) => IS_FLAG.test(fact.name.key));
  const isGiven = facts.some(({ fact }) =>
    "target" in fact && fact.target !== undefined && output !== undefined &&
    fact.target.key === output.fact.name.key
  );
  if (!output || isGiven) return [];
  const fact: Fact = { kind: "compute", target: output.fact.name, value: allowed };
  return [{ ...moves[0]!, fact }];
}

function assumedRefusal(moves: readonly MoveFact[], allowed: Expr, draft: Draft): SourcedFact[] {
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
