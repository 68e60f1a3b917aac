/** Conditions on who asks for a change of state: "the role may not take the action", "somebody else tries it". */
import type { Expr } from "../expr.ts";

/** Whether the role is one of those that may; put in by the assembly. */
export const MINE: Expr = { kind: "ref", id: "machine.mine" };

const ROLE = "(role|user|actor|person|caller|sender)";
const TAKE =
  "(take|do|perform|carry out | execute|use|trigger|make|request|run) (it|this|that|the action | that action | this action | the step | this step | the transition | this transition | the move | the change | the event)";
const MAY_NOT =
  "(may not | can not | cannot | can't | must not | is not allowed to | isn't allowed to | is not permitted to | isn't permitted to)";

export const ROLE_PHRASES: readonly { pattern: string; expr: Expr }[] = [
  { pattern: `${ROLE} ${MAY_NOT} ${TAKE}`, expr: not(MINE) },
  {
    pattern:
      `${ROLE} (is not | isn't) (allowed|permitted|authorised|authorized|entitled) [for (it|this|that) | (to do (so|this|that|it)) | for (the|this|that) (action|step|transition|change)]`,
    expr: not(MINE),
  },
  { pattern: `${ROLE} is (wrong | not the right one | the wrong one)`, expr: not(MINE) },
  {
    pattern: `${ROLE} (does not | doesn't) (match|fit) [(the|that|this) (action|table|step|transition)]`,
    expr: not(MINE),
  },
  {
    pattern:
      `(somebody|someone|anybody|anyone|a user | a person) (with (another|a different|the wrong|any other) role | else) (tries|attempts|takes|does|requests|performs|sends) [to do] (it|this|that|the action|so)`,
    expr: not(MINE),
  },
  {
    pattern:
      "(another|a different|the wrong|any other) role (tries|attempts|takes|does|is given|is sent) [it|this|that]",
    expr: not(MINE),
  },
  { pattern: `it is (not the right|the wrong|another) role`, expr: not(MINE) },
];

function not(of: Expr): Expr {
  return { kind: "not", of };
}
