/**
 * "If everything is fine", "on success", "otherwise" after a refusal: what is answered when nothing was refused is what
 * is answered. Such words are taken off a sentence, and the rest is read as it stands.
 */
import { matchPrefix, type Reader, readerOf } from "../grammar/reader.ts";
import type { Token } from "../text/tokens.ts";
import { Vocabulary } from "../text/vocabulary.ts";

const FINE =
  "(fine|ok|okay|well|good|valid|correct|right|in order|passed|accepted|successful|alright | all right)";
const IT =
  "(everything | all | all checks | all of this | it | this | that | the request | the input | the data | the enquiry | the inquiry | the booking | the order | the form | the application | nothing (is|was) | every check | all (fields|values|data|inputs) | request|input|order|enquiry|inquiry|booking|form|application|data|message|file|visitor|payload)";
const CASE =
  `(if|when|once|whenever|provided|as long as) ([that] ${IT} [else] (is|are|looks|goes|was|were|passes) [all] [${FINE}] [checks] | ok | okay | valid | successful | so | (not|no) (error|errors|problem|problems) [occur|occurs|found] | no (check|rule) fails | nothing is wrong | all (checks|rules) pass | everything passes | all goes well | none of (these|this|them) [applies|apply|happens|is the case])`;
const SUCCESS =
  `(on success | in (the) successful case | in the success case | in case of success | success | if successful | for valid (requests|input|inputs) | for a valid request | for everything else that is valid)`;
const REST =
  "(otherwise | else | if not | in all other cases | in (every|any) other case | for (all|any|every) other {what:rest} | for everything else | for all others | in other cases)";
const GIVES =
  /^(return|returns|respond|responds|answer|answers|reply|replies|give|gives|the|it|should|must|we|please|output|send|there|\{number\}|\{json\})$/;

/** What stands in the way of reading a sentence, taken off; the sentence itself where nothing does. */
export function withoutSuccess(tokens: readonly Token[], follows: boolean): readonly Token[] {
  return withoutStatus(withoutCase(tokens, follows));
}

const ANSWERS =
  "[return|returns|respond|responds|answer|answers|reply|give] [with] [a] [http] [status] [code] {fine:fine} [ok] [,|:] (with|and|containing|returning)";

/** "200 with the total" returns the total, as every answer that is no error has the status 200. */
function withoutStatus(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.slice(0, LATEST_STATUS).some(({ text }) => text === "200")) return tokens;
  const lead = matchPrefix(readerOf(tokens, new Vocabulary(), SLOTS, { stepsLeft: 20_000 }), ANSWERS, 0);
  if (!lead || lead.end >= tokens.length || GIVES.test(tokens[lead.end]!.lower)) return tokens;
  return [{ ...tokens[0]!, kind: "word", text: "return", lower: "return" }, ...tokens.slice(lead.end)];
}

const LATEST_STATUS = 7;

function withoutCase(tokens: readonly Token[], follows: boolean): readonly Token[] {
  const reader = readerOf(tokens, new Vocabulary(), SLOTS, { stepsLeft: 20_000 });
  const lead = matchPrefix(reader, `[and] (${CASE} | ${SUCCESS}) [,|:|->] [then]`, 0) ??
    (follows ? matchPrefix(reader, `${REST} [,|:] [then]`, 0) : null);
  if (lead && /^(\{|\{json\})$/.test(tokens[lead.end]?.lower ?? "")) {
    return [{ ...tokens[0]!, kind: "word", text: "return", lower: "return" }, ...tokens.slice(lead.end)];
  }
  if (lead && lead.end < tokens.length && GIVES.test(tokens[lead.end]!.lower)) return tokens.slice(lead.end);
  for (let at = Math.max(2, tokens.length - 12); at < tokens.length - 1; at++) {
    const tail = matchPrefix(reader, `[,] (${CASE} | on success)`, at);
    if (tail && tokens.slice(tail.end).every(({ lower }) => lower === "." || lower === "!")) {
      return tokens.slice(0, at);
    }
  }
  return tokens;
}

/** One or two plain words: "countries", "valid requests". */
const SLOTS: Reader["slots"] = {
  fine: (reader, from) =>
    reader.tokens[from]?.text === "200"
      ? [{ end: from + 1, value: { kind: "text", value: "200", notes: [] } }]
      : [],
  rest: (reader, from) =>
    [1, 2].filter((length) => reader.tokens.slice(from, from + length).every(({ kind }) => kind === "word"))
      .map((length) => ({ end: from + length, value: { kind: "text", value: "", notes: [] } })),
};

/** Whether a sentence refuses requests, so that "otherwise" in the next one means all that were not refused. */
export function refuses(tokens: readonly Token[]): boolean {
  return tokens.some(({ lower, text }) =>
    /^(reject|refuse|decline|den(y|ied)|block|fail)/.test(lower) || /^[45]\d\d$/.test(text)
  );
}
