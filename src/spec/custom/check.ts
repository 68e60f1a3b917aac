import type { SpecIssue } from "../check.ts";
import type { Spec, StepOf } from "../schema.ts";
import type { Infos } from "../types.ts";
import { CUSTOM_TYPES } from "./schema.ts";
import { syntaxProblems } from "./syntax.ts";
import { isOfCustomType } from "./values.ts";

/** What is wrong with the custom steps of a Spec, by path. */
export function customIssues(spec: Spec, infos: Infos): SpecIssue[] {
  return spec.steps.flatMap((step, n) =>
    step.kind === "custom" ? stepIssues(spec, step, `steps.${n}`, infos) : []
  );
}

function stepIssues(spec: Spec, step: StepOf<"custom">, path: string, infos: Infos): SpecIssue[] {
  const names = step.params.map(({ name }) => name);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined) return [{ path: `${path}.params`, message: `${twice} is used twice` }];
  // What a custom function makes of data kept earlier can't be foreseen, and so could not be checked.
  const stored = spec.collections !== undefined
    ? [{ path, message: "a backend that keeps data can't have custom steps; say it with other kinds" }]
    : [];
  return [
    ...stored,
    ...step.params.flatMap(({ ref }, n) => paramIssues(ref, `${path}.params.${n}.ref`, infos)),
    ...syntaxProblems(step.code, names).map((message) => ({ path: `${path}.code`, message })),
    ...exampleIssues(step, path, infos),
  ];
}

function paramIssues(ref: string, path: string, infos: Infos): SpecIssue[] {
  const type = infos.get(ref)?.type;
  // A reference to nothing is told of with the links.
  if (type === undefined || (CUSTOM_TYPES as readonly string[]).includes(type)) return [];
  return [{ path, message: `a custom function takes no ${type}; it takes ${CUSTOM_TYPES.join(", ")}` }];
}

function exampleIssues(step: StepOf<"custom">, path: string, infos: Infos): SpecIssue[] {
  return step.examples.flatMap(({ args, result }, n): SpecIssue[] => {
    const at = `${path}.examples.${n}`;
    if (args.length !== step.params.length) {
      return [{
        path: `${at}.args`,
        message: `must have ${step.params.length} entries, one for each parameter`,
      }];
    }
    const wrong = step.params.findIndex(({ ref }, p) => {
      const info = infos.get(ref);
      return info !== undefined && !isOfCustomType(args[p]!, info.type, info.nullable);
    });
    if (wrong !== -1) return [{ path: `${at}.args.${wrong}`, message: "is not of the parameter's type" }];
    return isOfCustomType(result, step.returns, step.nullable)
      ? []
      : [{ path: `${at}.result`, message: `is no ${step.returns}` }];
  });
}
