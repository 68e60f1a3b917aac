/** What people say of texts: "the first 20 characters of body", "how many words the text has", "name with every space replaced by a hyphen". */
import type { Expr } from "../../expr.ts";
import type { Match, Reader } from "../reader.ts";
import { isWord } from "../reader.ts";
import {
  call,
  calling,
  exprIn,
  type ExprRead,
  number,
  type Phrase,
  readPhrase,
  text,
  textIn,
} from "./phrases.ts";

const OF = "(of|in|from|within|inside)";
const X = "{x:whole}";
const CHARACTERS = "(characters|character|chars|letters|letter|digits|digit|symbols|signs)";
const COUNT = "((number|count|amount) of | how many)";
const ARE = "[(that|which)] [there] (are|is|has|have|contains|contain|appear|appears|occur|occurs)";
const VERSION = "[version|form|copy|text|value|spelling]";

function counted(match: Match): Expr | null {
  const x = exprIn(match, "x");
  const kind = textIn(match, "kind");
  return x && kind ? call("characters_of", x, text(kind)) : null;
}

/** Phrases that name the text themselves. */
const PHRASES: readonly Phrase[] = [
  {
    patterns: [`(whole|entire|unchanged|unshortened) ${X} [unchanged | as it is]`],
    build: ({ x }) => x?.kind === "expr" ? x.expr : null,
  },
  {
    patterns: [`(first|leading|initial) {n:amountOf} ${CHARACTERS} (${OF} ${X} | {x:theText})`],
    build: calling("first_characters", "x", "n"),
  },
  {
    patterns: [`(last|final|trailing) {n:amountOf} ${CHARACTERS} (${OF} ${X} | {x:theText})`],
    build: calling("last_characters", "x", "n"),
  },
  {
    patterns: [`first|initial (letter|character|char) ${OF} ${X}`],
    build: ({ x }) => x?.kind === "expr" ? call("first_characters", x.expr, number(1)) : null,
  },
  {
    patterns: [`(last|final) (letter|character|char) ${OF} ${X}`],
    build: ({ x }) => x?.kind === "expr" ? call("last_characters", x.expr, number(1)) : null,
  },
  {
    patterns: [
      `[part|text|bit|portion|everything|all|characters|whatever] [of ${X}] [that] (after|following|behind) {mark:mark} [sign|symbol|character]`,
      `(part|text|bit|portion|everything|all|characters|whatever) [that] [comes|is|stands] (after|following|behind) {mark:mark} [sign|symbol|character] ${OF} ${X}`,
    ],
    build: calling("text_after", "x", "mark"),
  },
  {
    patterns: [
      `[part|text|bit|portion|everything|all|characters|whatever] [of ${X}] [that] (before|preceding | in front of) {mark:mark} [sign|symbol|character]`,
      `(part|text|bit|portion|everything|all|characters|whatever) [that] [comes|is|stands] (before|preceding | in front of) {mark:mark} [sign|symbol|character] ${OF} ${X}`,
    ],
    build: calling("text_before", "x", "mark"),
  },
  {
    patterns: [`[email|mail] domain [name|part] ${OF} ${X}`, `{x:emailField} domain [name|part]`],
    build: ({ x }) => x?.kind === "expr" ? call("lower", call("text_after", x.expr, text("@"))) : null,
    assumes: "a domain is what comes after the @, in lower case",
  },
  {
    patterns: [`(user name | username | local part | mailbox) ${OF} ${X}`, `local part`],
    build: ({ x }) => x?.kind === "expr" ? call("text_before", x.expr, text("@")) : null,
  },
  {
    patterns: [
      `(every|each|all|any) (character|characters|digit|digits|letter|letters|thing) (but|except|except for|apart from|other than) [for] [last|final] {n:amountOf} [${CHARACTERS}] (${OF} ${X} | {x:theText}) [is|are|being] (replaced|masked|hidden|substituted|shown|covered|starred) [out] [(by|with|as) {mark:mark}]`,
      `(all|everything) but [for] [last|final] {n:amountOf} [${CHARACTERS}] (${OF} ${X} | {x:theText}) [is|are|being] (replaced|masked|hidden|substituted|shown|covered|starred) [out] [(by|with|as) {mark:mark}]`,
    ],
    build: masked,
  },
  {
    patterns: [
      `(reverse|reversed) ${VERSION} [of] ${X}`,
    ],
    build: calling("reversed", "x"),
  },
  { patterns: [`initials ${OF} ${X}`], build: calling("initials", "x") },
  {
    patterns: [
      `[url|url-friendly] (slug|slugified|url-friendly) ${VERSION} [(of|for|from) ] ${X}`,
    ],
    build: calling("slug", "x"),
  },
  {
    patterns: [`(title case|title-case|titlecase|title-cased) ${VERSION} [of] ${X}`],
    build: calling("title_case", "x"),
  },
  {
    patterns: [`(capitalized|capitalised) ${VERSION} [of] ${X}`],
    build: calling("capitalized", "x"),
    assumes: "capitalised means that the first letter is a capital",
  },
  {
    patterns: [
      `(${COUNT} times | how often) {part:whole} (occurs|appears|is|comes up | is found | is contained | is mentioned | is in) [in|within] ${X}`,
      `(number|count) of (occurrences|occurences|appearances|instances) of {part:whole} ${OF} ${X}`,
    ],
    build: calling("occurrences", "x", "part"),
    assumes: "occurrences are counted whatever their case",
  },
  {
    patterns: [
      `${COUNT} words LPAR (separated|split) (by|at|on) (whitespace|spaces|blanks) RPAR {x:theText}`,
      `${COUNT} words (${OF} ${X} | ${X} (has|contains|have) | ${ARE} ${OF} ${X} | {x:theText})`,
      `word count ${OF} ${X}`,
    ],
    build: calling("words", "x"),
  },
  {
    patterns: [
      `${COUNT} (characters|chars|symbols) (${OF} ${X} | ${X} (has|contains|have) | ${ARE} ${OF} ${X} | {x:theText})`,
      `(length|character count) ${OF} ${X}`,
    ],
    build: calling("length", "x"),
  },
  {
    patterns: [`${COUNT} {kind:charKind} (${OF} ${X} | ${X} (has|contains|have) | ${ARE} ${OF} ${X})`],
    build: counted,
  },
  {
    patterns: [`${COUNT} sentences (${OF} ${X} | ${X} (has|contains|have))`],
    build: calling("sentence_count", "x"),
  },
  { patterns: [`${COUNT} lines (${OF} ${X} | ${X} (has|contains|have))`], build: calling("line_count", "x") },
  {
    patterns: [
      `[list of] [all] (e-mails|emails|e-mail addresses|email addresses | mail addresses) [that are] [found|contained|mentioned] ${OF} ${X}`,
    ],
    build: calling("emails_in", "x"),
  },
  {
    patterns: [
      `[list of] [all] (urls|links|web addresses|web links|weblinks) [that are] [found|contained|mentioned] ${OF} ${X}`,
    ],
    build: calling("urls_in", "x"),
  },
  {
    patterns: [`[list of] [all] (hashtags|hash tags) [that are] [found|contained|mentioned] ${OF} ${X}`],
    build: calling("hashtags_in", "x"),
  },
  {
    patterns: [
      `[list of] [all] (mentions|mentioned users|@mentions) [that are] [found|contained] ${OF} ${X}`,
    ],
    build: calling("mentions_in", "x"),
  },
  { patterns: [`(list of | all) words ${OF} ${X}`], build: calling("words_in", "x") },
  { patterns: [`longest word ${OF} ${X}`], build: calling("longest_word", "x") },
  { patterns: [`first word ${OF} ${X}`], build: calling("first_word", "x") },
  { patterns: [`last word ${OF} ${X}`], build: calling("last_word", "x") },
  {
    patterns: [`(uppercase|upper-case|uppercased | upper case) ${VERSION} [of] ${X}`],
    build: calling("upper", "x"),
  },
  {
    patterns: [`(lowercase|lower-case|lowercased | lower case) ${VERSION} [of] ${X}`],
    build: calling("lower", "x"),
  },
  { patterns: [`trimmed ${VERSION} [of] ${X}`], build: calling("trim", "x") },
];

function masked(match: Match): Expr | null {
  const x = exprIn(match, "x");
  const kept = exprIn(match, "n");
  return x && kept ? call("masked", x, number(0), kept, text(textIn(match, "mark") ?? "*")) : null;
}

const WITH = "[but] (with|where|having)";

/** Phrases that go on from a text: "… in capital letters", "… with every space replaced by a hyphen". */
const TAILS: readonly Phrase[] = [
  {
    patterns: [
      "[,] [all] (in|converted to|turned into|written in|made|put in|put into|changed to) [all] (uppercase|upper-case|capitals|caps | upper case | capital letters) [letters]",
      "uppercased|upper-cased",
    ],
    build: calling("upper", "x"),
  },
  {
    patterns: [
      "[,] [all] (in|converted to|turned into|written in|made|put in|put into|changed to) [all] (lowercase|lower-case | lower case | small letters) [letters]",
      "lowercased|lower-cased",
    ],
    build: calling("lower", "x"),
  },
  {
    patterns: [
      "[,] (in|converted to) (title case|title-case|titlecase)",
      `[,] ${WITH} [first letter of] (every|each) word (capitalized|capitalised)`,
      `[,] ${WITH} first letter of (every|each) word (capitalized|capitalised)`,
    ],
    build: calling("title_case", "x"),
  },
  {
    patterns: [`[,] ${WITH} (its|the) first letter (capitalized|capitalised | in upper case | in uppercase)`],
    build: calling("capitalized", "x"),
  },
  {
    patterns: ["reversed|backwards", "in reverse [order]", "(spelled|written|read) backwards"],
    build: calling("reversed", "x"),
  },
  {
    patterns: [
      "trimmed|stripped",
      "(without|with no) (leading and trailing | leading or trailing | surrounding | outer) (spaces|whitespace|blanks)",
    ],
    build: calling("trim", "x"),
  },
  {
    patterns: [
      `[,] ${WITH} (every|each|all|any) {from:mark} [being] (replaced|substituted|exchanged) (by|with|for) {to:mark}`,
      `[,] ${WITH} {from:mark} [being] (replaced|substituted|exchanged) (by|with|for) {to:mark}`,
    ],
    build: calling("replaced", "x", "from", "to"),
  },
  {
    patterns: [
      `[,] ${WITH} [all|every|any] {kind:charKind} (removed|deleted|dropped|stripped | left out | taken out)`,
      "(without|with no) [any] {kind:charKind}",
    ],
    build: calling("characters_removed", "x", "kind"),
  },
  {
    patterns: [
      `[,] ${WITH} [all|every|any] {from:mark} (removed|deleted|dropped|stripped | left out | taken out)`,
    ],
    build: (match) =>
      exprIn(match, "x") && exprIn(match, "from")
        ? call("replaced", exprIn(match, "x")!, exprIn(match, "from")!, text(""))
        : null,
  },
  {
    patterns: [
      `[,] ${WITH} (all|every character|every digit|every letter|everything|each character|all characters|all digits) (but|except|except for|apart from|other than) [for] [last|final] {n:amountOf} [${CHARACTERS}] (replaced|masked|hidden|substituted|covered) [out] [(by|with|as) {mark:mark}]`,
    ],
    build: masked,
  },
  {
    patterns: [
      `[,] [that is] (truncated|cut|shortened|limited|trimmed|cut off) (to|after|at) {n:amountOf} ${CHARACTERS} [(and|with|followed by|plus|ending in) {mark:mark} [(added|appended | at the end)] ]`,
    ],
    build: (match) => {
      const [x, n] = [exprIn(match, "x"), exprIn(match, "n")];
      const mark = textIn(match, "mark");
      return x && n
        ? mark === undefined ? call("first_characters", x, n) : call("truncated", x, n, text(mark))
        : null;
    },
    assumes: "the length is that of the text before anything is put behind it",
  },
  {
    patterns: [
      "[left-padded|padded] [left] (padded|filled) [up] with [leading] {mark:mark} to {n:amountOf} (characters|digits|places)",
      "(left-padded|zero-padded|padded) [with [leading] {mark:mark}] to [length] [of] {n:amountOf} [characters|digits|places]",
    ],
    build: (match) => {
      const [x, n] = [exprIn(match, "x"), exprIn(match, "n")];
      return x && n ? call("padded", x, n, text(textIn(match, "mark") ?? "0")) : null;
    },
  },
  { patterns: ["(split|separated) (at|by|on) {mark:mark}"], build: calling("split", "x", "mark") },
  { patterns: ["initials"], build: calling("initials", "x") },
  { patterns: ["as [a] [url] slug", "slugified"], build: calling("slug", "x") },
];

export function readTextPhrase(reader: Reader, from: number): ExprRead | null {
  return hasCue(reader) ? readPhrase(reader, PHRASES, from) : null;
}

/** As many tails as follow: "trimmed, in lower case". */
export function readTextTails(reader: Reader, before: ExprRead): ExprRead {
  if (!hasCue(reader) || !isTailStart(reader, before.end)) return before;
  const next = readPhrase(reader, TAILS, before.end, before);
  return next ? readTextTails(reader, next) : before;
}

const TAIL_STARTS = [
  ..."in with where having but without trimmed stripped reversed backwards uppercased lowercased as slugified truncated cut shortened limited"
    .split(" "),
  ..."initials split separated padded left-padded zero-padded converted turned written all spelled read , made put changed that"
    .split(
      " ",
    ),
];

function isTailStart(reader: Reader, at: number): boolean {
  return isWord(reader, at, ...TAIL_STARTS);
}

/** A sentence without any of these words says nothing of the kind. */
const CUES = new Set(
  ("whole entire unchanged unshortened characters character chars letters letter digits digit words word part everything domain initials slug slugified reversed reverse backwards uppercase lowercase upper lower " +
    "upper-case lower-case capitals caps capital trimmed stripped replaced masked hidden spaces hashtags hashtag emails e-mails urls links mentions sentences lines occurrences often times vowels " +
    "consonants title-case title capitalized capitalised length truncated cut shortened padded punctuation after before uppercased lowercased split without removed count username local all every e-mail email")
    .split(" "),
);

function hasCue(reader: Reader): boolean {
  return !CUES.isDisjointFrom(reader.words);
}
