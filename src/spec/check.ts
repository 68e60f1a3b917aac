import { customIssues } from "./custom/mod.ts";
import type { Expr } from "./expr.ts";
import { fieldProblem } from "./assemble/fields.ts";
import { makesOf, ordered, readsOf } from "./assemble/order.ts";
import { invalidFieldIssues } from "./invalid_fields.ts";
import { choiceOf, viewsOf } from "./operations.ts";
import { type Operation, type Spec, specSchema, type Step } from "./schema.ts";
import { exprsOfFetch } from "./services.ts";
import { serviceIssues } from "./services_check.ts";
import { storeIssues } from "./store_check.ts";
import { infosOf } from "./infos.ts";
import { infer } from "./types.ts";

export interface SpecIssue {
  path: string;
  message: string;
}

export type CheckedSpec = { ok: true; spec: Spec } | { ok: false; issues: SpecIssue[] };

const DEEPEST = 120;

/** Whether a value is a Spec that can be generated: its shape, its links, its types, and the order of its steps. */
export function checkSpec(value: unknown): CheckedSpec {
  if (depthOf(value, 0) > DEEPEST) {
    return { ok: false, issues: [{ path: "", message: "is nested too deeply" }] };
  }
  const parsed = specSchema.safeParse(value);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({
      path: issue.path.join("."),
      message: issue.message,
    }));
    return { ok: false, issues };
  }
  const issues = [
    ...operationIssues(parsed.data),
    ...invalidFieldIssues(parsed.data.invalidFields ?? [], parsed.data.inputs),
    ...viewsOf(parsed.data).flatMap(({ spec, operation }) =>
      viewIssues(spec).map(({ path, message }) => ({ path: pathIn(parsed.data, operation, path), message }))
    ),
  ];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, spec: parsed.data };
}

/** What is wrong with a Spec that has no operations, or with one operation of it. */
function viewIssues(spec: Spec): SpecIssue[] {
  return [
    ...duplicates(spec),
    ...fieldIssues(spec),
    ...linkIssues(spec),
    ...typeIssues(spec),
    ...storeIssues(spec),
    ...serviceIssues(spec),
    ...customIssues(spec, infosOf(spec)),
  ];
}

function pathIn(spec: Spec, operation: Operation | undefined, path: string): string {
  return operation ? `operations.${spec.operations?.indexOf(operation)}.${path}` : path;
}

function depthOf(value: unknown, depth: number): number {
  if (typeof value !== "object" || value === null || depth > DEEPEST) return depth;
  return Object.values(value).reduce<number>(
    (deepest, each) => Math.max(deepest, depthOf(each, depth + 1)),
    depth,
  );
}

function duplicates(spec: Spec): SpecIssue[] {
  const issues: SpecIssue[] = [];
  const ids = new Set<string>();
  for (
    const [list, nodes] of Object.entries({ inputs: spec.inputs, steps: spec.steps, outputs: spec.outputs })
  ) {
    const keys = new Set<string>();
    nodes.forEach((node, n) => {
      if (ids.has(node.id)) issues.push({ path: `${list}.${n}.id`, message: `${node.id} is used twice` });
      if ("key" in node && keys.has(node.key)) {
        issues.push({ path: `${list}.${n}.key`, message: `${node.key} is used twice` });
      }
      ids.add(node.id);
      if ("key" in node) keys.add(node.key);
    });
  }
  return issues;
}

/** Operations have one field that chooses among them, and nothing beside them. */
function operationIssues(spec: Spec): SpecIssue[] {
  if (!spec.operations) return [];
  const names = spec.operations.map(({ name }) => name);
  const choice = choiceOf(spec);
  const isChoice = spec.inputs.length === 1 && choice?.type === "string" &&
    JSON.stringify(choice.options) === JSON.stringify(names);
  return [
    ...(isChoice
      ? []
      : [{ path: "inputs", message: "must be one field whose options are the operations' names" }]),
    ...(spec.operations.some(({ steps }) => steps.some(({ kind }) => kind === "custom"))
      ? [{ path: "operations", message: "can't have custom steps; say it with other kinds" }]
      : []),
    ...(spec.steps.length + spec.outputs.length > 0
      ? [{ path: "operations", message: "must hold all steps and outputs" }]
      : []),
  ];
}

function fieldIssues(spec: Spec): SpecIssue[] {
  return spec.inputs.flatMap((field, n) => {
    const problem = fieldProblem(field);
    return problem ? [{ path: `inputs.${n}`, message: problem }] : [];
  });
}

function linkIssues(spec: Spec): SpecIssue[] {
  const issues: SpecIssue[] = [];
  const known = new Set(spec.inputs.map((field) => field.id));
  spec.steps.forEach((step, n) => {
    for (const id of readsOf(step)) {
      if (!known.has(id)) {
        issues.push({ path: `steps.${n}`, message: `${step.id} reads ${id}, which does not come before it` });
      }
    }
    if (step.kind !== "reject") { for (const id of makesOf(step, spec.collections)) known.add(id); }
  });
  spec.outputs.forEach((output, n) => {
    if (!known.has(output.ref)) {
      issues.push({ path: `outputs.${n}.ref`, message: `there is no ${output.ref}` });
    }
  });
  if (issues.length === 0 && !ordered(spec.steps, spec.collections).ok) {
    issues.push({ path: "steps", message: "go in a circle" });
  }
  return issues;
}

function typeIssues(spec: Spec): SpecIssue[] {
  const infos = infosOf(spec);
  return spec.steps.flatMap((step, n) =>
    exprsOfStep(step).flatMap(({ expr, isCondition }) => {
      const inferred = infer(expr, infos);
      if (!inferred.ok) return [{ path: `steps.${n}`, message: inferred.reason }];
      return isCondition && inferred.type !== "boolean"
        ? [{ path: `steps.${n}`, message: "a condition is needed" }]
        : [];
    })
  );
}

function exprsOfStep(step: Step): { expr: Expr; isCondition: boolean }[] {
  const condition = (expr: Expr) => ({ expr, isCondition: true });
  const value = (expr: Expr) => ({ expr, isCondition: false });
  switch (step.kind) {
    case "reject":
      return [condition(step.when)];
    case "compute":
      return [
        value(step.value),
        ...step.changes.flatMap((each) => [value(each.value), ...(each.when ? [condition(each.when)] : [])]),
      ];
    case "decide":
      return [
        ...step.branches.flatMap((each) => [condition(each.when), value(each.value)]),
        ...(step.otherwise ? [value(step.otherwise)] : []),
      ];
    case "score":
      return step.rules.map((rule) => condition(rule.when));
    case "collect":
      return step.items.map((item) => condition(item.when));
    case "fetch":
      return exprsOfFetch(step).map((expr) => expr === step.when ? condition(expr) : value(expr));
    case "find":
    case "drop":
      return step.at ? [value(step.at)] : [];
    case "put":
      return [...step.values.map((each) => value(each.value)), ...(step.at ? [value(step.at)] : [])];
    default:
      return [];
  }
}
