/**
 * Answers that are named by how they are worked out: "returns their sum and average", "returns the number of words
 * and the text in uppercase". Without a word of what, they are of the numbers, or of the one text, of the input.
 */
import type { CallFn, Expr, MathOp } from "../expr.ts";
import { readArguments } from "./formulas.ts";
import type { Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix } from "./reader.ts";

type Formulas = Extract<SlotValue, { kind: "formulas" }>;
type Formula = Formulas["formulas"][number];

interface Derived {
  words: string;
  key: string;
  of: "numbers" | "two" | "text";
  build(args: Expr[]): Expr;
}

const DERIVED: readonly Derived[] = [
  { words: "(sum|total)", key: "sum", of: "numbers", build: (args) => folded("add", args) },
  { words: "product", key: "product", of: "numbers", build: (args) => folded("multiply", args) },
  { words: "(average|mean)", key: "average", of: "numbers", build: averaged },
  { words: "difference", key: "difference", of: "two", build: (args) => folded("subtract", args) },
  {
    words: "(larger|largest|maximum|max|highest|bigger|biggest|greater) [number|value|one]",
    key: "maximum",
    of: "numbers",
    build: (args) => called("max", args),
  },
  {
    words: "(smaller|smallest|minimum|min|lowest) [number|value|one]",
    key: "minimum",
    of: "numbers",
    build: (args) => called("min", args),
  },
  {
    words: "((number|count) of words | word count)",
    key: "wordCount",
    of: "text",
    build: (args) => called("words", args),
  },
  {
    words: "((number|count) of (characters|letters|chars) | character count | length)",
    key: "characterCount",
    of: "text",
    build: (args) => called("length", args),
  },
  {
    words: "(uppercase|upper-case|uppercased | upper case) [version|form|text]",
    key: "uppercase",
    of: "text",
    build: (args) => called("upper", args),
  },
  {
    words: "(lowercase|lower-case|lowercased | lower case) [version|form|text]",
    key: "lowercase",
    of: "text",
    build: (args) => called("lower", args),
  },
  { words: "trimmed [version|form|text]", key: "trimmed", of: "text", build: (args) => called("trim", args) },
];

/** A known text, and what is done to it: "the text in uppercase". */
const TURNED: readonly { words: string; key: string; fn: CallFn }[] = [
  {
    words: "(in | converted to) (uppercase|upper-case|capitals | upper case)",
    key: "uppercase",
    fn: "upper",
  },
  { words: "(in | converted to) (lowercase|lower-case | lower case)", key: "lowercase", fn: "lower" },
];

export function readDerived(reader: Reader, from: number): Parsed<Formulas>[] {
  const found: Parsed<Formulas>[] = [];
  const formulas: Formula[] = [];
  const notes: Note[] = [];
  for (let at = from;;) {
    const next = readItem(reader, at);
    if (!next) return found;
    formulas.push(next.value.formula);
    notes.push(...next.value.notes);
    found.unshift({ end: next.end, value: { kind: "formulas", formulas: [...formulas], notes: [...notes] } });
    let after = next.end;
    while (isWord(reader, after, ",", "and", "&")) after++;
    if (after === next.end) return found;
    at = after;
  }
}

type Item = Parsed<{ formula: Formula; notes: Note[] }>;

function readItem(reader: Reader, from: number): Item | null {
  const at = matchPrefix(reader, "(their|its|the|a|an|both)", from)?.end ?? from;
  // "Return total" asks for the total that the rules work out, and for no other sum.
  const word = reader.tokens[at]?.lower ?? "";
  const isMade = ["=", "is", ":", "equals"].some((sign) => reader.vocabulary.isMentioned(`${word} ${sign}`));
  for (const derived of DERIVED) {
    const named = matchPrefix(reader, derived.words, at);
    const args = named && argumentsOf(reader, named.end, derived);
    if (args && isMade && args.end === named.end) continue;
    if (args) return itemOf(args.end, derived.key, derived.build(args.value.args), args.value.notes);
  }
  for (const { words, key, fn } of TURNED) {
    const known = reader.vocabulary.at(reader.tokens, at);
    const turned = known?.symbol.role === "input" ? matchPrefix(reader, words, known.end) : null;
    if (turned) {
      return itemOf(turned.end, key, { kind: "call", fn, args: [{ kind: "ref", id: known!.symbol.id }] }, []);
    }
  }
  return null;
}

function itemOf(end: number, key: string, expr: Expr, notes: Note[]): Item {
  return { end, value: { formula: { name: { key, words: key }, expr }, notes } };
}

/** "of a and b", "in the message", or nothing: then every number, or the one text, that the input has. */
function argumentsOf(
  reader: Reader,
  at: number,
  derived: Derived,
): Parsed<{ args: Expr[]; notes: Note[] }> | null {
  const all = inputsOf(reader, derived.of);
  const they = matchPrefix(
    reader,
    "(of|in) (them | it | (both|two|three|all|the) [two|three] (numbers|values|fields|integers))",
    at,
  );
  if (!they && isWord(reader, at, "of", "in", "between")) {
    const given = readArguments(reader, at + 1, 0, derived.of === "text" ? [] : ["and", ","]);
    const args = given.value.map(({ expr }) => expr);
    return fits(args, derived)
      ? { end: given.end, value: { args, notes: given.value.flatMap(({ notes }) => notes) } }
      : null;
  }
  const args = all.map((id): Expr => ({ kind: "ref", id }));
  return fits(args, derived) ? { end: they?.end ?? at, value: { args, notes: [] } } : null;
}

function fits(args: readonly Expr[], { of }: Derived): boolean {
  return of === "text"
    ? args.length === 1
    : of === "two"
    ? args.length === 2
    : args.length >= 2 && args.length <= 20;
}

function inputsOf(reader: Reader, of: Derived["of"]): string[] {
  const isNumber = (type: string | undefined) => type === "number" || type === "integer";
  return reader.vocabulary.symbols().filter(({ role, type, options }) =>
    role === "input" &&
    (of === "text" ? (type === "string" || type === undefined) && !options : isNumber(type))
  ).map(({ id }) => id);
}

function folded(op: MathOp, args: Expr[]): Expr {
  return args.reduce((left, right) => ({ kind: "math", op, left, right }));
}

function averaged(args: Expr[]): Expr {
  return {
    kind: "math",
    op: "divide",
    left: folded("add", args),
    right: { kind: "number", value: `${args.length}` },
  };
}

function called(fn: CallFn, args: Expr[]): Expr {
  return { kind: "call", fn, args };
}
