/** What is to be paid, when it is not named in full: "the price", "the cost", or nothing at all in "get 10% off". */
import { canonical, type Symbol, wordsOf } from "../text/vocabulary.ts";
import { readNumber } from "./numbers.ts";
import type { Parsed, Reader, SlotValue } from "./reader.ts";
import { skipFillers } from "./reader.ts";

type Named = Extract<SlotValue, { kind: "name" }>;

const MONEY = "price cost costs total fee amount charge fare bill postage shipping pay rent premium toll"
  .split(" ");

/** A value by its name, by the last word of its name, or the one amount of money that is worked out. */
export function readPayable(reader: Reader, from: number): Parsed<Named>[] {
  const at = skipFillers(reader, from);
  const known = reader.vocabulary.at(reader.tokens, at);
  if (known) return known.symbol.role === "value" ? [named(known.symbol, known.end)] : [];
  const word = reader.tokens[at]?.lower ?? "";
  if (!MONEY.includes(word)) return [];
  const values = payables(reader);
  const [only, second] = values.filter(({ key }) => canonical(wordsOf(key).at(-1)!) === canonical(word));
  if (only) return second ? [] : [named(only, at + 1)];
  return values.length === 1 ? [named(values[0]!, at + 1)] : [];
}

/** Of a text that works out one amount of money, that amount. */
export function readSolePayable(reader: Reader, from: number): Parsed<Named>[] {
  const [only, second] = payables(reader);
  return only && !second ? [named(only, from)] : [];
}

function payables(reader: Reader): Symbol[] {
  return reader.vocabulary.symbols().filter(({ role, key, id }) =>
    role === "value" && id.startsWith("val.") && wordsOf(key).some((word) => MONEY.includes(word))
  );
}

function named(symbol: Symbol, end: number): Parsed<Named> {
  const note = { kind: "assumed" as const, text: `what is paid is ${symbol.key}` };
  return {
    end,
    value: { kind: "name", name: { key: symbol.key, words: symbol.key, symbol }, notes: [note] },
  };
}

const CURRENCIES = new Set(["USD", "EUR", "GBP"]);

/** An amount of money in full units: "£48", "35 dollars"; of "5 cents" it isn't known what the whole is in. */
export function readAmount(reader: Reader, from: number): Parsed[] {
  const number = readNumber(reader, from);
  if (!number || number.value.isPercent) return [];
  const { value, unit } = number.value;
  if (unit !== undefined && !CURRENCIES.has(unit)) return [];
  return [{ end: number.end, value: { kind: "number", value, notes: [] } }];
}

/** An amount that says in which money it is: what "costs 1" may as well be a point. */
export function readMoney(reader: Reader, from: number): Parsed[] {
  return CURRENCIES.has(readNumber(reader, from)?.value.unit ?? "") ? readAmount(reader, from) : [];
}
