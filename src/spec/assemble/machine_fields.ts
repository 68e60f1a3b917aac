/** Which fields of the request hold the state, the action and the state that is asked for. */
import type { SourcedFact } from "./origin.ts";
import { factsOf, fieldId } from "./origin.ts";
import { roleField } from "./machine_roles.ts";
import type { MoveFact } from "./machines.ts";

export interface MachineFields {
  /** Id of what holds the state before the change. */
  state: string;
  action?: string;
  /** Id of what holds the state that is asked for. */
  target?: string;
  /** Key of the field that says who asks for the change. */
  role?: string;
}

interface Unclear {
  reason: string;
  suggestion: string;
}

const ACTION = /^(action|event|command|operation|trigger|transition|verb|input|op|signal|activity)$/i;
const TARGET = /^(to|new|next|target|desired|requested|wanted|after)(_?[a-z]*)$/i;
const STATE =
  /^(from|current|old|previous|present|existing|before|start)?_?(state|status|stage|phase|light|colou?r|step|mode|signal|state|from)?$/i;

export function machineFields(
  facts: readonly SourcedFact[],
  moves: readonly MoveFact[],
): MachineFields | Unclear {
  const keys = textFields(facts);
  const hasActions = moves.some(({ fact }) => fact.action !== undefined);
  const action = hasActions ? actionField(facts, keys, moves) : undefined;
  const role = roleField(keys, moves);
  const others = keys.filter((key) => key !== action && key !== role);
  const target = hasActions ? undefined : others.find((key) => TARGET.test(key) && others.length > 1);
  const rest = others.filter((key) => key !== target);
  const state = rest.find((key) => key !== "" && STATE.test(key)) ??
    (rest.length === 1 ? rest[0] : undefined);
  if (role === undefined && moves.some(({ fact }) => fact.roles)) {
    return {
      reason: "It does not say which field of the request holds the role.",
      suggestion: "The request has state, action and role.",
    };
  }
  if (state === undefined) {
    return {
      reason: "It does not say which field of the request holds the state.",
      suggestion: "The request has state and action.",
    };
  }
  if (hasActions && action === undefined) {
    return {
      reason: "It does not say which field of the request holds the action.",
      suggestion: "The request has state and action.",
    };
  }
  return {
    state: fieldId(state),
    ...(action ? { action: fieldId(action) } : {}),
    ...(target ? { target: fieldId(target) } : {}),
    ...(role ? { role } : {}),
  };
}

/** Keys of the input fields that can hold a text. */
function textFields(facts: readonly SourcedFact[]): string[] {
  const fields = [...factsOf(facts, "field"), ...factsOf(facts, "constrain")];
  const others = new Set(
    fields.filter(({ fact }) =>
      fact.attributes.some((each) =>
        (each.kind === "type" && each.type !== "string") || each.kind === "range"
      )
    ).map(({ fact }) => (fact.name.symbol ?? fact.name).key),
  );
  const keys = factsOf(facts, "field").map(({ fact }) => (fact.name.symbol ?? fact.name).key);
  return [...new Set(keys)].filter((key) => !others.has(key));
}

function actionField(
  facts: readonly SourcedFact[],
  keys: readonly string[],
  moves: readonly MoveFact[],
): string | undefined {
  const actions = new Set(moves.flatMap(({ fact }) => fact.action ? [fact.action.toLowerCase()] : []));
  const listing = [...factsOf(facts, "field"), ...factsOf(facts, "constrain")].find(({ fact }) =>
    fact.attributes.some((each) =>
      each.kind === "options" && each.options.some((option) => actions.has(option.toLowerCase()))
    )
  );
  return keys.find((key) => ACTION.test(key)) ??
    (listing ? (listing.fact.name.symbol ?? listing.fact.name).key : undefined);
}
