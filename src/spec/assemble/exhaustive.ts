/** Decisions whose conditions leave no case over: the last one is then what holds otherwise, and the value is always there. */
import { holds } from "../interpret/evaluate.ts";
import { combinations } from "../samples.ts";
import type { Field, Step } from "../schema.ts";
import { type Expr, refsOf, walk } from "../expr.ts";
import { fieldInfo } from "../infos.ts";
import { type Infos } from "../types.ts";

const MOST_TRIED = 4_000;

export function closeDecisions(steps: readonly Step[], inputs: readonly Field[]): Step[] {
  const infos = new Map(inputs.map((field) => [field.id, fieldInfo(field)]));
  return steps.map((step) => {
    if (step.kind !== "decide" || step.otherwise || step.isComplete || step.branches.length < 2) return step;
    const conditions = step.branches.map(({ when }) => when);
    const isOneSentence = new Set(step.branches.map(({ source }) => source)).size === 1;
    if (!conditions.every(isDecidable) || !leavesNothing(conditions, infos, isOneSentence)) return step;
    return { ...step, branches: step.branches.slice(0, -1), otherwise: step.branches.at(-1)!.value };
  });
}

/** Only comparisons with constants are decided by trying the values around those constants. */
function isDecidable(condition: Expr): boolean {
  let isPlain = true;
  walk(condition, (part) => {
    if (part.kind === "compare") isPlain &&= part.left.kind === "ref" && isConstant(part.right);
    else if (!["all", "any", "not", "ref", "number", "text", "boolean"].includes(part.kind)) isPlain = false;
  });
  return isPlain;
}

function isConstant({ kind }: Expr): boolean {
  return kind === "number" || kind === "text" || kind === "boolean";
}

/** Whether one condition always holds; of several sentences exactly one, since no order is said. */
function leavesNothing(conditions: readonly Expr[], infos: Infos, isOneSentence: boolean): boolean {
  const isOpen = refsOf(...conditions).some((id) => infos.get(id)?.nullable !== false);
  if (isOpen) return false;
  let tried = 0;
  for (const values of combinations(conditions, infos)) {
    const held = conditions.filter((condition) => holds(condition, values)).length;
    if (++tried >= MOST_TRIED || held === 0 || (held > 1 && !isOneSentence)) return false;
  }
  return tried > 0;
}
