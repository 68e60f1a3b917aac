/** Types of expressions, and whether they can be absent. The same rules check a Spec from text and from a model. */
import { keyOfSum } from "./narrowing.ts";
import { excludesZero, type Range, rangeOf } from "./bounds.ts";
import type { Expr } from "./expr.ts";
import { isLibraryFn } from "./library/mod.ts";
import { inferLibrary } from "./library/infer.ts";
import { inferList } from "./list_types.ts";

/** `map` is an object whose keys are data: the groups of a list. */
export type Type =
  | "string"
  | "number"
  | "boolean"
  | "string_list"
  | "number_list"
  | "record"
  | "record_list"
  | "map";

export interface ValueInfo {
  type: Type;
  /** Absent (`null`) for some requests. */
  nullable: boolean;
  /** Never zero; only such a value may divide. */
  nonZero: boolean;
  /** Never below zero. */
  isNatural?: boolean;
  /** A whole number of at least 0 and at most this. */
  highestWhole?: number;
  /** Between which numbers it stays. */
  range?: Range;
  options?: string[];
  /** A text that is a date, so that dates can be calculated with it. */
  isDate?: boolean;
  /** Of a record: its members by their keys. */
  members?: Infos;
  /** Of a list: each entry. Of a map: what stands under each key. */
  of?: ValueInfo;
  /** A list that always has an entry. */
  isFilled?: boolean;
  /** The field or value that a record, or the records of a list, have the type of. */
  origin?: string;
}

/** What is known of an expression, or why it makes no sense, in one sentence. */
export type Inferred =
  | { ok: true } & Pick<ValueInfo, "type" | "nullable" | "members" | "of" | "isFilled" | "origin">
  | { ok: false; reason: string };

export type Infos = ReadonlyMap<string, ValueInfo>;

export function infer(expr: Expr, infos: Infos): Inferred {
  switch (expr.kind) {
    case "text":
      return known("string");
    case "number":
      return known("number");
    case "boolean":
      return known("boolean");
    case "ref": {
      const info = infos.get(expr.id);
      return info ? { ok: true, ...info } : wrong(unknown(expr.id));
    }
    case "math":
      return inferMath(expr, infos);
    case "call":
      return inferCall(expr, infos);
    case "compare":
      return inferCompare(expr, infos);
    case "match":
      return inferMatch(expr, infos);
    case "present": {
      const inner = infer(expr.value, infos);
      return inner.ok ? known("boolean") : inner;
    }
    case "not":
      return all([expr.of], "boolean", infos);
    case "all":
    case "any":
      return all(expr.of, "boolean", infos);
    case "choose":
      return inferChoose(expr, infos);
    default:
      return inferList(expr, infos);
  }
}

function unknown(id: string): string {
  const member = /^each\.([^.]+)\.(.+)$/.exec(id);
  return member
    ? `${member[2]} belongs to each of ${member[1]}; say for which of them, or over all of them`
    : `nothing has the id ${id}`;
}

function known(type: Type): Inferred {
  return { ok: true, type, nullable: false };
}

function wrong(reason: string): Inferred {
  return { ok: false, reason };
}

function all(parts: Expr[], type: Type, infos: Infos): Inferred {
  for (const part of parts) {
    const inner = infer(part, infos);
    if (!inner.ok) return inner;
    if (inner.type !== type) return wrong(`a condition is needed where there is a ${nameOf(inner.type)}`);
  }
  return known(type);
}

function inferMath(expr: Extract<Expr, { kind: "math" }>, infos: Infos): Inferred {
  const operands = numbers([expr.left, expr.right], infos, "arithmetic");
  if (!operands.ok || expr.op !== "divide") return operands;
  return isNonZero(expr.right, infos)
    ? operands
    : wrong("the divisor could be 0; say that it must be greater than 0");
}

function isNonZero(expr: Expr, infos: Infos): boolean {
  return signOf(expr, infos).nonZero || excludesZero(rangeOf(expr, (id) => infos.get(id)?.range));
}

/** What is known of a number without knowing the request: products and quotients keep it, and so do sums of what is never below zero. */
export function signOf(expr: Expr, infos: Infos): { nonZero: boolean; isNatural: boolean } {
  if (expr.kind === "number") {
    return { nonZero: Number(expr.value) !== 0, isNatural: Number(expr.value) >= 0 };
  }
  if (expr.kind === "ref") {
    const info = infos.get(expr.id);
    return { nonZero: info?.nonZero === true, isNatural: info?.isNatural === true };
  }
  if (expr.kind === "call" && expr.fn === "power") return signOf(expr.args[0]!, infos);
  if (expr.kind !== "math" || expr.op === "subtract") return { nonZero: false, isNatural: false };
  const left = signOf(expr.left, infos);
  const right = signOf(expr.right, infos);
  const isNatural = left.isNatural && right.isNatural;
  if (expr.op === "add") {
    const nonZero = isNatural && (left.nonZero || right.nonZero);
    return { nonZero: nonZero || infos.get(keyOfSum(expr))?.nonZero === true, isNatural };
  }
  return { nonZero: left.nonZero && (expr.op === "divide" || right.nonZero), isNatural };
}

function numbers(parts: Expr[], infos: Infos, where: string): Inferred {
  for (const part of parts) {
    const inner = infer(part, infos);
    if (!inner.ok) return inner;
    if (inner.type !== "number") {
      return wrong(`${where} needs a number where there is a ${nameOf(inner.type)}`);
    }
    if (inner.nullable) {
      return wrong(`${where} uses a value that may be absent; make it required, or give it a default`);
    }
  }
  return known("number");
}

function inferCall(expr: Extract<Expr, { kind: "call" }>, infos: Infos): Inferred {
  if (["round", "floor", "ceil", "abs", "min", "max"].includes(expr.fn)) {
    const digits = expr.fn === "round" ? expr.args[1] : undefined;
    if (digits && (digits.kind !== "number" || !/^\d$/.test(digits.value))) {
      return wrong("rounding needs 0 to 9 decimals");
    }
    const first = infer(expr.args[0]!, infos);
    // An absent number, rounded, is still absent.
    if (expr.fn !== "min" && expr.fn !== "max" && first.ok && first.type === "number" && first.nullable) {
      return first;
    }
    return numbers(expr.args, infos, expr.fn);
  }
  if (expr.fn === "power") return inferPower(expr.args, infos);
  if (isLibraryFn(expr.fn)) return inferLibrary(expr.fn, expr.args, infos);
  if (expr.fn === "concat") return inferConcat(expr.args, infos);
  const inner = infer(expr.args[0]!, infos);
  if (!inner.ok) return inner;
  const isCount = expr.fn === "length" || expr.fn === "words";
  if (inner.nullable && !isCount) return wrong(`${expr.fn} uses a value that may be absent`);
  const fits = inner.type === "string" || (expr.fn === "length" && isList(inner.type));
  if (!fits) return wrong(`${expr.fn} needs a text where there is a ${nameOf(inner.type)}`);
  return known(isCount ? "number" : "string");
}

/** Beyond this a power has more digits than any answer needs, and takes long. */
export const HIGHEST_POWER = 1000;

/** Exact arithmetic has whole powers only, and not endless ones. */
function inferPower(args: readonly Expr[], infos: Infos): Inferred {
  const [base, exponent] = args as [Expr, Expr];
  const operands = numbers([base, exponent], infos, "a power");
  if (!operands.ok) return operands;
  const highest = highestWhole(exponent, infos);
  return highest !== undefined && highest <= HIGHEST_POWER
    ? operands
    : wrong(`a power needs an exponent that is a whole number from 0 to ${HIGHEST_POWER}`);
}

/** The most that a whole number of at least 0 can be. */
function highestWhole(expr: Expr, infos: Infos): number | undefined {
  if (expr.kind === "number") return /^\d+$/.test(expr.value) ? Number(expr.value) : undefined;
  if (expr.kind === "ref") return infos.get(expr.id)?.highestWhole;
  if (expr.kind !== "math" || (expr.op !== "multiply" && expr.op !== "add")) return undefined;
  const left = highestWhole(expr.left, infos);
  const right = highestWhole(expr.right, infos);
  if (left === undefined || right === undefined) return undefined;
  return expr.op === "add" ? left + right : left * right;
}

function inferConcat(args: readonly Expr[], infos: Infos): Inferred {
  for (const arg of args) {
    const inner = infer(arg, infos);
    if (!inner.ok) return inner;
    if (inner.nullable) return wrong("a text is put together from a value that may be absent");
    if (inner.type !== "string" && inner.type !== "number") {
      return wrong(`a ${nameOf(inner.type)} can't be put into a text`);
    }
  }
  return known("string");
}

function inferCompare(expr: Extract<Expr, { kind: "compare" }>, infos: Infos): Inferred {
  const left = infer(expr.left, infos);
  const right = infer(expr.right, infos);
  if (!left.ok) return left;
  if (!right.ok) return right;
  if (left.type !== right.type) {
    return wrong(`it compares a ${nameOf(left.type)} with a ${nameOf(right.type)}`);
  }
  const isOrdered = !["eq", "ne"].includes(expr.op);
  if (isOrdered && left.type !== "number" && left.type !== "string") {
    return wrong(`a ${nameOf(left.type)} has no order`);
  }
  if (!["string", "number", "boolean"].includes(left.type)) {
    return wrong(`a ${nameOf(left.type)} can't be compared`);
  }
  return unknownOption(expr, infos) ?? known("boolean");
}

/** Comparing an enum with a text that it can never be is a slip of the pen, not a rule. */
function unknownOption(expr: Extract<Expr, { kind: "compare" }>, infos: Infos): Inferred | null {
  if (expr.left.kind !== "ref" || expr.right.kind !== "text") return null;
  const options = infos.get(expr.left.id)?.options;
  const text = expr.right.value;
  return options && !options.includes(text)
    ? wrong(`"${text}" is none of the possible values ${options.join(", ")}`)
    : null;
}

function inferMatch(expr: Extract<Expr, { kind: "match" }>, infos: Infos): Inferred {
  const inner = infer(expr.value, infos);
  if (!inner.ok) return inner;
  const isList = inner.type === "string_list" && ["contains", "mentions"].includes(expr.op);
  return inner.type === "string" || isList
    ? known("boolean")
    : wrong(`a ${nameOf(inner.type)} can't contain a text`);
}

function inferChoose(expr: Extract<Expr, { kind: "choose" }>, infos: Infos): Inferred {
  const when = all([expr.when], "boolean", infos);
  if (!when.ok) return when;
  const then = infer(expr.then, infos);
  const otherwise = infer(expr.otherwise, infos);
  if (!then.ok) return then;
  if (!otherwise.ok) return otherwise;
  if (then.type !== otherwise.type) return wrong("its values are of different types");
  return {
    ...then,
    nullable: then.nullable || otherwise.nullable,
    isFilled: then.isFilled && otherwise.isFilled,
  };
}

export function isList(type: Type): boolean {
  return type.endsWith("_list");
}

export function nameOf(type: Type): string {
  return {
    string: "text",
    number: "number",
    boolean: "yes/no value",
    string_list: "list of texts",
    number_list: "list of numbers",
    record: "record",
    record_list: "list of records",
    map: "group of values",
  }[type];
}
