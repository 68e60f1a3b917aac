/**
 * What each of several things is worth, in one sentence: "each correct answer is worth 4 points, a wrong one costs 1
 * point, and unanswered questions count for nothing". Every formula is what one of them adds.
 */
import type { Expr } from "../expr.ts";
import { readNumber } from "./numbers.ts";
import { readThing } from "./quantities.ts";
import { isWord, matchPrefix, type Parsed, type Reader, type SlotValue } from "./reader.ts";

type Formulas = Extract<SlotValue, { kind: "formulas" }>;

const EACH = "(each|every|a|an|one|any|per|all | for each | for every)";
const HEAD =
  "(answer|answers|question|questions|one|ones|item|items|reply|replies|response|responses|try|tries)";
const GIVES =
  "(is worth | are worth | gives | give | earns | earn | scores | score | brings | bring | counts [for] | count [for] | adds | add | gets | get | makes | yields | :|=|+)";
const COSTS =
  "(costs | cost | loses | lose | takes [away|off] | take (away|off) | subtracts | deducts | is worth minus | -)";
const NOTHING =
  "((counts|count) (for nothing | as (nothing|zero) | nothing) | (is|are) (worth nothing | ignored | not counted) | (gives|give|gets|get|scores|score|brings|bring|earns|earn) (nothing | no points | zero points | 0 points | 0) | (is|are) worth (0|zero|no) points | (does not | do not | doesn't | don't) count)";
const KEY = "worth";

const CUES = "worth points point nothing costs cost loses lose counts count".split(" ");

/** The longest list first; one thing by itself is read elsewhere. */
export function readWorths(reader: Reader, from: number): Parsed<Formulas>[] {
  if (!CUES.some((cue) => reader.words.has(cue))) return [];
  const found: Parsed<Formulas>[] = [];
  const formulas: Formulas["formulas"] = [];
  let items = 0;
  for (let at = from;;) {
    const item = readWorth(reader, at);
    if (!item) return found;
    items++;
    if (item.value) formulas.push({ name: { key: KEY, words: KEY }, expr: item.value });
    if (items > 1 && formulas.length > 0) {
      found.unshift({ end: item.end, value: { kind: "formulas", formulas: [...formulas], notes: [] } });
    }
    at = item.end;
    while (isWord(reader, at, ",", "and", ";", "but", "while")) at++;
  }
}

/** What all of one kind add; null for what counts for nothing. */
function readWorth(reader: Reader, from: number): Parsed<Expr | null> | null {
  const thing = readThing(reader, matchPrefix(reader, EACH, from)?.end ?? from);
  if (!thing) return null;
  const at = matchPrefix(reader, HEAD, thing.end)?.end ?? thing.end;
  const nothing = matchPrefix(reader, NOTHING, at);
  if (nothing) return { end: nothing.end, value: null };
  const costs = matchPrefix(reader, COSTS, at);
  const verb = costs ?? matchPrefix(reader, GIVES, at);
  const number = verb && readNumber(reader, verb.end);
  if (!number || number.value.isPercent) return null;
  const end = matchPrefix(reader, "[points|point] [each]", number.end)?.end ?? number.end;
  const rate: Expr = { kind: "number", value: costs ? `-${number.value.value}` : number.value.value };
  const all: Expr = { kind: "math", op: "multiply", left: thing.value.expr, right: rate };
  return { end, value: all };
}
