/**
 * What to write for a sentence that asks for something no rule can work out. What only a person, a model or another
 * service can know comes with the request, as a field; what only another program can do is answered as an action. The
 * person's own words stay, and whatever is offered has been read.
 */
import { type Token, tokensOf } from "../text/tokens.ts";
import { canonical, type Vocabulary } from "../text/vocabulary.ts";
import type { Statement } from "./statements.ts";
import { isReadable, type Suggested, tryReading, wordsOf } from "./suggest.ts";

type Rewrite = (statement: Statement, vocabulary: Vocabulary) => Suggested | null;

/** With the meaning kept: what can't be worked out comes with the request. */
export function given(statement: Statement, vocabulary: Vocabulary): Suggested | null {
  return conditionGiven(statement, vocabulary) ?? outputGiven(statement, vocabulary);
}

/** With the meaning moved: the caller checks it, or does it. */
export function leftToCaller(statement: Statement, vocabulary: Vocabulary): Suggested | null {
  return checkGiven(statement, vocabulary) ?? actionNamed(statement, vocabulary);
}

const MOST_TRIES = 12;
const CONDITION = new Set(["if", "when", "unless", "where"]);
const LINKS = new Set(["and", "or", "but"]);
const ENDS = new Set([",", ";", ".", "then", "otherwise", "else", "return", "and", "or", "→"]);

/** "If the customer sounds angry, …": whether that is so is a field of the request. */
const conditionGiven: Rewrite = (statement, vocabulary) => {
  const { tokens } = statement;
  const opener = tokens.findIndex(({ lower }) => CONDITION.has(lower));
  if (opener === -1) return null;
  for (const [start, end] of spansAfter(tokens, opener).slice(0, MOST_TRIES)) {
    const name = nameFor(tokens.slice(start, end), vocabulary);
    if (!name) continue;
    const rule = [wordsOf(tokens.slice(0, start)), `${name} is true`, wordsOf(tokens.slice(end))].join(" ")
      .replace(/ ([,.;])/g, "$1");
    if (!readsWith(rule, name, statement, vocabulary)) continue;
    return {
      reason: `"${wordsOf(tokens.slice(start, end))}" is nothing that can be worked out from the request.`,
      suggestion: `The input has ${name} (boolean). ${rule}`,
    };
  }
  return null;
};

/** The parts of a condition, the whole of it first. */
function spansAfter(tokens: readonly Token[], opener: number): [number, number][] {
  const starts = [opener + 1];
  const ends: number[] = [];
  for (let n = opener + 2; n < tokens.length; n++) {
    const { lower } = tokens[n]!;
    if (LINKS.has(lower)) starts.push(n + 1);
    if (ENDS.has(lower)) ends.push(n);
  }
  ends.push(tokens.length);
  return starts.flatMap((start) =>
    ends.filter((end) => end > start).map((end): [number, number] => [start, end])
  );
}

const OUTPUT =
  /^(?:(?:also|additionally|finally|and|then) )?(?:return|returns|output|give back|respond with|reply with|answer with) (?:the |a |an )?["`]?([a-z][\w]*)["`]?(?=$|[ ,.:(;])/i;

/** "Return summary, a short summary of the article": it is a field of the request. */
const outputGiven: Rewrite = (statement, vocabulary) => {
  const text = wordsOf(statement.tokens);
  const name = OUTPUT.exec(text)?.[1];
  if (!name || vocabulary.find(name)) return null;
  const returned = `Return ${name}.`;
  if (!readsWith(returned, name, statement, vocabulary)) return null;
  return {
    reason: `How "${name}" is worked out is not said in words that a rule can be made of.`,
    suggestion: `The input has ${name} (${typeSaid(text)}). ${returned}`,
  };
};

function typeSaid(text: string): string {
  if (/\b(number|count|total|sum|average|share|percent\w*|price|amount|many|much)\b/i.test(text)) {
    return "number";
  }
  return /\b(whether|true|false)\b/i.test(text) ? "boolean" : "string";
}

/** "The address must be one that really exists": whether it does is a field of the request. */
const checkGiven: Rewrite = (statement, vocabulary) => {
  const { tokens } = statement;
  if (!tokens.some(({ lower }) => DEMANDS.has(lower))) return null;
  const name = nameFor(tokens.filter(({ lower }) => !DEMANDS.has(lower)), vocabulary);
  if (!name) return null;
  const text = wordsOf(tokens).replace(/[.!]$/, "").replaceAll('"', "'");
  const isBad = tokens.some(({ lower }) => lower === "not" || lower === "never") ? "true" : "false";
  const rule = `Reject with 422 and "${text}" when ${name} is ${isBad}.`;
  if (!readsWith(rule, name, statement, vocabulary)) return null;
  return {
    reason: "No rule can check this from the request alone.",
    suggestion: `The input has ${name} (boolean). ${rule}`,
  };
};

const DEMANDS = new Set(["must", "should", "shall", "has", "have", "needs", "need"]);

const ACTIONS =
  /^(?:please )?(text|call|charge|book|send|ask|notify|print|e-?mail|ring|contact|order|pay|ship|alert|warn|remind|schedule|write|open|use|correct|learn|look|check|find|offer|use|try|be|make|give|tell|watch)(?![-\w])/i;

/** "Text a code to the phone": another program does that, when it is told to. */
const actionNamed: Rewrite = (statement, vocabulary) => {
  if (!ACTIONS.test(wordsOf(statement.tokens))) return null;
  const suggestion = asAction(statement, vocabulary);
  return isReadable(suggestion, statement, vocabulary)
    ? { reason: "A backend answers a request; it can only name what is to be done elsewhere.", suggestion }
    : null;
};

/** What is to be done is answered as a next action, for the same condition. */
export function asAction(statement: Statement, vocabulary: Vocabulary): string {
  const text = wordsOf(statement.tokens).replace(/[.!]$/, "").replaceAll('"', "'");
  const when = /^(.+?),? (?:if|when) (.+)$/i.exec(text);
  const conditional = when && `Add "${when[1]}." to nextActions if ${when[2]}.`;
  return conditional && isReadable(conditional, statement, vocabulary)
    ? conditional
    : `Always add "${text}." to nextActions.`;
}

/** Whether a sentence is read when one name more is known. */
function readsWith(sentence: string, name: string, statement: Statement, vocabulary: Vocabulary): boolean {
  const read = tryReading(
    tokensOf(sentence, { start: 0, end: sentence.length }),
    statement,
    vocabulary,
    true,
  );
  return read.kind === "facts" &&
    read.notes.every((note) => note.kind !== "implied" || canonical(note.text) === canonical(name));
}

const EMPTY = new Set(
  "a an the this that these those it its they their is are was were be been being has have had do does did will would can could may might of to in on at by for from with as one not never really very so then there also only"
    .split(" "),
);
const MOST_WORDS = 4;
const LONGEST_NAME = 40;

/** `customerSoundsAngry` */
function nameFor(tokens: readonly Token[], vocabulary: Vocabulary): string | null {
  if (tokens.some(({ kind }) => kind === "quoted" || kind === "number")) return null;
  const words = tokens.filter(({ kind, lower }) => kind === "word" && !EMPTY.has(lower)).map(({ lower }) =>
    lower.replace(/[^a-z0-9]/g, "")
  ).filter((word) => word !== "").slice(0, MOST_WORDS);
  if (words.length === 0 || !/^[a-z]/.test(words[0]!)) return null;
  const name = words.map((word, n) => n === 0 ? word : word[0]!.toUpperCase() + word.slice(1)).join("");
  return name.length > LONGEST_NAME || vocabulary.find(name) ? null : name;
}
