import type { Span } from "./blocks.ts";

export type TokenKind = "word" | "number" | "quoted" | "symbol" | "json" | "url";

export interface Token extends Span {
  kind: TokenKind;
  /** As written; for `quoted` what stands between the quotes. */
  text: string;
  lower: string;
  /** Written as a name: in backticks, camelCase or snake_case. */
  isName: boolean;
}

const TOKEN = new RegExp(
  [
    /(?<url>https?:\/\/[^\s"'`<>()]*[^\s"'`<>().,;:!?])/,
    /(?<name>`[^`\n]{1,200}`)/,
    /(?<quoted>"[^"\n]{0,500}"|(?<![A-Za-z0-9])'[^'\n]{1,500}'(?![A-Za-z0-9]))/,
    /(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)/,
    /(?<word>[\p{L}_][\p{L}\p{N}_]*(?:[-'][\p{L}\p{N}_]+)*)/u,
    /(?<symbol><=|>=|!=|==|=>|->|&&|\|\||\*\*|\.{2,3}|[^\s])/,
  ].map((part) => part.source).join("|"),
  "gu",
);

/** A sentence longer than this is not read: no pattern is that long, and reading it could take long. */
export const MAX_TOKENS = 400;

export function tokensOf(text: string, span: Span): Token[] {
  // A line break within a sentence is a space, also within quotes.
  const source = text.slice(span.start, span.end).replaceAll("\n", " ");
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (const match of source.matchAll(TOKEN)) {
    const json = source[match.index] === "{" || source[match.index] === "["
      ? jsonEnd(source, match.index)
      : 0;
    if (tokens.length > 0 && match.index + span.start < tokens.at(-1)!.end) continue;
    tokens.push(json > 0 ? jsonToken(source, span, match.index, json) : tokenOf(match, span));
    if (tokens.length > MAX_TOKENS) break;
  }
  return tokens.map((token, at) => isLetterName(token, tokens[at + 1]) ? { ...token, isName: true } : token);
}

const AFTER_NAME = new Set(
  "and or plus minus times is are divided by must should squared multiplied equals exceeds".split(" "),
);

/** "a" is a name where no noun follows it: "the sum of a and b", `a * b`. */
function isLetterName(token: Token, next: Token | undefined): boolean {
  if (token.text !== "a" || token.kind !== "word") return false;
  return next === undefined || (next.kind === "symbol" && next.text !== "$" && next.text !== "-") ||
    AFTER_NAME.has(next.lower);
}

function jsonToken(source: string, span: Span, at: number, end: number): Token {
  const text = source.slice(at, end);
  return {
    kind: "json",
    text,
    lower: "{json}",
    isName: false,
    start: span.start + at,
    end: span.start + end,
  };
}

function tokenOf(match: RegExpExecArray, span: Span): Token {
  const { url, name, quoted, number, word } = match.groups!;
  const raw = match[0];
  const at = { start: span.start + match.index, end: span.start + match.index + raw.length };
  if (url) return { kind: "url", text: url, lower: "{url}", isName: false, ...at };
  if (name) return backticked(name.slice(1, -1), at);
  if (quoted) {
    return {
      kind: "quoted",
      text: quoted.slice(1, -1).replace(/\s+/g, " "),
      lower: "{quoted}",
      isName: false,
      ...at,
    };
  }
  if (number) {
    return { kind: "number", text: number.replaceAll(",", ""), lower: "{number}", isName: false, ...at };
  }
  const isName = word !== undefined && /[a-z][A-Z]|[A-Za-z0-9]_[A-Za-z0-9]/.test(raw);
  return { kind: word ? "word" : "symbol", text: raw, lower: raw.toLowerCase(), isName, ...at };
}

/** Backticks hold a name (`` `price` ``), a number, or a text (`` `"DE"` ``, `` `not a name!` ``). */
function backticked(inner: string, at: Span): Token {
  const isName = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(inner);
  if (isName) return { kind: "word", text: inner, lower: inner.toLowerCase(), isName, ...at };
  if (/^\d+(\.\d+)?$/.test(inner)) return { kind: "number", text: inner, lower: "{number}", isName, ...at };
  const text = inner.replace(/^["'](.*)["']$/, "$1");
  return { kind: "quoted", text, lower: "{quoted}", isName, ...at };
}

/** Where the JSON object or list that opens at `at` ends, or 0 if it isn't JSON. */
function jsonEnd(source: string, at: number): number {
  for (let depth = 0, i = at, quoted = false; i < source.length; i++) {
    const char = source[i];
    if (char === '"' && source[i - 1] !== "\\") quoted = !quoted;
    if (quoted) continue;
    if (char === "{" || char === "[") depth++;
    if (char === "}" || char === "]") depth--;
    if (depth === 0) return isJson(source.slice(at, i + 1)) ? i + 1 : 0;
  }
  return 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
