/**
 * The requirements as statements: sentences with the section they stand in, ready to be read. An introduction such
 * as "Create an API that accepts a lead, scores fit and returns next actions" becomes one statement per verb.
 */
import { type Block, blocksOf, type Span } from "../text/blocks.ts";
import { sentencesOf } from "../text/sentences.ts";
import { MAX_TOKENS, type Token, tokensOf } from "../text/tokens.ts";
import { keyOf } from "../text/vocabulary.ts";
import type { Name } from "../grammar/reader.ts";
import type { Section } from "../rows/facts.ts";
import { introParts } from "./intro.ts";
import { inlineSection, sectionOf } from "./sections.ts";
import type { TableRow } from "./lookup_rows.ts";
import { refuses } from "./success.ts";
import { tableStatements } from "./tables.ts";

export interface Statement extends Span {
  kind:
    | "sentence"
    | "heading"
    | "leadIn"
    | "json"
    | "table"
    | "intro"
    | "title"
    | "topic"
    | "tableHeader"
    | "tableRow";
  tokens: Token[];
  section: Section;
  /** Where its block starts; a paragraph or an item of a list is one. */
  block?: number;
  /** The operation that it is about, where a text has several. */
  operation?: string;
  /** The words of the sentence before. */
  before?: readonly Token[];
  subject?: Name;
  /** The sentence that led into a list ("Reject with 422 when:"), read together with each of its items. */
  leadIn?: Token[];
  /** "Rules: total is …": what follows the heading that stands in the same sentence. */
  inline?: { section: Section; tokens: Token[] };
  /** The entry of a list under which it is indented. */
  parent?: Statement;
  /** It is an entry of a bulleted or numbered list. */
  isItem?: boolean;
  /** After a sentence that refuses requests: "otherwise" means all that were not. */
  follows?: boolean;
  /** For `json`: the text of the block. */
  body?: string;
  rows?: Span[][];
  /** For `tableRow`. */
  row?: TableRow;
}

interface Place {
  section: Section;
  subject?: Name;
  leadIn?: Token[];
  leadInDepth?: number;
  hasItems?: boolean;
  /** The entries of lists that the next one may belong to. */
  parents?: { depth: number; statement: Statement }[];
}

/** The paragraph after a list of fields is not about fields any more. */
function afterList(place: Place): Place {
  return place.hasItems && (place.section === "input" || place.section === "output")
    ? { section: "none" }
    : place;
}

/** Sentences beyond this are not read; no pattern is that long. */
const MAX_SENTENCE_LENGTH = 3_000;

export function statementsOf(text: string): Statement[] {
  const statements: Statement[] = [];
  let place: Place = { section: "none" };
  for (const block of blocksOf(text)) place = readBlock(text, block, place, statements);
  statements.forEach((each, n) => each.follows = n > 0 && refuses(statements[n - 1]!.tokens));
  return statements;
}

function readBlock(text: string, block: Block, place: Place, statements: Statement[]): Place {
  switch (block.kind) {
    case "heading":
      return readHeading(text, block, statements);
    case "code":
      statements.push({
        kind: "json",
        start: block.start,
        end: block.end,
        tokens: [],
        section: place.section,
        body: text.slice(block.bodyStart, block.bodyEnd),
        leadIn: place.leadIn,
      });
      return place;
    case "table":
      statements.push(...tableStatements(text, block, place.section));
      return place;
    case "paragraph":
      return readSentences(
        text,
        block,
        { ...afterList(place), leadIn: undefined, hasItems: false },
        statements,
      );
    case "item":
      return readItem(text, block, place, statements);
  }
}

function readHeading(text: string, block: Span, statements: Statement[]): Place {
  const tokens = readableTokens(text, block);
  const named = sectionOf(tokens);
  statements.push({
    kind: named ? "heading" : "title",
    start: block.start,
    end: block.end,
    tokens,
    section: "none",
  });
  return named ?? { section: "none" };
}

/** An entry that is indented belongs to the one before it. */
function readItem(
  text: string,
  block: Extract<Block, { kind: "item" }>,
  place: Place,
  statements: Statement[],
): Place {
  const before = statements.length;
  const after = readSentences(text, block, place, statements, true);
  const above = (place.parents ?? []).filter(({ depth }) => depth < block.depth);
  const added = statements.slice(before);
  for (const statement of added) statement.parent = above.at(-1)?.statement;
  const own = added[0] ? [{ depth: block.depth, statement: added[0] }] : [];
  return { ...after, hasItems: true, parents: [...above, ...own] };
}

function readSentences(
  text: string,
  block: Span,
  before: Place,
  statements: Statement[],
  isItem = false,
): Place {
  let place = before;
  for (const span of sentencesOf(text, block)) {
    const isLong = span.end - span.start > MAX_SENTENCE_LENGTH;
    const tokens = isLong ? [] : withoutOrdinal(readableTokens(text, span));
    const isLeadIn = tokens.at(-1)?.lower === ":";
    const isHeading = isLeadIn ||
      (!isItem && span.start === block.start && span.end === block.end && tokens.length <= 4);
    const named = isHeading ? sectionOf(tokens) : null;
    if (named) {
      statements.push({ kind: "heading", ...span, tokens, section: place.section });
      place = named;
      continue;
    }
    if (isLeadIn && !isItem) {
      statements.push({ kind: "leadIn", ...span, tokens, section: place.section });
      place = { ...place, leadIn: tokens };
      continue;
    }
    const parts = introParts(tokens);
    if (parts) {
      for (const part of parts) statements.push({ ...part, section: "none" });
      continue;
    }
    statements.push({
      kind: "sentence",
      ...span,
      block: block.start,
      before: statements.at(-1)?.tokens,
      tokens,
      section: place.section,
      subject: place.subject,
      inline: isItem && !isShortLabel(tokens) ? undefined : inlineSection(tokens),
      leadIn: isItem ? place.leadIn : undefined,
      isItem,
    });
  }
  return place;
}

/** "- out: area = …"; an entry "input: string" is a field of that name. */
function isShortLabel([first]: readonly Token[]): boolean {
  return first?.lower === "in" || first?.lower === "out";
}

/** "2. Add the tax." and "Step 2: add the tax." say "add the tax". */
function withoutOrdinal(tokens: Token[]): Token[] {
  const at = tokens[0]?.lower === "step" ? 1 : 0;
  const isNumbered = /^\d{1,2}$/.test(tokens[at]?.text ?? "") &&
    [".", ")", ":"].includes(tokens[at + 1]?.lower ?? "");
  return isNumbered && (at > 0 || tokens[1]!.lower !== ":") ? tokens.slice(at + 2) : tokens;
}

/** The tokens of a sentence, or none if it is too long to be read: half a sentence must never be taken for a whole one. */
function readableTokens(text: string, span: Span): Token[] {
  const tokens = tokensOf(text, span);
  return tokens.length > MAX_TOKENS ? [] : tokens;
}

/** A name made of tokens that are not in the vocabulary. */
export function nameFrom(tokens: readonly Token[]): Name {
  return { key: keyOf(tokens), words: tokens.map((token) => token.text).join(" ") };
}
