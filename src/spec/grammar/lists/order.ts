/** In which order: "sorted by price from low to high, then by name", "highest first", "alphabetically". */
import type { SortKey } from "../../list_expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import { readProduct } from "../formulas.ts";
import type { Note, Parsed, Reader } from "../reader.ts";
import { isWord, matchPrefix, skipFillers } from "../reader.ts";
import { entryOf, inside, isOfRecords, ref, speaksOf } from "./scope.ts";
import { memberFor, readSuperlative } from "./superlatives.ts";

export interface Order {
  by: SortKey[];
  notes: Note[];
}

const DIRECTIONS: readonly { words: string; descending: boolean }[] = [
  { words: "[in] descending [alphabetical|numerical] [order]", descending: true },
  { words: "[in] ascending [alphabetical|numerical] [order]", descending: false },
  { words: "[in] desc [order]", descending: true },
  { words: "[in] asc [order]", descending: false },
  { words: "[in] decreasing|falling [order]", descending: true },
  { words: "[in] increasing|rising [order]", descending: false },
  { words: "[in] reverse [alphabetical] order", descending: true },
  { words: "LPAR (descending|desc) RPAR", descending: true },
  { words: "LPAR (ascending|asc) RPAR", descending: false },
  { words: "[in] [a] alphabetical order", descending: false },
  { words: "alphabetically|numerically", descending: false },
  { words: "[from] a (to|-) z", descending: false },
  { words: "[from] z (to|-) a", descending: true },
  {
    words:
      `[from] [the] (high|highest|largest|biggest|greatest|most expensive|expensive) (to|-) [the] (low|lowest|smallest|least|least expensive|cheapest)`,
    descending: true,
  },
  {
    words:
      `[from] [the] (low|lowest|smallest|least|least expensive|cheapest|cheap) (to|-) [the] (high|highest|largest|biggest|greatest|most expensive|expensive)`,
    descending: false,
  },
];
const FIRSTS: readonly { words: string; descending: boolean }[] = [
  {
    words:
      "(high|highest|largest|biggest|greatest|most|longest|newest|latest|oldest|most expensive|most recent|best) [ones|one|values] first",
    descending: true,
  },
  {
    words:
      "(low|lowest|smallest|least|fewest|cheapest|shortest|earliest|youngest|worst) [ones|one|values] first",
    descending: false,
  },
];
const SORTED = "[and|then] (sorted|ordered|ranked|arranged|sort|order|rank)";
const BY = "(by|on | according to | based on | in order of)";

/** An order that is said with a verb: "sorted by price". */
export function readSorted(reader: Reader, from: number, base: Symbol): Parsed<Order> | null {
  const verb = matchPrefix(reader, `[,|;] ${SORTED}`, from);
  return verb && readOrder(reader, verb.end, base);
}

/** "by price descending, then by name", "alphabetically", "from high to low", "by price, cheapest first". */
export function readOrder(reader: Reader, from: number, base: Symbol): Parsed<Order> | null {
  const lead = matchPrefix(reader, BY, from);
  if (lead) return readKeys(reader, lead.end, base);
  const direction = directionAt(reader, from, base);
  if (!direction) return null;
  const key = isOfRecords(base) ? direction.value.member : entryOf(base);
  if (!key) return null;
  const ties = tiesAt(reader, direction.end, base);
  const by = [{ value: key, descending: direction.value.descending }, ...(ties ? [ties.value] : [])];
  return { end: ties?.end ?? direction.end, value: { by, notes: [] } };
}

function readKeys(reader: Reader, from: number, base: Symbol): Parsed<Order> | null {
  const by: SortKey[] = [];
  const notes: Note[] = [];
  let end = from;
  for (let at = from;;) {
    const key = readKey(reader, at, base);
    if (!key) break;
    by.push(key.value.key);
    notes.push(...key.value.notes);
    end = key.end;
    const next = matchPrefix(reader, `[,|;] [and] (then|next|afterwards) [${BY}]`, end) ??
      matchPrefix(reader, `[,|;] and ${BY}`, end) ?? matchPrefix(reader, "[,] and", end) ??
      matchPrefix(reader, ",", end);
    if (!next) break;
    at = next.end;
  }
  if (by.length === 0) return null;
  const ties = tiesAt(reader, end, base);
  return ties ? { end: ties.end, value: { by: [...by, ties.value], notes } } : { end, value: { by, notes } };
}

const TIES = [
  "[,|;] [with] [any] (ties|tie|draws) [being] [are|is] (broken|resolved|decided|sorted|ordered|settled) by",
  "[,|;] {entry:entry} with [the] same {member:newName} (are|is) (sorted|ordered|listed) by",
  "[,|;] [in] (case of|on) (ties|a tie|equal values) [,] by",
];

/** "ties broken by name". */
function tiesAt(reader: Reader, from: number, base: Symbol): Parsed<SortKey> | null {
  for (const words of TIES) {
    const found = matchPrefix(reader, words, from);
    const key = found && readKey(reader, found.end, base);
    if (key) return { end: key.end, value: key.value.key };
  }
  return null;
}

function readKey(reader: Reader, from: number, base: Symbol): Parsed<{ key: SortKey; notes: Note[] }> | null {
  const inner = inside(reader, base);
  const before = directionAt(reader, from, base);
  const start = before && !before.value.member ? before.end : from;
  const value = readProduct(inner, skipFillers(inner, start), 0);
  if (!value || !speaksOf(base, value.value.expr)) return null;
  const direction = directionAfter(reader, value.end, base);
  const descending = direction?.value.descending ?? before?.value.descending ?? false;
  const key = { value: value.value.expr, descending };
  const isSaid = direction !== null || before !== null;
  const notes: Note[] = isSaid
    ? []
    : [{ kind: "assumed", text: "what is sorted goes from low to high where nothing else is said" }];
  return { end: direction?.end ?? value.end, value: { key, notes: [...value.value.notes, ...notes] } };
}

function directionAfter(reader: Reader, from: number, base: Symbol) {
  return directionAt(reader, from, base) ??
    directionAt(reader, isWord(reader, from, ",") ? from + 1 : from, base);
}

/** A direction, with the member that it names itself: "cheapest first" is about a price, "longest service first" about a service. */
function directionAt(
  reader: Reader,
  from: number,
  base: Symbol,
): Parsed<{ descending: boolean; member?: SortKey["value"] }> | null {
  for (const { words, descending } of DIRECTIONS) {
    const found = matchPrefix(reader, words, from);
    if (found) return { end: found.end, value: { descending } };
  }
  const first = readFirst(reader, from, base);
  if (first) return first;
  for (const { words, descending } of FIRSTS) {
    const found = matchPrefix(reader, words, from);
    if (found) return { end: found.end, value: { descending } };
  }
  return null;
}

/** "cheapest first", "highest score first". */
function readFirst(
  reader: Reader,
  from: number,
  base: Symbol,
): Parsed<{ descending: boolean; member?: SortKey["value"] }> | null {
  if (!isOfRecords(base)) return null;
  const superlative = readSuperlative(reader, from);
  if (!superlative) return null;
  const inner = inside(reader, base);
  const named = inner.vocabulary.at(inner.tokens, skipFillers(inner, superlative.end));
  const member = named?.symbol.role === "member" ? named : null;
  const end = member?.end ?? superlative.end;
  const first = matchPrefix(reader, "[ones|one|values] first", end);
  const symbol = member?.symbol ?? memberFor(superlative.value, base);
  if (!first) return null;
  return {
    end: first.end,
    value: { descending: superlative.value.descending, ...(symbol ? { member: ref(symbol.id) } : {}) },
  };
}
