import type { Span } from "./blocks.ts";

/** Words after which a full stop does not end a sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|approx|incl|excl|max|min|no|nr|st|mr|mrs|ms|dr|inc|ltd|co|fig|resp|a\.m|p\.m)\.\s*$/i;
/** The number of a step: "1. Take the price." is one sentence. */
const ORDINAL = /^\s*(?:step\s+)?\d{1,2}[.)]\s*$/i;
const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
/** Longer stretches are cut at line ends first; the segmenter is slow on very long text without stops. */
const MAX_SENTENCE_LENGTH = 2_000;

/**
 * The sentences of one block. A line that ends a thought (a colon, or a list of short lines) is one of its own;
 * other line breaks are soft. Quoted text and brackets are never cut in two.
 */
export function sentencesOf(text: string, block: Span): Span[] {
  const spans: Span[] = [];
  for (const part of hardLines(text, block)) spans.push(...segments(text, part));
  return spans.map((span) => trimmed(text, span)).filter((span) => span.end > span.start);
}

/** A line that names its section is whole, and so is one of several lines that each say what something is. */
const LABELLED = /^\s*(?:in|inputs?|fields|out|outputs?|returns?) *:[^\n]+$/i;
const ASSIGNS =
  /^(?!(?:and|or|if|when|unless|otherwise|else|but|than|with)\b)[A-Za-z_`][\w`]*(?: [\w`]+){0,3} (?:is|are|=) (?:[^\n]*[^\n\s])?(?<!\b(?:and|or|if|when|unless|otherwise|else|is|are|than|by|with|to|of|a|an|the|plus|minus|times|for|,))$/i;

/** A short line, and one that begins with an order after it: each says something of its own. */
const ORDER =
  /^(?:add|subtract|deduct|start|return|returns|reject|round|multiply|divide|double|cap|set|if|when|unless|otherwise|else|input|output|inputs|outputs)\b/i;

function lastLineOf(text: string): string {
  return text.slice(text.lastIndexOf("\n") + 1);
}

function isShort(line: string): boolean {
  const last = lastLineOf(line);
  return last.length < 60 && last.length > 0 &&
    !/(?:,|\b(?:and|or|to|the|a|an|of|is|are|by|with|must|should|then|it|we|will|for|in|that|which|please))$/i
      .test(last);
}

/** "score can't go below 0": a subject and what it may be. */
const SUBJECT_MODAL =
  /^(?:the )?[A-Za-z_`][\w`]*(?: [\w`]+){0,2} (?:can't|cannot|can|must|may|should|never|starts|is|are|stays|has to) /i;

/** "subtract 10 if years < 2", and on the next line "score can't go below 0". */
const LIMITS =
  /^[A-Za-z_`][\w`]*(?: [\w`]+)? (?:can't|cannot|can not|must|should|may not|never|shall|has to) /i;

function isOrder(line: string): boolean {
  const last = line.slice(line.lastIndexOf("\n") + 1);
  return isShort(line) && ORDER.test(last);
}

/** A line that says what an operation does: `action = "save": …`. */
const OPERATION = /^[a-z]+ ?= ?"[^"]+" ?:/i;

/** Cuts at line ends where the next line starts afresh: after `:`/`.`/`;`, or before a capital or a `name:`. */
function hardLines(text: string, block: Span): Span[] {
  const parts: Span[] = [];
  let start = block.start;
  for (let at = text.indexOf("\n", start); at !== -1 && at < block.end; at = text.indexOf("\n", at + 1)) {
    const before = text.slice(start, at).trimEnd();
    const next = text.slice(at + 1, Math.min(block.end, at + 80)).trimStart();
    if (isOpen(before) || (isWrapped(before, next) && !OPERATION.test(next))) continue;
    if (
      (/(->|=>)/.test(before) && /(->|=>)/.test(text.slice(at + 1).split("\n", 1)[0]!)) ||
      (/(->|=>|→)/.test(before) && /^[\p{Lu}+]/u.test(next)) || /^[+-]\d/.test(next) ||
      /[.:;!?]$/.test(before) || (isShort(before) && ORDER.test(next)) ||
      (isShort(before) && ORDER.test(lastLineOf(before)) && SUBJECT_MODAL.test(next)) ||
      LABELLED.test(before) ||
      (ASSIGNS.test(before) && ASSIGNS.test(next)) || (isOrder(before) && LIMITS.test(next)) ||
      /^[A-Za-z_`][\w`]*(?: [\w`]+){0,3}\s*[:=(]/.test(next) ||
      /^[A-Za-z_`][\w`]* +[-–] /.test(next) ||
      before.length > MAX_SENTENCE_LENGTH
    ) {
      parts.push({ start, end: at });
      start = at + 1;
    }
  }
  parts.push({ start, end: block.end });
  return parts;
}

const WRAPPED_LENGTH = 60;

/** A long line that goes on in lower case was broken for its length, and not because a thought ended. */
function isWrapped(before: string, next: string): boolean {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return line.length > WRAPPED_LENGTH && !/[.:;!?]$/.test(before) && /^[a-z]+[ ,.;]/.test(next);
}

/** The `?` and the dots of a URL end no sentence. */
const URL_TEXT = /https?:\/\/[^\s"'`<>()]*[^\s"'`<>().,;:!?]/g;

function masked(url: string): string {
  return "x".repeat(url.length);
}

function segments(text: string, part: Span): Span[] {
  const flat = text.slice(part.start, part.end).replace(/\n/g, " ").replace(URL_TEXT, masked);
  const spans: Span[] = [];
  for (const { index, segment } of segmenter.segment(flat)) {
    for (const { start, end } of stops(segment)) {
      const last = spans.at(-1);
      if (last && isOpen(text.slice(last.start, last.end))) last.end = part.start + index + end;
      else spans.push({ start: part.start + index + start, end: part.start + index + end });
    }
  }
  return spans;
}

/** A full stop ends a sentence also where the next one begins in lower case, and so does `;` before "out:". */
const STOP =
  /(?<=\S[.!?]) +(?=[\p{Ll}\d`"'(])|; +(?=(?!if|when|otherwise|else|unless|and|or)\w+(?: \w+){0,2} (?:is|are|must be) an? )|; *(?=(?:in|out|inputs?|outputs?|rules?|returns?|response) *:)/giu;

function stops(segment: string): Span[] {
  const ends = [...segment.matchAll(STOP)].map((match) => match.index + match[0].length);
  return [...ends, segment.length].map((end, n) => ({ start: ends[n - 1] ?? 0, end }));
}

/** Whether a stretch can't be a whole sentence yet: an abbreviation, an open quote or bracket. */
function isOpen(stretch: string): boolean {
  if (stretch.length > MAX_SENTENCE_LENGTH) return false;
  if (ABBREVIATION.test(stretch) || ORDINAL.test(stretch)) return true;
  const quotes = stretch.split('"').length - 1;
  const braces = count(stretch, /[{[(]/g) - count(stretch, /[}\])]/g);
  return quotes % 2 === 1 || braces > 0;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function trimmed(text: string, span: Span): Span {
  const raw = text.slice(span.start, span.end);
  const start = span.start + raw.length - raw.trimStart().length;
  return { start, end: Math.max(start, span.start + raw.trimEnd().length) };
}
