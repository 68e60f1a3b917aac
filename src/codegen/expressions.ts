/** Expressions of the Spec as TypeScript. Arithmetic goes through `exact.ts`; plain comparisons stay plain. */
import { type Expr, infer, type Infos, isLibraryFn, isList, type Multiple, multipleIn } from "../spec/mod.ts";
import { array, call, type Doc, group, indent, join, line, textLiteral } from "./doc.ts";
import { exactReduced, isLoose, isNullable, listValue } from "./list_expressions.ts";
import { libraryCall } from "./library.ts";
import type { Names } from "./names.ts";
import type { RecordNames } from "./type_text.ts";

export interface Emitter {
  names: Names;
  infos: Infos;
  /** Types of records, by the field or value they come from. */
  records: RecordNames;
  /** Helpers that the code uses, by the file they come from. */
  used: Record<HelperFile, Set<string>>;
}

/** Files of helpers that are part of the artifact when something in them is used. */
export type HelperFile = "exact" | "text" | "lists" | "aggregates" | "edit" | "dates" | "formats";

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
    case "compare":
    case "match":
    case "present":
    case "all":
    case "any":
    case "not":
      return condition(expr, emitter);
    default:
      return listValue(expr, emitter);
  }
}

export function numberText(decimal: string): string {
  return String(Number(decimal));
}

export function use(emitter: Emitter, file: HelperFile, helper: string): string {
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
  if (isLibraryFn(expr.fn)) return libraryCall(expr.fn, expr.args, emitter);
  const [first] = expr.args;
  switch (expr.fn) {
    case "length":
      return lengthOf(first!, emitter);
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
      return isNullable(first!, emitter)
        ? ifPresent(
          first!,
          emitter,
          (number) => call(use(emitter, "exact", "toNumber"), changed(expr, number, emitter)),
        )
        : call(use(emitter, "exact", "toNumber"), exact(expr, emitter));
  }
}

function lengthOf(of: Expr, emitter: Emitter): Doc {
  const info = infer(of, emitter.infos);
  const isGivenList = info.ok && isList(info.type) && !info.nullable;
  return isGivenList
    ? [value(of, emitter), ".length"]
    : call(use(emitter, "text", "lengthOf"), value(of, emitter));
}

/** What is made of a number that may be absent, where it is there. */
function ifPresent(expr: Expr, emitter: Emitter, then: (number: Doc) => Doc): Doc {
  const helper = use(emitter, "lists", "whenPresent");
  const isExact = expr.kind === "reduce";
  const number = isExact ? exactReduced(expr, emitter) : value(expr, emitter);
  return call(helper, number, [
    "(number) => ",
    then(isExact ? "number" : call(use(emitter, "exact", "exact"), "number")),
  ]);
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
  power: "raised",
} as const;

/** A number as an exact fraction. */
export function exact(expr: Expr, emitter: Emitter): Doc {
  if (expr.kind === "math") {
    const operation = use(emitter, "exact", OPERATIONS[expr.op]);
    return call(operation, exact(expr.left, emitter), exact(expr.right, emitter));
  }
  if (expr.kind === "choose") return choose(expr, emitter, exact);
  if (expr.kind === "reduce") return exactReduced(expr, emitter);
  if (expr.kind === "call" && (expr.fn === "round" || Object.hasOwn(CALLS, expr.fn))) {
    return changed(expr, exact(expr.args[0]!, emitter), emitter);
  }
  return call(use(emitter, "exact", "exact"), value(expr, emitter));
}

/** A function of numbers, given the first of them. */
function changed(expr: Of<"call">, first: Doc, emitter: Emitter): Doc {
  const rest = expr.args.slice(1);
  if (expr.fn !== "round") {
    const helper = use(emitter, "exact", CALLS[expr.fn as keyof typeof CALLS]);
    return call(helper, first, ...rest.map((arg) => exact(arg, emitter)));
  }
  const digits = value(rest[0] ?? { kind: "number", value: "0" }, emitter);
  return call(use(emitter, "exact", "rounded"), first, digits);
}

const PLAIN_CALLS: ReadonlySet<string> = new Set(["length", "words", "lower", "upper", "trim", "concat"]);

/** Whether a number can be compared as it is, without going through fractions. */
function isPlain(expr: Expr): boolean {
  return expr.kind !== "math" && expr.kind !== "choose" && expr.kind !== "reduce" &&
    (expr.kind !== "call" || PLAIN_CALLS.has(expr.fn) || isLibraryFn(expr.fn));
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
  const absent = [expr.left, expr.right].find((side) => side.kind !== "ref" && isNullable(side, emitter));
  if (absent) return guarded(expr, absent, emitter);
  const guards = guardsOf(expr, emitter);
  const core = coreComparison(expr, emitter);
  if (guards.length === 0) return core;
  const parts = expr.op === "ne"
    ? guards.map((guard) => `${guard} === null`)
    : guards.map((guard) => `${guard} !== null`);
  const body = [...join([...parts, core], expr.op === "ne" ? " || " : " && ")];
  return isInner ? ["(", ...body, ")"] : body;
}

/** A comparison with a number that may be absent: then only "is not" holds. Texts can be compared with `null`. */
function guarded(expr: Of<"compare">, absent: Expr, emitter: Emitter): Doc {
  const isLeft = expr.left === absent;
  const other = isLeft ? expr.right : expr.left;
  const info = infer(absent, emitter.infos);
  if (info.ok && info.type !== "number" && (expr.op === "eq" || expr.op === "ne")) {
    const [left, right] = [expr.left, expr.right].map((side) =>
      isLoose(side, emitter) ? ["(", value(side, emitter), ")"] : value(side, emitter)
    );
    return [left!, ` ${OPERATORS[expr.op]} `, right!];
  }
  const compared = ifPresent(absent, emitter, (number) => {
    const sides = isLeft ? [number, exact(other, emitter)] : [exact(other, emitter), number];
    return [call(use(emitter, "exact", "compare"), ...sides), ` ${OPERATORS[expr.op]} 0`];
  });
  return [compared, expr.op === "ne" ? " !== false" : " === true"];
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

function coreComparison(expr: Of<"compare">, emitter: Emitter): Doc {
  const { left, right, op } = expr;
  const multiple = multipleIn(expr);
  if (multiple) return multipleTest(multiple, op === "eq", emitter);
  if (isPlain(left) && isPlain(right)) {
    return [value(left, emitter), ` ${OPERATORS[op]} `, value(right, emitter)];
  }
  const compared = call(use(emitter, "exact", "compare"), exact(left, emitter), exact(right, emitter));
  return [compared, ` ${OPERATORS[op]} 0`];
}

function multipleTest({ number, of }: Multiple, isMultiple: boolean, emitter: Emitter): Doc {
  const test = call(use(emitter, "exact", "isMultiple"), exact(number, emitter), exact(of, emitter));
  return isMultiple ? test : ["!", test];
}

const MATCHERS = {
  contains: "containsAny",
  mentions: "mentionsAny",
  starts_with: "startsWithAny",
  ends_with: "endsWithAny",
} as const;

function match(expr: Of<"match">, emitter: Emitter): Doc {
  const info = infer(expr.value, emitter.infos);
  const helper = use(emitter, "text", info.ok && isList(info.type) ? "hasEntry" : MATCHERS[expr.op]);
  return call(helper, value(expr.value, emitter), array(expr.words.map((word) => textLiteral(word))));
}

function present(expr: Of<"present">, emitter: Emitter, isInner: boolean): Doc {
  const inferred = infer(expr.value, emitter.infos);
  const info = inferred.ok ? inferred : undefined;
  const read = value(expr.value, emitter);
  if (info?.type === "string" || expr.value.kind === "text") {
    return call(use(emitter, "text", "isFilled"), read);
  }
  if (info && isList(info.type)) return [lengthOf(expr.value, emitter), " > 0"];
  if (info?.nullable) return [read, " !== null"];
  return isInner ? ["(", read, " !== null)"] : [read, " !== null"];
}

/** Negations are pushed inwards where that reads better: `!(a === b)` is `a !== b`. */
function negation(expr: Of<"not">, emitter: Emitter): Doc {
  const { of } = expr;
  if (of.kind === "not") return condition(of.of, emitter, true);
  if (of.kind === "ref" && emitter.names.isEntry(of.id)) return `${emitter.names.constant(of.id)} === null`;
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
  const isCall = of.kind === "match" || of.kind === "quantify" ||
    (of.kind === "present" && typeof inner !== "string");
  return isCall || startsWithBracket(inner) ? ["!", inner] : ["!(", inner, ")"];
}

function startsWithBracket(doc: Doc): boolean {
  return Array.isArray(doc) && doc[0] === "(";
}
