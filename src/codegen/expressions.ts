/** Expressions of the Spec as TypeScript. Arithmetic goes through `exact.ts`; plain comparisons stay plain. */
import type { Expr, Infos } from "../spec/mod.ts";
import { array, call, type Doc, group, indent, join, line, textLiteral } from "./doc.ts";
import type { Names } from "./names.ts";

export interface Emitter {
  names: Names;
  infos: Infos;
  /** Helpers that the code uses, by the file they come from. */
  used: { exact: Set<string>; text: Set<string> };
}

type Of<K extends Expr["kind"]> = Extract<Expr, { kind: K }>;

/** An expression as a value of its JSON type. */
export function value(expr: Expr, emitter: Emitter): Doc {
  switch (expr.kind) {
    case "text":
      return textLiteral(expr.value);
    case "number":
      return numberText(expr.value);
    case "boolean":
      return String(expr.value);
    case "ref":
      return emitter.names.read(expr.id);
    case "choose":
      return choose(expr, emitter, value);
    case "math":
      return call(use(emitter, "exact", "toNumber"), exact(expr, emitter));
    case "call":
      return callValue(expr, emitter);
    default:
      return condition(expr, emitter);
  }
}

export function numberText(decimal: string): string {
  return String(Number(decimal));
}

function use(emitter: Emitter, file: "exact" | "text", helper: string): string {
  emitter.used[file].add(helper);
  return helper;
}

function choose(expr: Of<"choose">, emitter: Emitter, part: (expr: Expr, emitter: Emitter) => Doc): Doc {
  // One case under the other, all broken or none: a case within "otherwise" is the next line of the same list.
  const lines: Doc[] = [];
  let rest: Expr = expr;
  for (; rest.kind === "choose"; rest = rest.otherwise) {
    const when = condition(rest.when, emitter, true);
    lines.push(
      lines.length === 0 ? when : indent(line, ": ", when),
      indent(line, "? ", part(rest.then, emitter)),
    );
  }
  return group(...lines, indent(line, ": ", part(rest, emitter)));
}

function callValue(expr: Of<"call">, emitter: Emitter): Doc {
  const [first] = expr.args;
  switch (expr.fn) {
    case "length":
      return call(use(emitter, "text", "lengthOf"), value(first!, emitter));
    case "words":
      return call(use(emitter, "text", "wordsOf"), value(first!, emitter));
    case "lower":
      return [value(first!, emitter), ".toLowerCase()"];
    case "upper":
      return [value(first!, emitter), ".toUpperCase()"];
    case "trim":
      return [value(first!, emitter), ".trim()"];
    case "concat":
      return template(expr.args, emitter);
    default:
      return call(use(emitter, "exact", "toNumber"), exact(expr, emitter));
  }
}

function template(args: readonly Expr[], emitter: Emitter): Doc {
  const parts = args.map((arg): Doc => {
    if (arg.kind !== "text") return ["${", value(arg, emitter), "}"];
    return JSON.stringify(arg.value).slice(1, -1).replaceAll('\\"', '"').replaceAll("`", "\\`").replaceAll(
      "${",
      "\\${",
    );
  });
  return ["`", ...parts, "`"];
}

const OPERATIONS = { add: "plus", subtract: "minus", multiply: "times", divide: "dividedBy" } as const;
const CALLS = {
  min: "smallest",
  max: "largest",
  abs: "absolute",
  floor: "roundedDown",
  ceil: "roundedUp",
} as const;

/** A number as an exact fraction. */
function exact(expr: Expr, emitter: Emitter): Doc {
  if (expr.kind === "math") {
    const operation = use(emitter, "exact", OPERATIONS[expr.op]);
    return call(operation, exact(expr.left, emitter), exact(expr.right, emitter));
  }
  if (expr.kind === "choose") return choose(expr, emitter, exact);
  if (expr.kind === "call" && expr.fn === "round") {
    return call(
      use(emitter, "exact", "rounded"),
      exact(expr.args[0]!, emitter),
      value(expr.args[1] ?? { kind: "number", value: "0" }, emitter),
    );
  }
  if (expr.kind === "call" && Object.hasOwn(CALLS, expr.fn)) {
    const helper = use(emitter, "exact", CALLS[expr.fn as keyof typeof CALLS]);
    return call(helper, ...expr.args.map((arg) => exact(arg, emitter)));
  }
  return call(use(emitter, "exact", "exact"), value(expr, emitter));
}

/** Whether a number can be compared as it is, without going through fractions. */
function isPlain(expr: Expr): boolean {
  return expr.kind !== "math" && expr.kind !== "choose" &&
    (expr.kind !== "call" || expr.fn === "length" || expr.fn === "words");
}

/** A condition; `isInner` puts brackets around what would otherwise bind more loosely than its surroundings. */
export function condition(expr: Expr, emitter: Emitter, isInner = false): Doc {
  switch (expr.kind) {
    case "compare":
      return comparison(expr, emitter, isInner);
    case "match":
      return match(expr, emitter);
    case "present":
      return present(expr, emitter, isInner);
    case "all":
    case "any":
      return joined(expr, emitter, isInner);
    case "not":
      return negation(expr, emitter);
    default:
      return value(expr, emitter);
  }
}

function joined(expr: Of<"all"> | Of<"any">, emitter: Emitter, isInner: boolean): Doc {
  if (expr.of.length === 1) return condition(expr.of[0]!, emitter, isInner);
  const operator = expr.kind === "all" ? " &&" : " ||";
  const parts = expr.of.map((part) => condition(part, emitter, true));
  const body = join(parts, [operator, line]);
  return isInner ? ["(", group(indent(body)), ")"] : group(body);
}

const OPERATORS = { eq: "===", ne: "!==", lt: "<", le: "<=", gt: ">", ge: ">=" } as const;
const OPPOSITES = { eq: "ne", ne: "eq", lt: "ge", le: "gt", gt: "le", ge: "lt" } as const;

function comparison(expr: Of<"compare">, emitter: Emitter, isInner: boolean): Doc {
  const flag = booleanComparison(expr, emitter);
  if (flag) return flag;
  const guards = guardsOf(expr, emitter);
  const core = coreComparison(expr, emitter);
  if (guards.length === 0) return core;
  const parts = expr.op === "ne"
    ? guards.map((guard) => `${guard} === null`)
    : guards.map((guard) => `${guard} !== null`);
  const body = [...join([...parts, core], expr.op === "ne" ? " || " : " && ")];
  return isInner ? ["(", ...body, ")"] : body;
}

/** `urgent === true` reads better as `urgent`; one that can be absent keeps the comparison. */
function booleanComparison({ left, right, op }: Of<"compare">, emitter: Emitter): Doc | null {
  if (right.kind !== "boolean" || left.kind !== "ref" || emitter.infos.get(left.id)?.nullable) return null;
  const isPositive = right.value === (op === "eq");
  return isPositive ? emitter.names.read(left.id) : `!${emitter.names.read(left.id)}`;
}

/** What must not be `null` for the comparison to mean what the Spec says. `===` with a constant needs no guard. */
function guardsOf({ left, right, op }: Of<"compare">, emitter: Emitter): string[] {
  const nullable = [left, right].flatMap((side) =>
    side.kind === "ref" && emitter.infos.get(side.id)?.nullable ? [emitter.names.read(side.id)] : []
  );
  const isEquality = op === "eq" || op === "ne";
  return isEquality && nullable.length < 2 ? [] : isEquality ? nullable.slice(0, 1) : nullable;
}

function coreComparison({ left, right, op }: Of<"compare">, emitter: Emitter): Doc {
  if (isPlain(left) && isPlain(right)) {
    return [value(left, emitter), ` ${OPERATORS[op]} `, value(right, emitter)];
  }
  const compared = call(use(emitter, "exact", "compare"), exact(left, emitter), exact(right, emitter));
  return [compared, ` ${OPERATORS[op]} 0`];
}

const MATCHERS = {
  contains: "containsAny",
  mentions: "mentionsAny",
  starts_with: "startsWithAny",
  ends_with: "endsWithAny",
} as const;

function match(expr: Of<"match">, emitter: Emitter): Doc {
  const isList = expr.value.kind === "ref" && emitter.infos.get(expr.value.id)?.type === "string_list";
  const helper = use(emitter, "text", isList ? "hasEntry" : MATCHERS[expr.op]);
  return call(helper, value(expr.value, emitter), array(expr.words.map((word) => textLiteral(word))));
}

function present(expr: Of<"present">, emitter: Emitter, isInner: boolean): Doc {
  const info = expr.value.kind === "ref" ? emitter.infos.get(expr.value.id) : undefined;
  const read = value(expr.value, emitter);
  if (info?.type === "string" || expr.value.kind === "text") {
    return call(use(emitter, "text", "isFilled"), read);
  }
  if (info?.type === "string_list") return [call(use(emitter, "text", "lengthOf"), read), " > 0"];
  if (info?.nullable) return [read, " !== null"];
  return isInner ? ["(", read, " !== null)"] : [read, " !== null"];
}

/** Negations are pushed inwards where that reads better: `!(a === b)` is `a !== b`. */
function negation(expr: Of<"not">, emitter: Emitter): Doc {
  const { of } = expr;
  if (of.kind === "not") return condition(of.of, emitter, true);
  const isTotal = of.kind === "compare" &&
    (of.op === "eq" || of.op === "ne" || guardsOf(of, emitter).length === 0);
  if (of.kind === "compare" && isTotal && guardsOf(of, emitter).length === 0) {
    return condition({ ...of, op: OPPOSITES[of.op] }, emitter, true);
  }
  if (of.kind === "any") {
    return condition({ kind: "all", of: of.of.map((part) => ({ kind: "not", of: part })) }, emitter, true);
  }
  if (of.kind === "present" && of.value.kind === "ref" && emitter.infos.get(of.value.id)?.type === "number") {
    return [value(of.value, emitter), " === null"];
  }
  const inner = condition(of, emitter, true);
  const isCall = of.kind === "match" || (of.kind === "present" && typeof inner !== "string");
  return isCall || startsWithBracket(inner) ? ["!", inner] : ["!(", inner, ")"];
}

function startsWithBracket(doc: Doc): boolean {
  return Array.isArray(doc) && doc[0] === "(";
}
