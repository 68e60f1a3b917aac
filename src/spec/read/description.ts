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
    "ensure defaults or verify match sort filter count sum average maximum minimum sorted unique encrypt hash delete update create " +
    "unique trimmed trim lowercase uppercase lowercased uppercased capitalized future past hashed masked rounded sorted positive negative even odd " +
    "integer whole optional mandatory nullable nonempty comma separated ignore skip exclude include includes contain contains using use like but without every everyone any all both either neither")
    .split(" "),
);

/** Words of business rules. "Large orders are shipped free" has no "must" in it, and is a rule all the same. */
const RULING = new Set(
  ("get gets got receive receives pay pays paid cost costs charge charges charged earn earns win wins lose loses discount discounts free " +
    "bonus fee fees tax taxes approve approves approved reject rejects rejected deny denied allow allows allowed accept accepts accepted " +
    "forbidden forbid refuse refused ship ships shipped double doubled half triple extra higher lower cheaper expensive qualify qualifies " +
    "offer offers be treat prefer better smart checked tested precedence " +
    "eligible ineligible valid invalid mean means count counts become becomes go goes priority automatically immediately manually limit " +
    "limited capped worth equal equals same different rank ranks ranked treat treated considered").split(" "),
);

/** Whether a word asks for something, or narrows what another one asks for. */
export function asksWord(word: string): boolean {
  return ASKING.has(word);
}

/** Whether a stretch of prose asks for nothing: no request, no condition, no number, no quoted text, no known name. */
export function asksNothing(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  return tokens.every((token, at) =>
    token.kind === "symbol"
      ? !"<>=%+*/".includes(token.text[0]!)
      : token.kind === "word" && !ASKING.has(token.lower) && !RULING.has(token.lower) &&
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
    "information text result it them each whole final right correct simple small user's customer's this service api's endpoint backend " +
    "monthly annual yearly weekly daily overall net gross average index new basic support " +
    "should must will we need want i our your whether is are").split(
      " ",
    ),
);

/**
 * Whether an introduction only sums up what the rest says: every word is a general verb, what the request is about, or
 * part of a name that the rest explains. "ranks applicants by mood" is no summary unless something is called mood.
 */
export function isSummary(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  more: readonly string[] = [],
): boolean {
  const names = [...vocabulary.symbols().map((symbol) => symbol.key), ...more];
  const parts = new Set(names.flatMap(wordsOf).map(canonical));
  const tail = tokens.findLastIndex((token, n) =>
    token.lower === "for" && ["a", "an"].includes(tokens[n + 1]?.lower ?? "")
  );
  const isTail = tail > 0 && tokens.length - tail <= 6 && isTopic(tokens.slice(tail)) &&
    tokens.slice(tail).every((_, n) => vocabulary.at(tokens, tail + n)?.symbol.role !== "input");
  return (isTail ? tokens.slice(0, tail) : tokens).every((token) => {
    if (token.kind === "symbol") return [",", ".", ":", ";", "-", "'"].includes(token.text);
    if (token.kind !== "word") return false;
    const word = canonical(token.lower.replace(/'s?$/, ""));
    const verb = word.replace(/(?<=[a-z]{2})ies$/, "y");
    return SUMMARY_WORDS.has(token.lower) || SUMMARY_VERBS.has(verb) || ENTITIES.has(word) || parts.has(word);
  });
}

/** "Calculate the total of an order": a goal that the rest spells out. Checks and refusals are rules, not goals. */
const GOALS = new Set(
  "calculate compute determine estimate work score rate grade classify categorize quote convert greet price evaluate assess decide"
    .split(" "),
);
const THINGS = new Set(
  "it this the an a api service endpoint backend function we to i need want should must will".split(" "),
);

export function isGoal(tokens: readonly Token[]): boolean {
  const verb = tokens.find((token) => !THINGS.has(token.lower))?.lower ?? "";
  return GOALS.has(verb) || GOALS.has(verb.replace(/s$/, "")) || GOALS.has(verb.replace(/ies$/, "y"));
}

const TITLES = new Set(
  "registration sign-up signup workflow lifecycle wallet backend api list book store counter tracker queue inventory wallet register log storage check calculator form quote service score scoring validation price converter estimate grader index rating"
    .split(" "),
);

/** "Sign-up check.", "Body mass index.": what the whole is called. */
export function isCaption(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.lower !== ".");
  return words.length >= 2 && words.length <= 5 && TITLES.has(words.at(-1)!.lower) &&
    !GOALS.has(words[0]!.lower) && !SUMMARY_VERBS.has(words[0]!.lower) && isTopic(tokens);
}

const TOPICAL = new Set(
  ("pricing scoring booking shipping rating grading billing banking invoicing ordering parking lending training testing building housing " +
    "planning marketing advertising catering cleaning engineering onboarding screening recruiting hiring budgeting accounting calculating " +
    "estimating computing handling processing evaluating determining working rounding").split(" "),
);

/** Whether words after "an API for" only name a subject. One that narrows or counts is a rule. */
export function isTopic(tokens: readonly Token[]): boolean {
  return tokens.length <= 12 &&
    tokens.every((token) =>
      token.kind === "symbol"
        ? [",", ".", "-", "'", "/", "&"].includes(token.text)
        : token.kind === "word" && !RULE_WORDS.has(token.lower) && !NARROWS.has(token.lower) &&
          (!/ing$/.test(token.lower) || token.lower.length < 6 || TOPICAL.has(token.lower))
    );
}

const NARROWS = new Set(
  "with whose where who that which between over under above below more less least most than during from until before after first every each all"
    .split(" "),
);

const RULE_WORDS = new Set(
  "if when unless otherwise must should shall reject except only not no never always without return subtract deduct refuse ignore skip"
    .split(" "),
);

/** Whether a sentence before a table only says that it comes: it ends in a colon or speaks of a table, and rules nothing. */
export function leadsIn(tokens: readonly Token[], pointsAnyway = false): boolean {
  const points = pointsAnyway || tokens.at(-1)?.lower === ":" ||
    tokens.some(({ lower }) => POINTERS.has(lower));
  return points && tokens.length <= 20 &&
    tokens.every((token) =>
      token.kind === "symbol"
        ? [",", ".", ":", "-", "'", "(", ")"].includes(token.text)
        : token.kind === "word" && !RULE_WORDS.has(token.lower)
    );
}

const POINTERS = new Set("table below following follows above".split(" "));

/** Whether a heading only names something. A rule that is written as a heading is no title. */
export function isTitle(tokens: readonly Token[]): boolean {
  return tokens.length > 0 &&
    tokens.every((token) => token.kind !== "quoted" && !RULE_WORDS.has(token.lower));
}

/** A remark in the place of a type: "name - the name of the customer". It may not name a kind of value. */
export function descriptionSlot(reader: Reader, from: number): Parsed[] {
  return readRemark(reader, from, (token) => describes(token) && !KINDS.has(token.lower));
}

/** A remark after the type: "input: string: the text of the request". */
export function remarkSlot(reader: Reader, from: number): Parsed[] {
  const isProse = isWord(reader, from + 1, "the", "who", "where", "what", "which", "how");
  return isProse ? readRemark(reader, from, describes) : descriptionSlot(reader, from);
}

function readRemark(reader: Reader, from: number, describesIt: (token: Token) => boolean): Parsed[] {
  const rest = reader.tokens.slice(from + 1);
  if (!isWord(reader, from, ":", "-", "(") || rest.length === 0 || !rest.every(describesIt)) return [];
  const value = rest.map((token) => token.text).join(" ");
  return [{ end: reader.tokens.length, value: { kind: "text", value, notes: [] } }];
}

/** A remark may name other fields, but may not ask for anything or give numbers. */
function describes(token: Token): boolean {
  if (token.kind === "symbol") return "(),'-.:;/&".includes(token.text);
  return token.kind === "word" && !ASKING.has(token.lower);
}

/** Words for kinds of values. One that no property reads must not pass for a remark: "items: array of objects". */
const KINDS = new Set(
  ("array arrays list lists object objects string strings text number numbers numeric integer integers int decimal decimals float double " +
    "boolean bool date dates datetime time timestamp enum map json null uuid url email file image base64 binary regex pattern cents cent " +
    "digits digit currency phone percent percentage nested e.g eg any one").split(" "),
);
