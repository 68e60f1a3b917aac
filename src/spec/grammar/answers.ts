/**
 * What an answer holds, item by item, as people list it: "allowed, and reason, which is "ok" if allowed and otherwise
 * "late"", "net (the net price), vat and total, both rounded to 2 decimals", "open: true or open: false".
 */
import { Vocabulary } from "../text/vocabulary.ts";
import { readChains, readIfChains } from "./chains.ts";
import { compareFrom, readConditions } from "./conditions.ts";
import { readListValue } from "./lists/values.ts";
import { readNames } from "./names.ts";
import type { AnswerItem, Attribute, Name, Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix, skipFillers } from "./reader.ts";
import { readRounding } from "./rounding.ts";

type Answers = Extract<SlotValue, { kind: "answers" }>;

interface Item {
  item: AnswerItem;
  notes: Note[];
}

const LONGEST_LIST = 30;

/** The whole list first, then shorter ones. */
export function readAnswers(outer: Reader, from: number): Parsed<Answers>[] {
  const found: Parsed<Answers>[] = [];
  const reader = { ...outer, vocabulary: new Vocabulary(outer.vocabulary) };
  const items: Item[] = [];
  for (let at = skipFillers(reader, from); items.length < LONGEST_LIST;) {
    const next = readItem(reader, at);
    if (!next) return found;
    items.push(next.value);
    learn(reader.vocabulary, next.value.item);
    found.unshift(answersOf(next.end, items));
    const tail = readTail(reader, next.end);
    if (tail) found.unshift(answersOf(tail.end, items, tail.value));
    const end = tail?.end ?? next.end;
    const after = afterJoint(reader, end);
    if (after === end) return found;
    // In "a, rounded to 2 decimals, and b" only a is rounded.
    if (tail) items.splice(-1, 1, { ...next.value, item: { ...next.value.item, by: tail.value.by } });
    at = skipFillers(reader, after);
  }
  return found;
}

/** "subtotal (…), shipping (0 if the subtotal is 50 or more)": an answer may speak of those before it. */
function learn(vocabulary: Vocabulary, { name }: AnswerItem): void {
  if (!name.symbol) vocabulary.add({ id: `val.${name.key}`, key: name.key, role: "value" }, name.words);
}

function answersOf(
  end: number,
  items: readonly Item[],
  tail?: { by: AnswerItem["by"]; notes: Note[] },
): Parsed<Answers> {
  const isOne = items.length === 1;
  const all = items.map(({ item }) => tail && (isOne || !item.by) ? { ...item, by: tail.by } : item);
  const notes = [...items.flatMap((each) => each.notes), ...(tail?.notes ?? [])];
  return { end, value: { kind: "answers", items: all, notes } };
}

function afterJoint(reader: Reader, from: number): number {
  let at = from;
  while (isWord(reader, at, ",", "and", "&", ";", "plus") || matchAlongWith(reader, at)) {
    at = matchAlongWith(reader, at) ?? at + 1;
  }
  return at;
}

function matchAlongWith(reader: Reader, at: number): number | null {
  return matchPrefix(reader, "(together with | along with | as well as)", at)?.end ?? null;
}

/** ", all rounded to 2 decimals", "(both to the cent)": said of every item before it. */
function readTail(reader: Reader, from: number): Parsed<{ by: AnswerItem["by"]; notes: Note[] }> | null {
  const at = isWord(reader, from, ",", ";", "-") ? from + 1 : from;
  const start = matchPrefix(reader, "[and] [each|both|all] [of (them|these|which)] [is|are] ", at)?.end ?? at;
  const isAll = reader.tokens.slice(at, start).some(({ lower }) => ["each", "both", "all"].includes(lower));
  const [rounding] = readRounding(reader, isAll ? start : at);
  return rounding
    ? { end: rounding.end, value: { by: rounding.value.apply, notes: rounding.value.notes } }
    : null;
}

/** "items with their line totals": what each entry has is answered with it. */
function withMembers(reader: Reader, at: number, plain: Item): Parsed<Item> | null {
  const { symbol } = plain.item.name;
  const found = symbol?.entry && matchPrefix(reader, "[,] [each] (with|including) (their|its)", at);
  const member = found && reader.vocabulary.within(symbol).at(reader.tokens, found.end);
  return member?.symbol.role === "member" ? { end: member.end, value: plain } : null;
}

/** "the most expensive item as `top`". */
function readNamedValue(reader: Reader, from: number): Parsed<Item> | null {
  const value = readListValue(reader, from);
  const called = value && matchPrefix(reader, "(as|called|named) {name:newName}", value.end);
  const name = called?.value.name;
  if (!value || name?.kind !== "name") return null;
  const item: AnswerItem = { name: name.name, attributes: [], value: value.value.expr };
  return { end: called!.end, value: { item, notes: [...value.value.notes, ...name.notes] } };
}

function readItem(reader: Reader, from: number): Parsed<Item> | null {
  if (isWord(reader, from, "rounded", "rounding", "both", "all", "each", "only", "just")) return null;
  const named = readNamedValue(reader, from);
  if (named) return named;
  for (const name of readNames(reader, from)) {
    if (/\brounded\b/i.test(name.value.name.words)) continue;
    const plain: Item = { item: { name: name.value.name, attributes: [] }, notes: name.value.notes };
    const valued = readGiven(reader, name.end, plain) ?? readGloss(reader, name.end, plain) ??
      readApposition(reader, name.end, plain);
    const whole = withMembers(reader, name.end, plain);
    if (whole) return whole;
    const last = reader.tokens[name.end];
    const isWhole = last === undefined || last.kind === "symbol" ||
      isWord(reader, name.end, "and", "together", "along", "as", "rounded", "to", "with", "plus");
    if (valued) return valued;
    if (isWhole || name.value.name.symbol) return { end: name.end, value: plain };
  }
  return null;
}

const IS_GIVEN =
  "[,] (which (is|are|equals|should be|must be|will be) [always|simply|just] | that is | being | : | = | (set|equal) to | i.e. | namely | - ) [always|simply|just]";

/** "total, which is price plus vat", "currency: always "GBP"", "passed: whether the mark is at least 50". */
function readGiven(reader: Reader, at: number, plain: Item): Parsed<Item> | null {
  const given = matchPrefix(reader, IS_GIVEN, at);
  if (!given) return null;
  const either = trueOrFalse(reader, given.end, plain.item.name);
  if (either) return { end: either, value: { ...plain, item: { ...plain.item, attributes: BOOLEAN } } };
  const value = readValue(reader, given.end);
  return value &&
    {
      end: value.end,
      value: { item: { ...plain.item, ...value.value.given }, notes: [...plain.notes, ...value.value.notes] },
    };
}

/** "total, the sum of the numbers, and count": what follows the comma is no name, so it says what the total is. */
function readApposition(reader: Reader, at: number, plain: Item): Parsed<Item> | null {
  if (!isWord(reader, at, ",") || !isWord(reader, at + 1, "the", "a", "an", "how")) return null;
  const value = readValue(reader, at + 1);
  const given = value?.value.given.value;
  if (!value || !given || given.kind === "ref" || given.kind === "text") return null;
  return {
    end: value.end,
    value: { item: { ...plain.item, ...value.value.given }, notes: [...plain.notes, ...value.value.notes] },
  };
}

type Given = Parsed<{ given: Pick<AnswerItem, "value" | "branches" | "otherwise">; notes: Note[] }>;

function readValue(reader: Reader, from: number): Given | null {
  const whether = isWord(reader, skipFillers(reader, from), "whether")
    ? readConditions(reader, skipFillers(reader, from) + 1)[0]
    : undefined;
  if (whether) {
    return { end: whether.end, value: { given: { value: whether.value.expr }, notes: whether.value.notes } };
  }
  const [chain] = [...readChains(reader, from), ...readIfChains(reader, from)].toSorted((a, b) =>
    b.end - a.end
  );
  const [plain] = reader.slots.value!(reader, from);
  if (chain && chain.end > (plain?.end ?? 0)) {
    const { branches, otherwise, notes } = chain.value;
    return { end: chain.end, value: { given: { branches, otherwise }, notes } };
  }
  const isLoose = plain?.value.notes.some(({ kind, text }) =>
    kind === "literal" && !/^[A-Z]{2,}$/.test(text)
  );
  return plain?.value.kind === "expr" && !isLoose
    ? { end: plain.end, value: { given: { value: plain.value.expr }, notes: plain.value.notes } }
    : null;
}

const BOOLEAN: Attribute[] = [{ kind: "type", type: "boolean" }];

/** "open: true or open: false" says only that it is one of the two. */
function trueOrFalse(reader: Reader, at: number, name: Name): number | null {
  const both = matchPrefix(reader, "true|yes (or|/) [{again:name}] [:|=|is] false|no", at);
  const again = both?.value.again;
  const isSame = again?.kind !== "name" || again.name.key === name.key;
  return both && isSame ? both.end : null;
}

/** "eligible (true or false)", "net (the net price)", "total (number)". */
function readGloss(reader: Reader, at: number, plain: Item): Parsed<Item> | null {
  if (!isWord(reader, at, "(")) return null;
  const attributes = reader.slots.attributes!(reader, at).find(({ end }) => isWord(reader, end - 1, ")"));
  if (
    attributes?.value.kind === "attributes" && attributes.value.attributes.length > 0 &&
    attributes.value.attributes.every(({ kind }) => kind === "type" || kind === "options")
  ) {
    return {
      end: attributes.end,
      value: { ...plain, item: { ...plain.item, attributes: attributes.value.attributes } },
    };
  }
  const value = readValue(reader, at + 1);
  if (value && isWord(reader, value.end, ")")) {
    return {
      end: value.end + 1,
      value: { item: { ...plain.item, ...value.value.given }, notes: [...plain.notes, ...value.value.notes] },
    };
  }
  return agedGloss(reader, at, plain) ?? roundedGloss(reader, at, plain);
}

/** "adult (18 or older)": who is older is said of the age. */
function agedGloss(reader: Reader, at: number, plain: Item): Parsed<Item> | null {
  const age = reader.vocabulary.find("age");
  const subject = age && { kind: "expr" as const, expr: { kind: "ref" as const, id: age.id }, notes: [] };
  const term = subject && compareFrom(reader, at + 1, subject);
  if (!term || !isWord(reader, term.end, ")") || !isWord(reader, term.end - 1, "older", "younger")) {
    return null;
  }
  const item: AnswerItem = { ...plain.item, value: term.expr };
  return { end: term.end + 1, value: { item, notes: [...plain.notes, ...term.notes] } };
}

function roundedGloss(reader: Reader, at: number, plain: Item): Parsed<Item> | null {
  const [rounding] = readRounding(reader, at);
  return rounding
    ? {
      end: rounding.end,
      value: {
        item: { ...plain.item, by: rounding.value.apply },
        notes: [...plain.notes, ...rounding.value.notes],
      },
    }
    : null;
}
