import type { Parsed, Reader } from "./reader.ts";
import { NUMBER_WORDS, UNITS } from "./words.ts";

/** A number as written, with what stood around it. `value` is a decimal string. */
export interface NumberRead {
  value: string;
  unit?: string;
  isPercent: boolean;
}

/** `1,000`, `-5`, `$20`, `10k`, `2.5 million`, `30 days`, `15%`, `15 percent`, `five`. */
export function readNumber(reader: Reader, from: number): Parsed<NumberRead> | null {
  const { tokens } = reader;
  let at = from;
  const isNegative = tokens[at]?.lower === "-";
  if (isNegative) at++;
  const currency = ["$", "€", "£"].find((sign) => tokens[at]?.lower === sign);
  if (currency) at++;
  const digits = digitsAt(reader, at);
  if (digits === null) return null;
  const scaled = scaleAt(reader, at + 1, at);
  const value = (isNegative ? "-" : "") + shift(digits, scaled.zeros);
  return withUnit(reader, scaled.end, value, currency ? UNITS[currency] : undefined);
}

function digitsAt(reader: Reader, at: number): string | null {
  const token = reader.tokens[at];
  if (token?.kind === "number") {
    // "1.000" is a thousand to some and one to others.
    return token.text.length <= 15 && !/^[1-9]\d{0,2}\.000$/.test(token.text) ? token.text : null;
  }
  if (token?.kind !== "word" || reader.tokens[at + 1]?.lower === "of") return null;
  return Object.hasOwn(NUMBER_WORDS, token.lower) ? NUMBER_WORDS[token.lower]! : null;
}

function scaleAt(reader: Reader, at: number, numberAt: number): { end: number; zeros: number } {
  const token = reader.tokens[at];
  const touches = token !== undefined && token.start === reader.tokens[numberAt]!.end;
  if (token && touches && /^k$/i.test(token.text)) return { end: at + 1, zeros: 3 };
  if (token && touches && token.text === "M") return { end: at + 1, zeros: 6 };
  if (token?.lower === "thousand") return { end: at + 1, zeros: 3 };
  if (token?.lower === "million") return { end: at + 1, zeros: 6 };
  return { end: at, zeros: 0 };
}

function shift(digits: string, zeros: number): string {
  const [whole = "0", fraction = ""] = digits.split(".");
  const moved = whole + fraction.slice(0, zeros).padEnd(zeros, "0");
  const rest = fraction.slice(zeros);
  const clean = moved.replace(/^0+(?=\d)/, "");
  return rest ? `${clean}.${rest}` : clean;
}

function withUnit(reader: Reader, at: number, value: string, currency?: string): Parsed<NumberRead> {
  const next = reader.tokens[at]?.lower ?? "";
  if (next === "%" || next === "percent") return { end: at + 1, value: { value, isPercent: true } };
  const unit = Object.hasOwn(UNITS, next) ? UNITS[next] : undefined;
  const isName = unit !== undefined && reader.vocabulary.at(reader.tokens, at) !== null;
  if (unit && !isName && (!currency || unit === currency)) {
    return { end: at + 1, value: { value, unit, isPercent: false } };
  }
  return { end: at, value: { value, unit: currency, isPercent: false } };
}

/** A percentage as a factor: 15 is 0.15. */
export function percentFactor(value: string): string {
  const sign = value.startsWith("-") ? "-" : "";
  const [whole = "0", fraction = ""] = value.replace("-", "").split(".");
  const padded = whole.padStart(3, "0");
  const digits = `${padded.slice(0, -2)}.${padded.slice(-2)}${fraction}`;
  return sign + digits.replace(/0+$/, "").replace(/\.$/, "");
}
