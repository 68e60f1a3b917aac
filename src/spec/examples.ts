import { isJsonObject, type Json } from "../lib/json.ts";
import type { SpecIssue } from "./check.ts";
import { interpret } from "./interpret/mod.ts";
import { SimulatedStore } from "./interpret/store.ts";
import type { Example, Spec } from "./schema.ts";

/** Where a worked example and the rules disagree. */
export function exampleIssues(spec: Spec): SpecIssue[] {
  const store = new SimulatedStore();
  return spec.examples.flatMap((example, n) => {
    const problem = exampleProblem(spec, example, store);
    return problem === null ? [] : [{ path: `examples.${n}`, message: problem }];
  });
}

/** What the rules make of an example that says otherwise; null where they agree. */
export function exampleProblem(spec: Spec, example: Example, store: SimulatedStore): string | null {
  const answer = interpret(spec, example.input, store);
  // What a custom function decides is seen when it runs.
  if (answer.open === "all") return null;
  return answer.status !== example.status
    ? `the rules give the status ${answer.status}, the example says ${example.status}`
    : differenceOf(example, answer.body, answer.open ?? []);
}

function differenceOf(example: Example, body: Json, open: readonly string[]): string | null {
  const answer = isJsonObject(body) ? body : {};
  for (const [key, wanted] of Object.entries(example.body)) {
    if (open.includes(key)) continue;
    const given = Object.hasOwn(answer, key) ? answer[key] : undefined;
    if (given === undefined) return `the answer has no ${key}`;
    if (stable(given) !== stable(wanted)) {
      return `${key} comes to ${JSON.stringify(given)}, the example says ${JSON.stringify(wanted)}`;
    }
  }
  return null;
}

function stable(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  return `{${
    Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${stable(value[key]!)}`).join(",")
  }}`;
}
