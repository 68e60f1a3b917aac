/** Words in brackets that explain a name and ask for nothing: "companySize (number of employees)", "budget (EUR)". */
import type { Token } from "../text/tokens.ts";
import type { Attribute, Reader } from "./reader.ts";
import { isWord } from "./reader.ts";
import { UNITS } from "./words.ts";

const LONGEST_GLOSS = 8;

/** Where the explanation that starts here ends; `null` where the words are none. */
export function glossEnd(reader: Reader, from: number): number | null {
  let end = from;
  while (end < from + LONGEST_GLOSS && explains(reader.tokens[end])) end++;
  const isOne = end === from + 1;
  if (end === from || (isOne && !isMeasure(reader.tokens[from]!))) return null;
  return isWord(reader, end, ")", ",", ";", "-", ":") ? end : null;
}

/** A count is a number, and so is what has a currency or a unit. */
export function glossType(tokens: readonly Token[]): Attribute[] {
  const [first, second] = tokens.map(({ lower }) => lower);
  const isCount = (first === "number" && second === "of") || (first === "how" && second === "many");
  const isNumber = isCount || (tokens.length === 1 && isMeasure(tokens[0]!));
  return isNumber ? [{ kind: "type", type: "number" }] : [];
}

const MEASURES = new Set("eur usd gbp chf jpy sek nok dkk pln aud cad celsius fahrenheit kwh bmi".split(" "));

function isMeasure({ lower }: Token): boolean {
  return MEASURES.has(lower) || Object.hasOwn(UNITS, lower);
}

/** Words that a limit, a kind of value or a rule is made of explain nothing by themselves. */
const BINDING = new Set(
  ("must should shall will can cannot may might not no never only always if when unless otherwise else default defaults required optional mandatory " +
    "positive negative unique sorted list array object objects string text integer boolean date email url uuid enum least most more less " +
    "than over under above below between max maximum min minimum up exactly either or true false yes whole even odd divisible multiple " +
    "lowercase uppercase trimmed empty blank null future past valid format digits digit characters letters letter code decimal decimals rounded " +
    "cents pence pennies inclusive exclusive minus plus times divided multiplied sum difference product total average per rate is are")
    .split(" "),
);

function explains(token: Token | undefined): boolean {
  return token?.kind === "word" && !token.isName && !BINDING.has(token.lower);
}
