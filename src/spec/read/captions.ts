/**
 * What stands before the requirements and asks for nothing of its own: a title ("Plumber call-outs."), an aim whose
 * rules follow ("Route mails by subject."), why it is wanted ("Our editors paste a text and want to know:").
 */
import type { Token } from "../text/tokens.ts";
import { canonical, type Vocabulary, wordsOf } from "../text/vocabulary.ts";
import { asksWord, isTopic } from "./description.ts";

/** Words that make a rule of a noun phrase: "twice the price", "members pay", "orders over 100 free". */
const RULES = new Set(
  ("is are was were be been am has have had gets get got pay pays paid costs charges earn earns win wins lose loses free doubled double half " +
    "triple twice extra times plus minus divided multiplied off allowed forbidden accepted rejected refused denied approved eligible valid " +
    "invalid automatically immediately manually instead again also too becomes become means goes go treat treated considered qualify qualifies same")
    .split(" "),
);
const MOST_TITLE_WORDS = 8;

/** "Voucher desk.", "Comment filter, v1.", "Shipping cost for my online shop.": a noun phrase, and no sentence. */
export function isTitleLine(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  const words = tokens.filter(({ kind }) => kind === "word");
  return words.length >= 2 && words.length <= MOST_TITLE_WORDS && isTopic(tokens) &&
    tokens.every((token, n) => isPlain(token) || (n > 0 && NOUNS.has(token.lower))) &&
    !words.some(({ lower }) => RULES.has(lower)) && !STARTS.has(words[0]!.lower) &&
    grantsAreKnown(words, vocabulary);
}

/** "Discount for loyal members" is a title where the rest says what the discount is, and a rule where it does not. */
const GRANTS = new Set(
  "discount discounts rebate rebates bonus bonuses fee fees tax taxes charge charges surcharge surcharges limit limits offer offers priority commission refund refunds cost costs"
    .split(" "),
);

function grantsAreKnown(words: readonly Token[], vocabulary: Vocabulary): boolean {
  const granted = words.filter(({ lower }) => GRANTS.has(lower));
  const known = granted.length > 0 ? knownParts(vocabulary) : new Set<string>();
  return granted.every(({ lower }) => known.has(canonical(lower)));
}

/** Orders elsewhere; in the middle of a title they are what it is of: "Comment filter", "Meter check". */
const NOUNS = new Set(
  "filter check count email store log update limit cap match sum average maximum minimum default".split(" "),
);

/** A sentence that begins like this has a subject, or is an order. */
const STARTS = new Set(
  "i we you they he she it this that these those there route sort make give tell take return answer send show find pick price score rate tag mark label flag group count rank convert turn ignore skip add remove drop keep hide mask trim strip replace reverse translate"
    .split(" "),
);

function isPlain(token: Token): boolean {
  if (token.kind === "symbol") return [",", ".", "-", "'", "/", "&", "(", ")"].includes(token.text);
  return token.kind === "word" && !asksWord(token.lower);
}

const AIMS = new Set(
  "route make build turn convert tag label price score rate grade classify categorize categorise triage calculate compute work quote estimate decide find split check"
    .split(" "),
);
/** After these the sentence says what the work is done by, which the rest must explain. */
const BINDS = new Set("by from to into with using on via per according out as in".split(" "));
const LINKS = new Set("a an the our my your their its and or of for new incoming out up each".split(" "));

/** "Route helpdesk mails by subject.": what is done, by names that the rest explains. */
export function isAim(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  const words = tokens.filter(({ text }) => text !== ".");
  if (words.length < 3 || words.length > 16 || !AIMS.has(words[0]!.lower)) return false;
  if (!words.slice(1).every(isPlain) || !isTopic(words)) return false;
  if (words.some(({ lower }) => RULES.has(lower))) return false;
  const known = knownParts(vocabulary);
  const binding = words.findIndex(({ lower }) => BINDS.has(lower));
  const bound = binding === -1 ? words.slice(1) : words.slice(binding + 1);
  const heads = headsOf(bound);
  return heads.length > 0 && heads.every((head) => known.has(canonical(head)));
}

/** The last word of each phrase that is no "for …": what the phrase is about. */
function headsOf(tokens: readonly Token[]): string[] {
  const heads: string[] = [];
  let isFree = false;
  let head = "";
  for (const { lower } of tokens) {
    if (lower === "for" || BINDS.has(lower) || lower === "and" || lower === ",") {
      if (head && !isFree) heads.push(head);
      isFree = lower === "for" || (isFree && lower === "and");
      head = "";
    } else if (!LINKS.has(lower)) head = lower;
  }
  return head && !isFree ? [...heads, head] : heads;
}

function knownParts(vocabulary: Vocabulary): ReadonlySet<string> {
  return new Set(vocabulary.symbols().flatMap(({ key }) => [...wordsOf(key), key]).map(canonical));
}

const WANTS = new Set("want wants ask asks asked wonder wonders need needs like wish wishes".split(" "));
const QUESTIONS = new Set("how what which whether if".split(" "));
const FINE = new Set("it it's is fine ok okay allowed good alright right valid us me they that".split(" "));

/** "Our van wants to know how many litres to load": a question whose answer has a name, or that has none. */
export function isQuestion(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  if (tokens.some((token) => token.kind !== "word" && ![",", ".", ":", "'"].includes(token.text))) {
    return false;
  }
  const wants = tokens.findIndex(({ lower }) => WANTS.has(lower));
  if (wants < 1 || tokens.length > 24) return false;
  if (
    tokens.slice(0, wants).some(({ lower }) => ["if", "when", "unless", "must", "should"].includes(lower))
  ) {
    return false;
  }
  const rest = tokens.slice(wants + 1).filter(({ text }) => ![".", ":", ","].includes(text));
  const asked = rest.findIndex(({ lower }) => QUESTIONS.has(lower));
  if (asked === -1) return /^(to )?know( it)?$/.test(rest.map(({ lower }) => lower).join(" "));
  const question = rest.slice(asked + 1);
  const isHow = rest[asked]!.lower === "how" && question[0]?.lower === "to" && question.length <= 5;
  return isHow || question.every(({ lower }) => FINE.has(lower)) ||
    question.some((_, n) => vocabulary.at(question, n)?.symbol.role === "value");
}
