/** Parts that are added up: "a standing charge of £0.45 per day and £0.286 per unit used", "40% coursework and 60% exam". */
import { readSum } from "./formulas.ts";
import { percentFactor, readNumber } from "./numbers.ts";
import type { Expr } from "../expr.ts";
import type { Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { readImplied } from "./implied.ts";

type Read = Parsed<Extract<SlotValue, { kind: "expr" }>>;

export function readComponents(reader: Reader, from: number): Read[] {
  const parts: Read[] = [];
  const found: Read[] = [];
  let isAdded = false;
  for (let at = skipFillers(reader, from);;) {
    const part = readPart(reader, at);
    if (!part) return found;
    parts.push(part);
    if (parts.length > 1 && isAdded) found.unshift(sumOf(parts));
    let next = part.end;
    while (isWord(reader, next, ",", "and", "plus", "+", ";")) next++;
    if (next === part.end) return found;
    isAdded = isWord(reader, next - 1, "and", "plus", "+");
    at = skipFillers(reader, next);
  }
}

/** Shares of numbers, and nothing else: only they are added up without a word that says so. */
export function readWeights(reader: Reader, from: number): Read[] {
  return readWeight(reader, skipFillers(reader, from)) ? readComponents(reader, from) : [];
}

function readPart(reader: Reader, at: number): Read | null {
  return readWeight(reader, at) ?? readNamed(reader, at) ?? readSum(reader, at);
}

/** "40% coursework": a share of a number, without "of". */
function readWeight(reader: Reader, at: number): Read | null {
  const number = readNumber(reader, at);
  if (!number?.value.isPercent || isWord(reader, number.end, "of")) return null;
  const start = matchPrefix(reader, "[for|from]", number.end)?.end ?? number.end;
  const known = reader.vocabulary.at(reader.tokens, skipFillers(reader, start));
  const implied = known ? null : readImplied(reader, start);
  if (!known && !implied) return null;
  const left: Expr = known ? { kind: "ref", id: known.symbol.id } : implied!.value.expr;
  const right: Expr = { kind: "number", value: percentFactor(number.value.value) };
  const notes = implied?.value.notes ?? [];
  return {
    end: (known ?? implied)!.end,
    value: { kind: "expr", expr: { kind: "math", op: "multiply", left, right }, notes },
  };
}

/** "a standing charge of £0.45 per day": what the part is called changes nothing. */
function readNamed(reader: Reader, at: number): Read | null {
  const named = matchPrefix(reader, CALLED, at);
  return named && readSum(reader, named.end);
}

const CALLED =
  "[standing|fixed|base|basic|flat|one-off|booking|service|monthly|daily|weekly|delivery|handling|cleaning|starting|minimum|initial|call-out|callout] (charge|fee|price|rate|amount|cost|fare|fees|costs|premium|rent) of";

function sumOf(parts: readonly Read[]): Read {
  const expr = parts.map(({ value }) => value.expr).reduce((left, right) => ({
    kind: "math",
    op: "add",
    left,
    right,
  }));
  return {
    end: parts.at(-1)!.end,
    value: { kind: "expr", expr, notes: parts.flatMap(({ value }) => value.notes) },
  };
}
