import type { Expr, MatchOp } from "../expr.ts";
import { type Comparator, COMPARATORS } from "./comparators.ts";
import type { Match, Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { readBeing } from "./being.ts";
import { readImplied } from "./implied.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { readSum } from "./formulas.ts";
import { readPhrase } from "./phrases.ts";
import { readNoneOf } from "./totals.ts";
import { readListCondition } from "./lists/conditions.ts";

type ExprRead = Extract<SlotValue, { kind: "expr" }>;

interface Term extends ExprRead {
  end: number;
  /** What was compared; "at least 18 and under 65" goes on with it. */
  subject?: ExprRead;
  comparator?: Comparator;
  /** Only a value was given: the second half of "is US or DE". */
  isValueOnly?: boolean;
}

interface Joined {
  term: Term;
  connector: "and" | "or" | "," | "or if";
}

/** A condition, the longest reading first; shorter readings stop before an "and" or "or". */
export function readConditions(reader: Reader, from: number): Parsed<ExprRead>[] {
  const terms: Joined[] = [];
  let term = readTerm(reader, skipFillers(reader, from), undefined);
  let connector: Joined["connector"] = ",";
  while (term && reader.budget.stepsLeft-- > 0) {
    terms.push({ term, connector });
    const next = readConnector(reader, term.end);
    if (!next) break;
    connector = next.connector;
    term = readTerm(reader, next.end, term);
  }
  return terms.map((_, n) => terms.slice(0, n + 1)).reverse().flatMap(joinTerms);
}

function readConnector(reader: Reader, at: number): { connector: Joined["connector"]; end: number } | null {
  const comma = isWord(reader, at, ",") ? 1 : 0;
  if (isWord(reader, at + comma, "and", "&&", "&")) return { connector: "and", end: at + comma + 1 };
  if (isWord(reader, at + comma, "or") && isWord(reader, at + comma + 1, "if", "when")) {
    return { connector: "or if", end: at + comma + 2 };
  }
  if (isWord(reader, at + comma, "or", "||")) return { connector: "or", end: at + comma + 1 };
  return comma ? { connector: ",", end: at + 1 } : null;
}

/** Terms joined by "and" or by "or". With both and no brackets, nobody can know what was meant. */
function joinTerms(terms: Joined[]): Parsed<ExprRead>[] {
  const used = new Set(terms.slice(1).map(({ connector }) => connector));
  if (terms.length > 1 && terms.at(-1)!.connector === ",") return [];
  if (used.has("or if")) return joinGroups(terms);
  const notes = terms.flatMap(({ term }) => term.notes);
  const of = terms.map(({ term }) => term.expr);
  const end = terms.at(-1)!.term.end;
  if (terms.length === 1) return [{ end, value: { kind: "expr", expr: of[0]!, notes } }];
  if (used.has("and") && terms.some(({ term }) => term.isValueOnly)) {
    notes.push({ kind: "ambiguous", text: 'One value can\'t be two things at once; it takes "or" here.' });
  }
  if (used.has("and") && used.has("or")) {
    notes.push({
      kind: "ambiguous",
      text: 'It mixes "and" with "or"; brackets must say which belong together.',
    });
  }
  return [{ end, value: { kind: "expr", expr: { kind: used.has("or") ? "any" : "all", of }, notes } }];
}

/** "A and B, or if C": the repeated "if" says what belongs together. */
function joinGroups(terms: Joined[]): Parsed<ExprRead>[] {
  const groups: Joined[][] = [];
  for (const each of terms) {
    if (groups.length === 0 || each.connector === "or if") groups.push([{ ...each, connector: "," }]);
    else groups.at(-1)!.push(each);
  }
  const parts = groups.flatMap((group) => joinTerms(group).slice(0, 1));
  if (parts.length < groups.length) return [];
  const notes = parts.flatMap(({ value }) => value.notes);
  const of = parts.map(({ value }) => value.expr);
  return [{ end: parts.at(-1)!.end, value: { kind: "expr", expr: { kind: "any", of }, notes } }];
}

function readTerm(reader: Reader, from: number, before: Term | undefined): Term | null {
  const at = skipFillers(reader, from);
  if (isWord(reader, at, "either", "both")) return readTerm(reader, at + 1, before);
  if (isWord(reader, at, "not")) return negated(reader, readTerm(reader, at + 1, before));
  return readBracket(reader, at) ?? phraseTerm(reader, at) ?? readOfList(reader, at) ??
    beingTerm(reader, at) ?? readComparison(reader, at) ??
    readFlag(reader, at) ??
    readEllipsis(reader, at, before);
}

function phraseTerm(reader: Reader, at: number): Term | null {
  const none = readNoneOf(reader, at);
  if (none) return { ...none.value, end: none.end };
  const found = readPhrase(reader, at);
  return found && { kind: "expr", expr: found.expr, notes: [], end: found.end };
}

function beingTerm(reader: Reader, at: number): Term | null {
  const found = readBeing(reader, at);
  return found && { kind: "expr", expr: found.expr, notes: [], end: found.end };
}

function negated(reader: Reader, term: Term | null): Term | null {
  if (!term) return null;
  const expr = ifPresent(reader, term.subject?.expr, { kind: "not", of: term.expr });
  return { ...term, expr, comparator: undefined };
}

/** "is not US" asks for a country that is another one; where nothing declares the field, a missing one is not meant. */
function ifPresent(reader: Reader, subject: Expr | undefined, expr: Expr): Expr {
  const isImplied = subject?.kind === "ref" && reader.vocabulary.get(subject.id)?.isImplied;
  return isImplied ? { kind: "all", of: [{ kind: "present", value: subject }, expr] } : expr;
}

function isNegative(comparator: Comparator): boolean {
  if (comparator.kind === "compare") return comparator.op === "ne";
  return (comparator.kind === "match" || comparator.kind === "oneOf" || comparator.kind === "test") &&
    comparator.negated === true;
}

function readBracket(reader: Reader, at: number): Term | null {
  if (!isWord(reader, at, "(")) return null;
  const inner = readConditions(reader, at + 1).find((found) => isWord(reader, found.end, ")"));
  return inner ? { ...inner.value, end: inner.end + 1 } : null;
}

function readOfList(reader: Reader, at: number): Term | null {
  const found = readListCondition(reader, at);
  return found && { ...found.value, end: found.end };
}

function readComparison(reader: Reader, at: number): Term | null {
  const [it, ...others] = isWord(reader, at, "it", "this") ? reader.subjects.values() : [];
  if (it && others.length === 0) return compareFrom(reader, at + 1, it);
  const left = readSum(reader, at) ?? readImplied(reader, at);
  return left && left.value.expr.kind !== "text" ? compareFrom(reader, left.end, left.value) : null;
}

/** What is compared with a value that stands before, from a token on. */
export function compareFrom(reader: Reader, at: number, subject: ExprRead): Term | null {
  const start = isWord(reader, at, "that", "which") ? at + 1 : at;
  for (const comparator of COMPARATORS) {
    for (const pattern of comparator.patterns) {
      const found = matchPrefix(reader, pattern, start);
      const term = found && buildTerm(reader, comparator, subject, found.value);
      if (term) reader.subjects.set(JSON.stringify(subject.expr), subject);
      if (term) return { ...term, end: found.end, subject, comparator };
    }
  }
  return null;
}

/** `is urgent`, `urgent`, `the order is express`: a boolean by its name. */
function readFlag(reader: Reader, from: number): Term | null {
  const entity =
    /^(order|customer|user|lead|request|it|he|she|they|ticket|client|applicant|member|item|parcel|message)$/;
  let at = from;
  if (entity.test(reader.tokens[at]?.lower ?? "") && isWord(reader, at + 1, "is", "has", "are")) at += 1;
  if (isWord(reader, at, "is", "has", "are")) at = skipFillers(reader, at + 1);
  const isNot = isWord(reader, at, "not");
  if (isNot) at = skipFillers(reader, at + 1);
  const known = reader.vocabulary.at(reader.tokens, at);
  if (known?.symbol.type !== "boolean") return null;
  const value: Expr = { kind: "ref", id: known.symbol.id };
  const expr: Expr = { kind: "compare", op: "eq", left: value, right: { kind: "boolean", value: true } };
  return { kind: "expr", expr: isNot ? { kind: "not", of: expr } : expr, notes: [], end: known.end };
}

/** "over 20 or under 5", "at least 18 and at most 65", "US or DE": goes on with what was compared before. */
function readEllipsis(reader: Reader, at: number, before: Term | undefined): Term | null {
  if (!before?.subject) return null;
  const again = compareFrom(reader, at, before.subject);
  if (again) return again;
  if (before.comparator?.kind !== "compare" || before.comparator.op !== "eq") return null;
  const value = matchPrefix(reader, "{right:operand}", at);
  // In "10 when it is a and 5 when it is b" the 5 belongs to the next case.
  if (value && isWord(reader, value.end, "if", "when")) return null;
  const term = value && buildTerm(reader, before.comparator, before.subject, value.value);
  return term
    ? { ...term, end: value.end, subject: before.subject, comparator: before.comparator, isValueOnly: true }
    : null;
}

function buildTerm(reader: Reader, comparator: Comparator, subject: ExprRead, match: Match): ExprRead | null {
  const notes = [...subject.notes, ...Object.values(match).flatMap((slot) => slot.notes)];
  if (comparator.assumes) notes.push({ kind: "assumed", text: comparator.assumes });
  const built = buildExpr(comparator, subject.expr, match);
  const expr = built && isNegative(comparator) ? ifPresent(reader, subject.expr, built) : built;
  return expr && { kind: "expr", expr, notes: linkUnits(notes, subject.expr) };
}

/** A unit that stood beside a compared number belongs to the value it was compared with. */
function linkUnits(notes: Note[], subject: Expr): Note[] {
  const ref = subject.kind === "ref" ? subject.id : undefined;
  return notes.map((note) => note.kind === "unit" && !note.ref ? { ...note, ref } : note);
}

function buildExpr(comparator: Comparator, left: Expr, match: Match): Expr | null {
  const right = exprOf(match.right);
  switch (comparator.kind) {
    case "compare":
      return right && { kind: "compare", op: comparator.op, left, right };
    case "length":
      return right &&
        { kind: "compare", op: comparator.op, left: { kind: "call", fn: "length", args: [left] }, right };
    case "between":
      return between(comparator.inclusive, left, exprOf(match.low), exprOf(match.high));
    case "multiple":
      return not(comparator.negated, multipleOf(left, comparator.of ?? numberOf(match.right)));
    case "match":
      return not(comparator.negated, matchOf(comparator.op, left, match.list));
    case "oneOf":
      return not(comparator.negated, oneOf(left, textsOf(match.list)));
    case "present":
      return not(comparator.negated, { kind: "present", value: left });
    case "test": {
      const test = comparator.build(left, match);
      return test && not(comparator.negated, test);
    }
    case "truth":
      return { kind: "compare", op: "eq", left, right: { kind: "boolean", value: comparator.value } };
  }
}

function numberOf(slot: SlotValue | undefined): string {
  return slot?.kind === "number" ? slot.value : "1";
}

/** A number is a multiple when a whole number of times gives all of it. */
function multipleOf(left: Expr, factor: string): Expr {
  const by: Expr = { kind: "number", value: Number(factor) === 0 ? "1" : factor };
  const times: Expr = { kind: "call", fn: "floor", args: [{ kind: "math", op: "divide", left, right: by }] };
  return { kind: "compare", op: "eq", left, right: { kind: "math", op: "multiply", left: times, right: by } };
}

function exprOf(slot: SlotValue | undefined): Expr | null {
  return slot?.kind === "expr" ? slot.expr : null;
}

function textsOf(slot: SlotValue | undefined): string[] {
  return slot?.kind === "texts" ? slot.values : slot?.kind === "text" ? [slot.value] : [];
}

/** "contains a or b" looks for any of them, "contains a and b" for all. */
function matchOf(op: MatchOp, value: Expr, list: SlotValue | undefined): Expr {
  const words = textsOf(list);
  if (list?.kind !== "texts" || !list.isAll || words.length < 2) return { kind: "match", op, value, words };
  return { kind: "all", of: words.map((word) => ({ kind: "match", op, value, words: [word] })) };
}

function not(isNegated: boolean | undefined, expr: Expr): Expr {
  return isNegated ? { kind: "not", of: expr } : expr;
}

function oneOf(left: Expr, texts: string[]): Expr {
  const of = texts.map((value): Expr => ({
    kind: "compare",
    op: "eq",
    left,
    right: { kind: "text", value },
  }));
  return of.length === 1 ? of[0]! : { kind: "any", of };
}

function between(isInclusive: boolean, left: Expr, low: Expr | null, high: Expr | null): Expr | null {
  if (!low || !high) return null;
  return {
    kind: "all",
    of: [
      { kind: "compare", op: isInclusive ? "ge" : "gt", left, right: low },
      { kind: "compare", op: isInclusive ? "le" : "lt", left, right: high },
    ],
  };
}
