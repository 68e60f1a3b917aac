/** Look-ups that stand in a sentence, and what happens to a request that they do not know. */
import type { Match } from "../grammar/reader.ts";
import { type Fact, type LookupLabel, type Row, slot } from "./facts.ts";

const GIVES =
  "[,] (->|=>|:|gives|give|gets|get|returns|return|is|are|means|leads|results | results in | leads to | should get | must get | should return | must return | is rejected | are rejected | is refused | are refused | should be rejected | must be rejected | is an error) [:|,] [a|an|with] [status|http|code|error]";
const STATUS =
  "{status:status} [error|status|response] [[(and|with|,|:|saying)] [the|a] [message|error|text] [saying|:] {message:quoted}]";
const NOT_IN =
  "(is not|isn't|are not|aren't|not | that is not | that's not | which is not | that are not) [found|listed|contained|included] (in|on|part of|among) [the|this|our] (table|list|map|ones)";
const UNKNOWN =
  "(unknown|unlisted|unsupported|unrecognised|unrecognized | not known | not listed | not found | not supported | not recognised | not recognized | none of these | not one of these | anything else)";
const REFUSE =
  "(reject|refuse|return|respond|answer|fail|reply|give|returns|respond) [it | the request] [with] [a|an] [status|http|code|error]";

function miss(match: Match): Fact[] {
  const status = slot.number(match, "status");
  const value = slot.expr(match, "value");
  const message = slot.text(match, "message");
  return [{ kind: "miss", ...(status ? { status: Number(status) } : {}), message, value }];
}

export const LOOKUP_ROWS: readonly Row[] = [
  {
    id: "lookup.miss",
    patterns: [
      `(if|when) [the|a] {what:entryNoun} ${NOT_IN} [,] [then] ${REFUSE} ${STATUS}`,
      `${REFUSE} ${STATUS} (if|when) [the|a] {what:entryNoun} ${NOT_IN}`,
      `(if|when) [the|a] {what:entryNoun} (is|are) ${UNKNOWN} [,] [then] ${REFUSE} ${STATUS}`,
      `${REFUSE} ${STATUS} (if|when|for) [the|a|an] {what:entryNoun} (is|are) ${UNKNOWN}`,
      `${REFUSE} ${STATUS} for [an|any] (unknown|unlisted|unsupported) {what:entryNoun}`,
      `[a|an|any] {what:entryNoun} ${NOT_IN} ${GIVES} ${STATUS}`,
      `(any|every|all) other {what:entryNoun} ${GIVES} ${STATUS}`,
      `(anything|everything) else ${GIVES} ${STATUS}`,
      `(unknown|unlisted|unsupported|unrecognised|unrecognized) {what:entryNoun} ${GIVES} ${STATUS}`,
      `[a|an] (unknown|unlisted|unsupported|unrecognised|unrecognized) {what:entryNoun} ${GIVES} ${STATUS}`,
    ],
    build: miss,
    paraphrase: "what is answered when no row of a table fits",
    examples: [
      `If the plan isn't in the table, reject with 404 and "Unknown plan".`,
      `Any other code gives a 404 with "Unknown airport".`,
      "Unknown plan -> 400.",
      `A code that's not in the table -> 404, message "Country not supported".`,
    ],
    negatives: ["Any other code gives a headache.", "Unknown plan -> call the customer."],
  },
  {
    id: "lookup.value",
    patterns: [
      "(any|every|all) other {what:entryNoun} (->|:|gets|get|is|are|costs|cost|pays|pay|gives) {value:value}",
      "for (any|every|all) other {what:entryNoun} [,] [it is | use] {value:value}",
    ],
    build: miss,
    paraphrase: "what is answered when no row of a table fits",
    examples: ["Any other country gets 25.", "All other countries: 25"],
    negatives: ["Any other country gets nothing but trouble."],
  },
  {
    id: "lookup.known",
    patterns: [
      "{field:field} (must|should|has|needs) [to] be [one of | in] [the|a|an] {what:entryNoun} (in|of|from|on|listed) [in] [the] (table|list) [above|below]",
      "[(user|client|caller|customer|customers|clients|callers|users|request) (sends|send|submits|passes|provides|gives|has|contains)] {sent:newName} [,] which (must|should|has to) be [one of | in] [the|a|an] {what:entryNoun} (in|of|from|on|listed) [in] [the] (table|list) [above|below]",
      "{field:field} (must|should|has|needs) [to] be (in|listed in|one of) [the] (table|list) [above|below]",
    ],
    build(match): Fact[] {
      const name = slot.name(match, "sent");
      return [...(name ? [{ kind: "field" as const, name, attributes: [] }] : []), { kind: "miss" }];
    },
    paraphrase: "a value that a table must know",
    examples: ["country must be one of the countries in the table."],
    negatives: ["country must be one of the friends we know."],
  },
  {
    id: "lookup.pairs",
    patterns: ["{label:lookupLabel} {pairs:pairs}", "{pairs:pairs}"],
    build(match): Fact[] | null {
      const { pairs, label } = match;
      if (pairs?.kind !== "pairs") return null;
      const said: LookupLabel = label?.kind === "label" ? label.label : { words: "" };
      if (said.target?.symbol?.role === "input") return null;
      return pairs.pairs.map((pair) => ({ kind: "pair", lookup: pairs.start ?? 0, label: said, ...pair }));
    },
    paraphrase: "values that are looked up",
    examples: [
      "Airport codes: BER is Berlin, CDG is Paris, LHR is London.",
      "Prices: small 5, medium 8, large 12 euros.",
      "The rate is looked up by country: DE 19%, US 7%, others 0%.",
    ],
    negatives: ["Airport codes: BER is Berlin.", "Prices: small, medium, large."],
  },
];
