/** The value that lists the fields which are missing, for sentences that speak of it without naming it. */
import type { Name, Parsed, Reader } from "./reader.ts";
import { newNames, readNames } from "./names.ts";

const LIST = /missing|absent|lacking|incomplete/i;
const COUNT = /count|number|total|how_?many/i;

/** The one such list, by its name or without a word of it. */
export function missingListSlot(reader: Reader, from: number): Parsed[] {
  const [only, second] = reader.vocabulary.symbols().filter(({ key, role, type }) =>
    role === "value" && LIST.test(key) && !COUNT.test(key) && (type === undefined || type === "string_list")
  );
  if (!only || second) return [];
  const named = reader.vocabulary.at(reader.tokens, from);
  const end = named?.symbol.id === only.id ? named.end : from;
  return [{ end, value: { kind: "expr", expr: { kind: "ref", id: only.id }, notes: [] } }];
}

/** A name as an answer has it: in quotes, or one of the words that otherwise say something: `missing`. */
export function answerNameSlot(reader: Reader, from: number): Parsed[] {
  const known = readNames(reader, from).filter(({ value }) => value.name.symbol);
  const token = reader.tokens[from];
  const isName = token && (token.kind === "quoted" || token.kind === "word") && KEY.test(token.text);
  if (known.length > 0 || !isName) return known.length > 0 ? known : newNames(reader, from);
  const own: Parsed = {
    end: from + 1,
    value: { kind: "name", name: nameOf(reader, token.text), notes: [] },
  };
  return [own, ...newNames(reader, from)];
}

function nameOf({ vocabulary }: Reader, key: string): Name {
  const symbol = vocabulary.get(`val.${key}`);
  return { key, words: key, ...(symbol ? { symbol } : {}) };
}

const KEY = /^[A-Za-z_][A-Za-z0-9_]{2,40}$/;

/** "missingCount", whose name says what it counts. */
export function missingCountSlot(reader: Reader, from: number): Parsed[] {
  return answerNameSlot(reader, from).filter(({ value }) =>
    value.kind === "name" && LIST.test(value.name.key) && COUNT.test(value.name.key)
  );
}
