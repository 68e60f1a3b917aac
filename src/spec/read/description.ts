import type { Parsed, Reader } from "../grammar/reader.ts";
import { isWord } from "../grammar/reader.ts";
import type { Token } from "../text/tokens.ts";
import { canonical, ENTITIES, type Vocabulary, wordsOf } from "../text/vocabulary.ts";

/** Words by which a sentence asks for something, or narrows what another one asks for. */
const ASKING = new Set(
  ("must should shall will would can cannot may might need needs require requires required if when whenever unless otherwise else " +
    "except only not no never always reject return returns respond add subtract deduct increase reduce apply set compute " +
    "calculate round cap limit default between least most more less than over under above below exceed exceeds before after " +
    "within until while per each every send email store save remember translate call fetch log notify convert validate check " +
    "ensure verify match sort filter count sum average maximum minimum sorted unique encrypt hash delete update create " +
    "ignore skip exclude include includes contain contains using use like but without every everyone any all both either neither")
    .split(" "),
);

/** Whether a stretch of prose asks for nothing: no request, no condition, no number, no quoted text, no known name. */
export function asksNothing(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  return tokens.every((token, at) =>
    token.kind === "symbol"
      ? !"<>=%+*/".includes(token.text[0]!)
      : token.kind === "word" && !ASKING.has(token.lower) &&
        !token.isName && vocabulary.at(tokens, at) === null
  );
}

/** Verbs that only say that there is a calculation, whatever it is. */
const SUMMARY_VERBS = new Set(
  ("accept take receive calculate compute return determine work out price quote estimate validate check handle process answer " +
    "give tell decide score grade evaluate assess classify categorize route triage suggest recommend say greet convert qualify rate list")
    .split(" "),
);
const SUMMARY_WORDS = new Set(
  ("a an the of for from based on and its their his her with by to in or new incoming given request json api cost value data detail " +
    "information text result it them each whole final right correct simple small user's customer's").split(
      " ",
    ),
);

/**
 * Whether an introduction only sums up what the rest says: every word is a general verb, what the request is about, or
 * part of a name that the rest explains. "ranks applicants by mood" is no summary unless something is called mood.
 */
export function isSummary(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  const parts = new Set(vocabulary.symbols().flatMap((symbol) => wordsOf(symbol.key)).map(canonical));
  return tokens.every((token) => {
    if (token.kind === "symbol") return [",", ".", ":", ";", "-", "'"].includes(token.text);
    if (token.kind !== "word") return false;
    const word = canonical(token.lower.replace(/'s?$/, ""));
    const verb = word.replace(/(?<=[a-z]{2})ies$/, "y");
    return SUMMARY_WORDS.has(token.lower) || SUMMARY_VERBS.has(verb) || ENTITIES.has(word) || parts.has(word);
  });
}

/** A remark at the end of a declaration: ": the amount in the cart", "(as on the invoice)". */
export function descriptionSlot(reader: Reader, from: number): Parsed[] {
  if (!isWord(reader, from, ":", "-", ",", "(", ".")) return [];
  const rest = reader.tokens.slice(from + 1);
  if (rest.length === 0 || !rest.every(describes)) return [];
  return [{
    end: reader.tokens.length,
    value: { kind: "text", value: rest.map((token) => token.text).join(" "), notes: [] },
  }];
}

/** A remark may name other fields, but may not ask for anything or give numbers. */
function describes(token: Token): boolean {
  if (token.kind === "symbol") return !"<>=%+*/".includes(token.text[0]!);
  return token.kind === "word" && !ASKING.has(token.lower);
}
