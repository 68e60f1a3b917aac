/** Which fields a request lacks, as an answer: their names, whether that is none of them, and how many they are. */
import type { Expr } from "../expr.ts";
import type { Name } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const ABSENT =
  "(missing|absent|empty|blank | not given | not there | not present | not provided | not filled in | left out | left blank | left empty)";
const ARE_ABSENT = `[(is|are|was|were|have been|has been)] [either] ${ABSENT} [[,] (or|and) ${ABSENT}]`;
const FIELDS = "(fields|inputs|entries|documents|items|ones|keys|parameters|values|details)";
const ORDER =
  "[[,] [and] [listed] in ((the|that|this) [same|given] order [above|given|listed] [given above | listed above | shown above | as above | in which they are listed] | order above | order (given|listed|shown) [above])]";
const GIVES =
  "[also] (return|returns|answer|answers|give|gives|report|reports|list|lists|respond with | reply with)";
const TELL =
  "(tell|tells|show|shows|say|says|report|reports|list|lists|return|returns) [us|me|them|caller|client|back]";
const NONE =
  "(nothing (is|was) missing | no (field|fields|document|documents) (is|are) missing | none [of (them|these|the fields|those fields)] (is|are) missing | (the|that|this) list is empty | everything is there | {list:missingList} is empty | all (fields|documents) (are|were) (given|there|present|filled in))";
const IS = "[,] (:|=|is|are|being | which is | which are | [which] (lists|contains) | as )";

/** What the fields that are missing are listed as; other sentences speak of that list. */
function listed(target: Name | undefined): Fact[] | null {
  return target && target.symbol?.role !== "input"
    ? [{ kind: "output", name: target, attributes: [] }, { kind: "missing", target, fields: [] }]
    : null;
}

function computed(target: Name | undefined, value: Expr | undefined): Fact[] | null {
  if (!target || !value || target.symbol?.role === "input") return null;
  return [{ kind: "output", name: target, attributes: [] }, { kind: "compute", target, value }];
}

function countOf(list: Expr): Expr {
  return { kind: "call", fn: "length", args: [list] };
}

function isNone(list: Expr | undefined): Expr | undefined {
  return list && { kind: "compare", op: "eq", left: countOf(list), right: { kind: "number", value: "0" } };
}

export const ABSENT_ROWS: readonly Row[] = [
  {
    id: "absent.names",
    patterns: [
      `[${GIVES}] {target:answerName} ${IS} [list of] [names of] [all|every|any] [those|these|the|all] [(names|list) of] ${FIELDS} [that|which] ${ARE_ABSENT} ${ORDER}`,
      `${TELL} which [of (them|these|those)] [${FIELDS}] ${ARE_ABSENT} [LPAR] as {target:answerName} ${ORDER} [RPAR] ${ORDER}`,
    ],
    build: (match) => listed(slot.name(match, "target")),
    paraphrase: "the names of the fields that are missing",
    examples: [
      'Return "missingFields": the names of those fields that are absent or empty, in the order above.',
      "missingFields is the list of the names of the fields which are missing or blank.",
      "Tell us which of them are missing or empty (as `missingFields`, in that order).",
    ],
    negatives: [
      "missingFields is the list of the names of the people who are absent.",
      "Tell us which of them are missing.",
    ],
  },
  {
    id: "absent.tellAll",
    patterns: [
      `${TELL} which [of (them|these|those)] [${FIELDS}] ${ARE_ABSENT} [LPAR] as {target:answerName} ${ORDER} [RPAR] ${ORDER} and whether [the] {about:thing} is complete LPAR {flag:answerName} RPAR`,
      `[${GIVES}] {target:answerName} ${IS} [list of] [names of] [all|every|any] [those|these|the|all] [(names|list) of] ${FIELDS} [that|which] ${ARE_ABSENT} ${ORDER} [,|;] and {flag:answerName} (:|=|is) true (if|when) ${NONE} [[,] (else|otherwise) false]`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      const none = target && isNone({ kind: "ref", id: `val.${target.key}` });
      const [names, flag] = [listed(target), computed(slot.name(match, "flag"), none)];
      return names && flag && [...names, ...flag];
    },
    assumes: "it is complete when no field is missing",
    paraphrase: "the names of the fields that are missing, and whether that is none",
    examples: [
      "Tell us which of them are missing or empty (as `missingFields`, in that order) and whether the file is complete (`whole`).",
    ],
    negatives: [
      "Tell us which of them are missing (as `missingFields`) and whether the weather is nice (`whole`).",
    ],
  },
  {
    id: "absent.none",
    patterns: [
      `[${GIVES}] {target:answerName} (:|=|is|, | which is) true (if|when) ${NONE} {the:missingList} [[,|;] [and] (else|otherwise) false] [[,] [and] false (otherwise|if not)]`,
      `[${GIVES}] {target:answerName} (:|=|is|, | which is) whether ${NONE} {the:missingList}`,
    ],
    build: (match) =>
      computed(slot.name(match, "target"), isNone(slot.expr(match, "list") ?? slot.expr(match, "the"))),
    paraphrase: "whether no field is missing",
    examples: [],
    negatives: ['Return "whole": true if nothing is missing on Mondays.'],
  },
  {
    id: "absent.count",
    patterns: [
      `[${GIVES}] {target:answerName} ${IS} [the] (how many | (number|count) of) [(of them|these|those|[the] ${FIELDS} | [the] missing ${FIELDS})] [that|which] [are|is] [missing|absent] {the:missingList}`,
      "[also] return {target:missingCount} [too|also | as well] {the:missingList}",
    ],
    build(match) {
      const list = slot.expr(match, "the");
      return computed(slot.name(match, "target"), list && countOf(list));
    },
    assumes: "what is counted is the fields that are missing",
    paraphrase: "how many fields are missing",
    examples: [],
    negatives: ["whole is how many are missing on Mondays."],
  },
  {
    id: "absent.allowed",
    patterns: [
      "(don't | do not | never) (fail|reject|refuse|complain) [request] (when|if) (something|anything|a field|fields|any field | one of them) (is|are) missing [[,] [(just|only|but|instead)] tell (us|me|the caller) [which]]",
      "(nothing|none | none of (them|these|the fields)) (is|are) (mandatory|required|compulsory)",
    ],
    build: () => [{ kind: "constrainAll", attributes: [{ kind: "required", required: false }] }],
    paraphrase: "no field has to be there",
    examples: ["Don't fail when something is missing, just tell us.", "Nothing is mandatory."],
    negatives: ["Don't fail when the sky is grey.", "Nothing is perfect."],
  },
];
