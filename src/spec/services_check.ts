/** Whether each call of another service says all that is needed to carry it out. */
import { infosOf } from "./infos.ts";
import type { Spec } from "./schema.ts";
import { exprsOfFetch, type FetchStep, isOfType } from "./services.ts";
import { infer, type Infos } from "./types.ts";

export function serviceIssues(spec: Spec): { path: string; message: string }[] {
  const infos = infosOf(spec);
  const isStored = (spec.collections ?? []).length > 0 || spec.operations !== undefined;
  return spec.steps.flatMap((step, n) => {
    if (step.kind !== "fetch") return [];
    const problems = [...pathProblems(step, infos), ...answerProblems(step)];
    if (isStored) problems.push("a backend that keeps data or has several operations can't call services");
    return problems.map((message) => ({ path: `steps.${n}`, message }));
  });
}

function pathProblems(step: FetchStep, infos: Infos): string[] {
  const first = step.path[0];
  const values = exprsOfFetch({ ...step, when: undefined, body: undefined });
  const isPlain = values.every((expr) => {
    const inferred = infer(expr, infos);
    return !inferred.ok || (!inferred.nullable && ["string", "number", "boolean"].includes(inferred.type));
  });
  return [
    ...(typeof first === "string" && first.startsWith("/") ? [] : ["a path must begin with /"]),
    ...(isPlain ? [] : ["what stands in a URL must be a text, a number or a yes or no that is always there"]),
    ...(step.method === "GET" && step.body ? ["GET sends no body"] : []),
  ];
}

function answerProblems(step: FetchStep): string[] {
  const { answer, failure, when } = step;
  const has = (name: "default" | "skipped") => answer.filter((field) => field[name] !== undefined).length;
  const isTyped = answer.every(({ type, ...field }) =>
    [field.default, field.skipped].every((value) => value === undefined || isOfType(value, type))
  );
  const problems: string[] = [];
  if (!isTyped) problems.push("a value in place of an answer must be of its type");
  if (failure ? has("default") > 0 : has("default") < answer.length) {
    problems.push("a failing call needs either a refusal or a default for each field of the answer");
  }
  if (when ? failure && has("skipped") < answer.length : has("skipped") > 0) {
    problems.push("each field needs a value for when no call is made, and only then");
  }
  if (has("skipped") > 0 && has("skipped") < answer.length) {
    problems.push("some fields lack a value for no call");
  }
  return problems;
}
