/** Checks on a whole Spec: types, absent values, overlapping conditions, and worked examples that disagree. */
import { type Expr, walk } from "../expr.ts";
import { exampleProblem } from "../examples.ts";
import { SimulatedStore } from "../interpret/store.ts";
import type { Example, Spec, Step } from "../schema.ts";
import { infosOf } from "../infos.ts";
import { infer, type Infos } from "../types.ts";
import { readsOf } from "./order.ts";
import { orderBranches } from "./overlap.ts";
import { type Diagnostic, type Draft, factsOf, type SourcedFact } from "./origin.ts";

export function analyse(spec: Spec, facts: readonly SourcedFact[], draft: Draft): void {
  const infos = infosOf(spec);
  const problems = spec.steps.flatMap((step) => problemsOf(step, infos));
  for (const problem of problems) {
    const [statement] = statementsOf(problem.node, problem.source, facts, draft);
    draft.diagnostics.push({
      statement: statement ?? 0,
      status: problem.status,
      reason: problem.reason,
      suggestion: problem.suggestion,
    });
  }
  checkOutputTypes(facts, spec, infos, draft);
  checkNamed(facts, spec, draft);
  if (draft.diagnostics.length > 0) return;
  for (const step of spec.steps) if (step.kind === "decide") orderBranches(spec, step, facts, draft);
  if (draft.diagnostics.length > 0) return;
  noteNulls(spec, draft);
  noteUnused(spec, draft);
  checkExamples(spec, facts, draft);
}

/** In the order of the text: where data is kept, an example finds what those before it have left. */
export function checkExamples(spec: Spec, facts: readonly SourcedFact[], draft: Draft): void {
  const store = new SimulatedStore();
  for (const example of spec.examples) checkExample(spec, example, store, facts, draft);
}

/** "accepts an invoice" is a field only if the rules make something of it. */
function checkNamed(facts: readonly SourcedFact[], spec: Spec, draft: Draft): void {
  const used = new Set([...spec.steps.flatMap(readsOf), ...spec.outputs.map(({ ref }) => ref)]);
  for (const { fact, statement } of factsOf(facts, "field")) {
    const { key, words } = fact.name.symbol ? { ...fact.name, key: fact.name.symbol.key } : fact.name;
    if (!fact.mustBeUsed || used.has(`in.${key}`)) continue;
    draft.diagnostics.push({
      statement,
      status: "not_understood",
      reason: `No rule uses "${words}", and it does not say which fields it has.`,
      suggestion: `The input has ${key} (string).`,
    });
  }
}

/** An output that is said to be a number must be one. */
function checkOutputTypes(facts: readonly SourcedFact[], spec: Spec, infos: Infos, draft: Draft): void {
  for (const { fact, statement } of factsOf(facts, "output")) {
    const output = spec.outputs.find((each) => each.key === (fact.name.symbol ?? fact.name).key);
    const given = output && infos.get(output.ref)?.type;
    for (const attribute of fact.attributes) {
      const said = attribute.kind === "type" ? attribute.type.replace("integer", "number") : given;
      if (said !== given) {
        draft.diagnostics.push({
          statement,
          status: "contradiction",
          reason: `${fact.name.words} comes to a ${given}, not a ${said}.`,
        });
      }
    }
  }
}

interface Problem {
  node: string;
  source: Step["source"];
  status: Diagnostic["status"];
  reason: string;
  suggestion?: string;
}

/** The same sentence, after one that makes its values fit to calculate with. */
function mended(expr: Expr, source: Step["source"], infos: Infos): string | undefined {
  if (source.kind !== "text") return undefined;
  const needs = new Set<string>();
  const isInput = (part: Expr): part is Extract<Expr, { kind: "ref" }> =>
    part.kind === "ref" && part.id.startsWith("in.");
  walk(expr, (part) => {
    if (part.kind !== "math") return;
    const { right } = part;
    if (part.op === "divide" && isInput(right) && !infos.get(right.id)?.nonZero) {
      needs.add(`${right.id.slice(3)} must be greater than 0.`);
    }
    for (const side of [part.left, right]) {
      if (isInput(side) && infos.get(side.id)?.nullable) needs.add(`${side.id.slice(3)} defaults to 0.`);
    }
  });
  return needs.size > 0 ? `${[...needs].join(" ")} ${source.quote}` : undefined;
}

function statementsOf(
  node: string,
  source: Step["source"],
  facts: readonly SourcedFact[],
  draft: Draft,
): number[] {
  const quoted = facts.find((each) => each.source === source);
  if (quoted) return [quoted.statement];
  return [...draft.nodes].filter(([, nodes]) => nodes.has(node)).map(([statement]) => statement);
}

/** Every expression of a step, with the type it must have. */
function problemsOf(step: Step, infos: Infos): Problem[] {
  const problems: Problem[] = [];
  const check = (expr: Expr, source: Step["source"], wanted?: string) => {
    const inferred = infer(expr, infos);
    if (!inferred.ok) {
      const suggestion = mended(expr, source, infos);
      problems.push({
        node: step.id,
        source,
        status: "ambiguous",
        reason: sentence(inferred.reason),
        suggestion,
      });
    } else if (wanted && inferred.type !== wanted) {
      problems.push({
        node: step.id,
        source,
        status: "not_understood",
        reason: `A ${wanted === "boolean" ? "condition" : wanted} is needed here.`,
      });
    }
  };
  if (step.kind === "reject") check(step.when, step.source, "boolean");
  if (step.kind === "compute") {
    check(step.value, step.source);
    for (const change of step.changes) {
      if (change.when) check(change.when, change.source, "boolean");
      check(change.value, change.source, infos.get(step.id)?.type.endsWith("_list") ? undefined : "number");
    }
  }
  if (step.kind === "score") { for (const rule of step.rules) check(rule.when, rule.source, "boolean"); }
  if (step.kind === "collect") { for (const item of step.items) check(item.when, item.source, "boolean"); }
  if (step.kind === "decide") problems.push(...decideProblems(step, infos, check));
  return problems;
}

function decideProblems(
  step: Extract<Step, { kind: "decide" }>,
  infos: Infos,
  check: (expr: Expr, source: Step["source"], wanted?: string) => void,
): Problem[] {
  for (const branch of step.branches) {
    check(branch.when, branch.source, "boolean");
    check(branch.value, branch.source);
  }
  if (step.otherwise) check(step.otherwise, step.source);
  const values = [
    ...step.branches.map((branch) => branch.value),
    ...(step.otherwise ? [step.otherwise] : []),
  ];
  const types = new Set(
    values.map((value) => infer(value, infos)).flatMap((each) => each.ok ? [each.type] : []),
  );
  if (types.size <= 1) return [];
  const reason = `${step.key} is a ${[...types].join(" in one case and a ")} in another.`;
  return [{ node: step.id, source: step.branches.at(-1)!.source, status: "ambiguous", reason }];
}

function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}

function noteNulls(spec: Spec, draft: Draft): void {
  for (const step of spec.steps) {
    if (step.kind !== "decide" || step.otherwise || step.isComplete) continue;
    draft.assumptions.push({ node: step.id, text: `${step.key} is null when none of its conditions holds` });
  }
}

/** A field that nothing reads is checked and then dropped; the reader should know. */
function noteUnused(spec: Spec, draft: Draft): void {
  const text = JSON.stringify([spec.steps, spec.outputs]);
  for (const field of spec.inputs) {
    if (!text.includes(`"${field.id}"`)) {
      draft.assumptions.push({ node: field.id, text: `${field.key} is checked, but nothing depends on it` });
    }
  }
}

function checkExample(
  spec: Spec,
  example: Example,
  store: SimulatedStore,
  facts: readonly SourcedFact[],
  draft: Draft,
): void {
  const difference = exampleProblem(spec, example, store);
  if (!difference) return;
  const [statement] = statementsOf(example.id, example.source, facts, draft);
  draft.diagnostics.push({
    statement: statement ?? 0,
    status: "contradiction",
    reason: `The example does not agree with the rules: ${difference}.`,
  });
}
