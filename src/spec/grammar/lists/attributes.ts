/** Properties of lists: of what they are, what each entry has, and how many entries there may be. */
import type { ValueType } from "../../schema.ts";
import type { AttributeRow } from "../attributes.ts";
import type { Attribute, Match, SlotValue } from "../reader.ts";

export const LIST = "list|array|collection|series|sequence";
const EACH =
  "[, | ;] [where|in which|and] [each | every | each one | every one | each of them | each of which | all of them | all] [item|entry|one|object|element|of them]";
const HAVING =
  "(with|having|has|have|containing|contains|contain | that has | that have | that contain | which has | which have | made of | made up of | consisting of | including | described by | :)";
const FOLLOWING = "[following] [fields|properties|keys|attributes|columns] [:]";
const WITH = `${EACH} ${HAVING} ${FOLLOWING}`;
const ENTRIES = "items|entries|elements|values|records|objects|numbers|rows|strings | of them";

export const LIST_ATTRIBUTES: readonly AttributeRow[] = [
  {
    patterns: [
      `(${LIST}) of (integers | whole numbers | ints)`,
      "(integer|int) (list|array)",
      "(integer|int) LBRA RBRA",
    ],
    build: () => typed("integer_list"),
  },
  {
    patterns: [
      `(${LIST}) of [decimal] (numbers|decimals|floats|amounts|number|prices)`,
      "(number|numeric) (list|array)",
      "number LBRA RBRA",
    ],
    build: () => typed("number_list"),
  },
  {
    patterns: [`(${LIST}) of positive numbers`],
    build: () => [...typed("number_list"), { kind: "range", min: "0", minExclusive: true }],
  },
  {
    patterns: [`(${LIST}) of [valid] (emails | e-mails | email addresses | e-mail addresses)`],
    build: () => [...typed("string_list"), { kind: "format", format: "email" }],
  },
  {
    patterns: [`(${LIST}) of dates`],
    build: () => [...typed("string_list"), { kind: "format", format: "date" }],
  },
  {
    patterns: [`(${LIST}) of (strings|string|text|texts|words|names|tags)`],
    build: () => typed("string_list"),
  },
  {
    patterns: [
      `(${LIST}) of {noun:entryNoun} [LPAR] LCUR {members:members} [,] RCUR [RPAR]`,
      `(${LIST}) of LCUR {members:members} [,] RCUR`,
      `(${LIST}) of {noun:entryNoun} LPAR [each] [${HAVING}] ${FOLLOWING} {members:members} RPAR`,
      `(${LIST}) of {noun:entryNoun} ${WITH} {members:members}`,
      "LCUR {members:members} [,] RCUR LBRA RBRA",
      "LBRA LCUR {members:members} [,] RCUR [, ...] RBRA",
      `(${LIST}) ${WITH} {members:members}`,
    ],
    build: (match) => [...typed("record_list"), ...membersOf(match.members)],
  },
  {
    patterns: [
      `object ${HAVING} ${FOLLOWING} {members:members}`,
      "[object] LCUR {members:members} [,] RCUR",
    ],
    build: (match) => [...typed("record"), ...membersOf(match.members)],
  },
  { patterns: ["[json] object"], build: () => typed("record") },
  { patterns: [`(${LIST}) of {noun:entryNoun}`, `(${LIST})`], build: () => [{ kind: "list" }] },
  {
    patterns: [
      `[between|from] {low:number} (to|-|and) {high:number} (${ENTRIES})`,
    ],
    build: (match) => items(numberOf(match, "low"), numberOf(match, "high")),
  },
  {
    patterns: [
      `(at least | minimum [of] | min | no fewer than | not fewer than) {low:number} (${ENTRIES})`,
    ],
    build: (match) => items(numberOf(match, "low")),
  },
  {
    patterns: ["(at least | minimum [of]) one [{noun:entryNoun}]"],
    build: () => [{ kind: "items", min: 1, isBare: true }],
  },
  {
    patterns: [
      `(at most | maximum [of] | max | up to | no more than | not more than) {high:number} (${ENTRIES})`,
    ],
    build: (match) => items(undefined, numberOf(match, "high")),
  },
  {
    patterns: [
      "(each | every one | all | each of them | all of them) [entry|value|number|item|of them] [must be | is | being | are] {each:attributes}",
    ],
    build: (match) => match.each?.kind === "attributes" ? match.each.attributes : [],
  },
];

function typed(type: ValueType): Attribute[] {
  return [{ kind: "type", type }];
}

function membersOf(slot: SlotValue | undefined): Attribute[] {
  return slot?.kind === "declarations" ? [{ kind: "members", members: slot.declarations }] : [];
}

function items(min?: number, max?: number): Attribute[] {
  return [{ kind: "items", ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }];
}

function numberOf(match: Match, name: string): number {
  const value = match[name];
  return value?.kind === "number" ? Number(value.value) : 0;
}
