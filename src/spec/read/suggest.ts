/**
 * A sentence that would be read in the place of one that was not, in the words of the person who wrote it. What is
 * suggested has been read by the reader itself, so that it is never one more sentence that is refused.
 */
import { closest, distance } from "fastest-levenshtein";
import type { Token } from "../text/tokens.ts";
import { tokensOf } from "../text/tokens.ts";
import { canonical, type Symbol, type Vocabulary } from "../text/vocabulary.ts";
import { exprsOf, type Fact } from "../rows/facts.ts";
import { walk } from "../expr.ts";
import { given, leftToCaller } from "./rewrites.ts";
import { readRows, type RowRead } from "./rows.ts";
import type { Statement } from "./statements.ts";

export interface Suggested {
  reason: string;
  suggestion?: string;
}

const STEPS_PER_TRY = 4_000;
/** Longer sentences are not tried word by word. */
const MOST_TOKENS = 60;
const SHORTEST = 3;

/**
 * Why a sentence was not read, as far as can be told, and one that would be. `tries` bounds the work for a text: of
 * hundreds of suggestions nobody reads the last.
 */
export function suggestFor(statement: Statement, vocabulary: Vocabulary, tries: { left: number }): Suggested {
  const unread = { reason: "No sentence pattern reads all of this, so none of it was used." };
  if (tries.left-- <= 0) return unread;
  const found = statement.tokens.length <= MOST_TOKENS
    ? misspelt(statement, vocabulary) ?? undeclared(statement, vocabulary) ??
      given(statement, vocabulary) ?? shortened(statement, vocabulary) ?? leftToCaller(statement, vocabulary)
    : null;
  return found ?? { ...unread, suggestion: plainRule(statement, vocabulary) };
}

/** What a sentence would be read as where the statement stands. */
export function tryReading(
  tokens: readonly Token[],
  statement: Statement,
  vocabulary: Vocabulary,
  implies = false,
): RowRead {
  const scene = { section: statement.section, subject: statement.subject, implies };
  return readRows(tokens, vocabulary, scene, { stepsLeft: STEPS_PER_TRY });
}

/** Whether a sentence would be read where the statement stands. */
export function isReadable(sentence: string, statement: Statement, vocabulary: Vocabulary): boolean {
  return tryReading(tokensOf(sentence, { start: 0, end: sentence.length }), statement, vocabulary).kind ===
    "facts";
}

/** The words of some tokens, with the spaces that they had. */
export function wordsOf(tokens: readonly Token[]): string {
  return tokens.map((token, n) => {
    const before = tokens[n - 1];
    const text = token.kind === "quoted" ? `"${token.text}"` : token.text;
    return before && token.start > before.end ? ` ${text}` : text;
  }).join("").trim();
}

function misspelt(statement: Statement, vocabulary: Vocabulary): Suggested | null {
  const { tokens } = statement;
  const names = vocabulary.symbols().map((symbol) => symbol.key);
  if (names.length === 0) return null;
  for (const [n, token] of tokens.entries()) {
    if (
      token.kind !== "word" || token.text.length < 4 || token.text.length > 40 || vocabulary.find(token.text)
    ) continue;
    const meant = closest(token.text, names);
    const far = distance(canonical(token.text), canonical(meant));
    if (far === 0 || far > Math.max(1, Math.floor(meant.length / 4))) continue;
    const mended = [
      ...tokens.slice(0, n),
      { ...token, text: meant, lower: meant.toLowerCase() },
      ...tokens.slice(n + 1),
    ];
    if (tryReading(mended, statement, vocabulary).kind !== "facts") continue;
    return { reason: `"${token.text}" is not a known name; "${meant}" is.`, suggestion: wordsOf(mended) };
  }
  return null;
}

/** A rule about a name that nothing declares: the same rule, with the declaration before it. */
function undeclared(statement: Statement, vocabulary: Vocabulary): Suggested | null {
  const read = tryReading(statement.tokens, statement, vocabulary, true);
  if (read.kind !== "facts") return null;
  const names = [...new Set(read.notes.flatMap((note) => note.kind === "implied" ? [note.text] : []))];
  if (names.length === 0) return null;
  const fields = names.map((name) => `${name} (${typeOf(name, read.facts)})`).join(" and ");
  return {
    reason: `${names.map((name) => `"${name}"`).join(" and ")} ${
      names.length > 1 ? "are" : "is"
    } neither a field of the input nor worked out by a rule.`,
    suggestion: `The input has ${fields}. ${wordsOf(statement.tokens)}`,
  };
}

function typeOf(name: string, facts: readonly Fact[]): string {
  let type = "string";
  const isIt = (part: { kind: string; id?: string }) => part.kind === "ref" && part.id === `in.${name}`;
  for (const expr of facts.flatMap(exprsOf)) {
    walk(expr, (part) => {
      if (part.kind === "math" && [part.left, part.right].some(isIt)) type = "number";
      if (part.kind !== "compare" || ![part.left, part.right].some(isIt)) return;
      const other = isIt(part.left) ? part.right : part.left;
      if (other.kind === "number" || other.kind === "math" || other.kind === "ref") type = "number";
      if (other.kind === "boolean") type = "boolean";
    });
  }
  return type;
}

/** Words that begin what can be left out; elsewhere a cut goes through the middle of a thing. */
const STARTS_A_TAIL = new Set(
  ", ; : ( and or but if when unless where while because since so only except mostly usually which who that to for from in on at by with without after before during rounded instead compared"
    .split(" "),
);

/** The longest beginning of the sentence that says something by itself. */
function shortened(statement: Statement, vocabulary: Vocabulary): Suggested | null {
  const { tokens } = statement;
  const last = tokens.at(-1)?.lower === "." ? tokens.length - 1 : tokens.length;
  for (let end = last - 1; end >= Math.max(SHORTEST, last / 3); end--) {
    const start = tokens.slice(0, end);
    if ([",", "and", "or", "but"].includes(start.at(-1)!.lower) || !STARTS_A_TAIL.has(tokens[end]!.lower)) {
      continue;
    }
    if (tryReading(start, statement, vocabulary).kind !== "facts") continue;
    const rest = wordsOf(tokens.slice(end, last)).replace(/^,\s*/, "");
    return {
      reason: `"${rest}" was not understood, so the whole sentence was not used.`,
      suggestion: `${wordsOf(start)}.`,
    };
  }
  return null;
}

/** A rule of the kind that the section holds, about names that the requirements have. */
export function plainRule(statement: Statement, vocabulary: Vocabulary): string {
  const text = wordsOf(statement.tokens);
  const options = [...rulesFor(text, statement, vocabulary), ...SHAPES[statement.section]];
  return options.find((option) => isReadable(option, statement, vocabulary)) ?? options.at(-1)!;
}

const SHAPES: Readonly<Record<Statement["section"], string[]>> = {
  input: ["price: number, required, at least 0"],
  output: ["total: number"],
  rules: ["total is 2 times 3."],
  errors: ["Return 422 for invalid input."],
  examples: ['For input {"price": 5} return {"total": 5}.'],
  categories: ["billing: refund, invoice, charge"],
  transitions: ["draft -> published"],
  none: ["The input has price (number) and quantity (integer)."],
};

function rulesFor(text: string, { tokens }: Statement, vocabulary: Vocabulary): string[] {
  const named = tokens.flatMap((_, n) => vocabulary.at(tokens, n)?.symbol ?? []);
  const symbols = [...named, ...vocabulary.symbols()];
  const field = symbols.find(({ role, type }) =>
    role === "input" && (type === "number" || type === "integer")
  );
  const value = named.find(({ role }) => role === "value");
  const condition = conditionOn(field ?? symbols.find(({ role }) => role === "input"));
  const rules: string[] = [];
  if (/\b(errors?|fail|invalid|malformed|wrong)\b/i.test(text)) rules.push("Return 422 for invalid input.");
  if (/\bround/i.test(text)) {
    rules.push(value ? `Round ${value.key} to 2 decimals.` : "Round everything to 2 decimals.");
  }
  if (/\b(reject|refuse|deny|block)/i.test(text) && condition) {
    rules.push(`Reject with 422 when ${condition}.`);
  }
  if (/\b(valid|validate|check|must|should)\b/i.test(text)) {
    rules.push(...limitOn(named.find(({ role }) => role === "input")));
  }
  if (/\bdiscount|% off\b/i.test(text) && condition) {
    rules.push(`discount is 10 when ${condition}, otherwise 0.`);
  }
  if (/\bpoints?\b|\bscore\b/i.test(text) && condition) rules.push(`Add 10 points if ${condition}.`);
  if (condition) rules.push(`result is "yes" when ${condition}, otherwise "no".`);
  return rules;
}

function conditionOn(field: Symbol | undefined): string | undefined {
  if (!field) return undefined;
  if (field.type === "number" || field.type === "integer") return `${field.key} is over 100`;
  if (field.type === "boolean") return `${field.key} is true`;
  return field.options ? `${field.key} is "${field.options[0]}"` : `${field.key} is present`;
}

function limitOn(field: Symbol | undefined): string[] {
  if (!field) return [];
  const isNumber = field.type === "number" || field.type === "integer";
  return [isNumber ? `${field.key} must be at least 0.` : `${field.key} must not be empty.`];
}

/** The same condition with brackets around what "and" joins, or with "or" where one value can't be two. */
export function bracketed({ tokens }: Statement): string {
  const text = wordsOf(tokens);
  const when = /\b(if|when|where|unless)\b/i.exec(text);
  if (!when) return text;
  const [head, condition] = [
    text.slice(0, when.index + when[0].length),
    text.slice(when.index + when[0].length),
  ];
  if (!/\bor\b/i.test(condition)) return `${head}${condition.replace(/\band\b/gi, "or")}`;
  const parts = condition.trim().replace(/[.]$/, "").split(/\bor\b/i).map((part) => part.trim());
  return `${head} ${parts.map((part) => /\band\b/i.test(part) ? `(${part})` : part).join(" or ")}.`;
}
