/**
 * What the name of a field says of its type, for fields that nothing else is said of: an "email" is a text, a "price" a
 * number, a "birthDate" a date. It is always stated, and gives way to anything that the requirements say.
 */
import { wordsOf } from "../text/vocabulary.ts";
import type { Attribute } from "./reader.ts";

const NUMBERS = new Set(
  ("price amount quantity qty age total subtotal cost budget salary income revenue weight height width length depth distance score " +
    "points count temperature balance percentage percent discount rate fee tax stock capacity duration hours minutes seconds days weeks months years " +
    "nights guests items pages seats rooms adults children kids people persons employees visits units mark marks grade size volume area speed debt loan principal " +
    "deposit tip bill turnover sales profit rating radius celsius fahrenheit kilometers kilometres kilograms kg km cm grams miles experience")
    .split(" "),
);
/** Names whose last word counts something, and names that are texts in spite of it. */
const TEXTS =
  /(?:id|code|name|number|type|unit|currency|size|grade|rating|key|label|text|note|status|range|group|level)$/i;
const DATES = new Set("date birthday dob birthdate deadline".split(" "));

/** The attributes that a name stands for, or none. */
export function attributesByName(name: string): Attribute[] {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (DATES.has(last) || /^(?:check|checked)$/.test(words[0] ?? "") && /^(?:in|out)$/.test(last)) {
    return [{ kind: "format", format: "date" }];
  }
  if (/^e-?mail$/.test(last) || (last === "address" && /^e-?mail$/.test(words.at(-2) ?? ""))) {
    return [{ kind: "format", format: "email" }];
  }
  const isCount = words[0] === "number" && words[1] === "of";
  const isNumber = isCount || (NUMBERS.has(last) && !TEXTS.test(last)) ||
    (words.length > 1 && last === "count");
  return isNumber ? [{ kind: "type", type: "number" }] : [];
}
