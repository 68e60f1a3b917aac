/** The answer as JSON shows it. */
import { type Fact, type Refusal, type Row, slot } from "./facts.ts";
import type { Match } from "../grammar/reader.ts";
import { ANSWER, facts, GIVE } from "./answers.ts";

const WHERE = "[,] (where|with) {target:name} (is|being|=|:) {value:expr}";

/** `"accepted": true` is only an example where a rule says when it is accepted. */
function asShown(fact: Fact): Fact {
  return fact.kind === "compute" && fact.value.kind === "boolean" ? { ...fact, isShown: true } : fact;
}

function shown(match: Match): Fact[] | Refusal | null {
  const read = facts(match);
  const given = Array.isArray(read) ? read.map(asShown) : read;
  const [target, value] = [slot.name(match, "target"), slot.expr(match, "value")];
  if (!target || !value || given === null || !Array.isArray(given)) return given;
  const isShown = given.some((fact) => fact.kind === "output" && fact.name.key === target.key);
  return isShown ? [...given, { kind: "compute", target, value }] : null;
}

export const ANSWER_OBJECT_ROWS: readonly Row[] = [
  {
    id: "answer.object",
    patterns: [
      `[${ANSWER}] ${GIVE} [back] [with|me] [json] [object|answer|response|body] [:] {list:answerObject} [${WHERE}]`,
      `(response|answer|output|result|success|ok|returns | response body | json response) [is | looks like | should be | will be] [this] [:|->|=>] {list:answerObject} [${WHERE}]`,
    ],
    build: shown,
    paraphrase: "the fields of the answer",
    examples: [
      "Return { allowed: true, country }.",
      'Response: {"grade": "...", "length": number of characters of the message}.',
      'The answer is {"accepted": true, "grade": "..."}.',
      "Respond with { welcome: true, left } where left is 5 minus quantity.",
    ],
    negatives: [
      "Return { allowed: perhaps }.",
      "Return { allowed: true } on Mondays.",
      "Return { allowed: true, country, or whatever }.",
      "Respond with { welcome: true } where left is 5 minus quantity.",
    ],
  },
];
