import type { Expr } from "../expr.ts";
import { infer, type Inferred, type Infos, nameOf, type ValueInfo } from "../types.ts";
import { isDateExpr, LIBRARY, type LibraryFn, type LibraryFunction, type Parameter } from "./mod.ts";
import { isShape } from "./shape.ts";

/** The type of a call of a library function, or why it makes no sense. */
export function inferLibrary(fn: LibraryFn, args: readonly Expr[], infos: Infos): Inferred {
  const { takes, gives }: LibraryFunction = LIBRARY[fn];
  if (args.length !== takes.length) return wrong(`${fn} takes ${takes.length} values, not ${args.length}`);
  for (const [n, parameter] of takes.entries()) {
    const problem = problemWith(args[n]!, parameter, fn, infos);
    if (problem) return wrong(problem);
  }
  const [, shape] = args;
  if (fn === "has_shape" && !(shape?.kind === "text" && isShape(shape.value))) {
    return wrong("a shape is a plain regular expression");
  }
  const type = gives === "date" ? "string" : gives;
  const of: ValueInfo = { type: "string", nullable: false, nonZero: false };
  return { ok: true, type, nullable: false, ...(gives === "string_list" ? { of } : {}) };
}

function problemWith(arg: Expr, parameter: Parameter, fn: string, infos: Infos): string | null {
  if (typeof parameter === "object" || parameter === "literal") return literalProblem(arg, parameter, fn);
  const inner = infer(arg, infos);
  if (!inner.ok) return inner.reason;
  if (inner.nullable) return `${fn} uses a value that may be absent; make it required, or give it a default`;
  if (parameter === "date") {
    return isDateExpr(arg, infos) ? null : `${fn} needs a date; say of the field that it is one`;
  }
  return inner.type === parameter
    ? null
    : `${fn} needs a ${nameOf(parameter)} where there is a ${nameOf(inner.type)}`;
}

function literalProblem(
  arg: Expr,
  parameter: { oneOf: readonly string[] } | "literal",
  fn: string,
): string | null {
  if (arg.kind !== "text") return `${fn} needs a text that is written out`;
  if (parameter === "literal" || parameter.oneOf.includes(arg.value)) return null;
  return `"${arg.value}" is none of ${parameter.oneOf.join(", ")}`;
}

function wrong(reason: string): Inferred {
  return { ok: false, reason };
}
