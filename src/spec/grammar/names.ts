import { keyOf } from "../text/vocabulary.ts";
import type { Name, Note, Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, skipFillers } from "./reader.ts";
import { NUMBER_WORDS, RESERVED } from "./words.ts";

type NameRead = Parsed<Extract<SlotValue, { kind: "name" }>>;

const LONGEST_NAME = 5;

/** A known name, or up to five plain words that may become one; the longest first. */
export function readNames(reader: Reader, from: number): NameRead[] {
  const known = reader.vocabulary.at(reader.tokens, from);
  if (known) {
    const { symbol, end } = known;
    return [named(reader, from, end, { key: symbol.key, words: wordsOf(reader, from, end), symbol })];
  }
  return newNames(reader, from);
}

/** Verbs that no name starts with: in "return area = …" the name is "area". */
const ORDERS = new Set(
  ("return returns returning respond responds reject rejects calculate calculates compute computes determine determines accept accepts " +
    "receive receives takes validate validates ensure subtract multiply divide convert converts apply applies give gives called named tell tells say says show shows decide decides reply replies produce produces find finds")
    .split(" "),
);

/** A name that the statement makes known. One written as a name (`companySize`) is never longer than itself. */
export function newNames(reader: Reader, from: number): NameRead[] {
  const found: NameRead[] = [];
  const first = reader.tokens[from];
  if (first && !first.isName && (ORDERS.has(first.lower) || Object.hasOwn(NUMBER_WORDS, first.lower))) {
    return [];
  }
  const longest = first?.isName ? 1 : LONGEST_NAME;
  for (let end = from; end < from + longest && isNameWord(reader, end);) {
    end++;
    const isFlag = end - from > 1 && isWord(reader, end - 1, "flag");
    const key = keyOf(reader.tokens.slice(from, isFlag ? end - 1 : end));
    if (
      /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(key) && key !== "__proto__" && key !== "constructor" &&
      key !== "prototype" && key !== "wholeNumber"
    ) {
      found.unshift(named(reader, from, end, { key, words: wordsOf(reader, from, end) }));
    }
  }
  return found.toSorted((a, b) => Number(endsInType(reader, from, a)) - Number(endsInType(reader, from, b)));
}

/** What something is said to be *of* when the two are one field: "years of experience", "date of birth". */
const OF_SOMETHING = new Set(
  "years months number date place country type name method mode level city time proof state day year purpose source reason"
    .split(" "),
);

/** "number of guests", the name of a field: `numberOfGuests`. */
export function nameOf(reader: Reader, from: number): NameRead | undefined {
  const [head, of, rest] = reader.tokens.slice(from, from + 3);
  if (!head || head.isName || !OF_SOMETHING.has(head.lower) || of?.lower !== "of" || !rest) return undefined;
  if (rest.kind !== "word" || rest.isName || !isNameWord(reader, from + 2)) return undefined;
  const end = from + 3;
  const key = keyOf(reader.tokens.slice(from, end));
  return named(reader, from, end, { key, words: wordsOf(reader, from, end) });
}

/** Words that are types and nothing else: in "qty int" the name is "qty", in "phone number" it is all of it. */
const TYPES = new Set("int integer num str string bool boolean float decimal numeric".split(" "));

function endsInType(reader: Reader, from: number, { end }: NameRead): boolean {
  return end - from > 1 && TYPES.has(reader.tokens[end - 1]!.lower);
}

function isNameWord(reader: Reader, at: number): boolean {
  const token = reader.tokens[at];
  return token?.kind === "word" && (token.isName || !RESERVED.has(token.lower)) && !token.text.includes("'");
}

function wordsOf(reader: Reader, from: number, end: number): string {
  return reader.tokens.slice(from, end).map((token) => token.text).join(" ");
}

function named(reader: Reader, from: number, end: number, name: Name): NameRead {
  const notes: Note[] = end - from > 1 && !name.symbol
    ? [{ kind: "assumed", text: `"${wordsOf(reader, from, end)}" has the JSON key "${name.key}"` }]
    : [];
  return { end, value: { kind: "name", name, notes } };
}

/** "score, grade and next steps": the longest list first. */
export function readNameList(reader: Reader, from: number): Parsed<Extract<SlotValue, { kind: "names" }>>[] {
  const found: Parsed<Extract<SlotValue, { kind: "names" }>>[] = [];
  const names: Name[] = [];
  const notes: Note[] = [];
  let at = skipFillers(reader, from);
  for (let next = readNames(reader, at)[0]; next; next = readNames(reader, at)[0]) {
    names.push(next.value.name);
    notes.push(...next.value.notes);
    found.unshift({ end: next.end, value: { kind: "names", names: [...names], notes: [...notes] } });
    let after = next.end;
    while (isWord(reader, after, ",", "and", "&", ";")) after++;
    if (after === next.end) break;
    at = skipFillers(reader, after);
  }
  return found;
}
