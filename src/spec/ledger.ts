/** The ledger: every statement of the requirements with what became of it. Nothing is left out. */
import type { Diagnostic, Draft } from "./assemble/origin.ts";
import { originalEnd } from "./compile.ts";
import type { Clause, ClauseStatus, Coverage } from "./outcome.ts";
import { isAim, isQuestion, isTitleLine } from "./read/captions.ts";
import { isBackground, type Told } from "./read/background.ts";
import { asksNothing, isCaption, isGoal, isSummary, isTitle, isTopic, leadsIn } from "./read/description.ts";
import type { Token } from "./text/tokens.ts";
import type { Reading, ReadStatement } from "./read/read.ts";
import { bracketed, plainRule, suggestFor } from "./read/suggest.ts";
import { canonical, wordsOf } from "./text/vocabulary.ts";
import { UNSUPPORTED } from "./read/unsupported.ts";
import type { Spec } from "./schema.ts";
import type { Normalised } from "./text/normalise.ts";

export interface Judged {
  status: ClauseStatus;
  paraphrase?: string;
  reason?: string;
  suggestion?: string;
}

export interface LedgerInput {
  requirements: string;
  normalised: Normalised;
  reading: Reading;
  draft: Draft;
  spec: Spec | null;
}

export function buildLedger(input: LedgerInput): Coverage {
  const { reading, draft } = input;
  const lines = lineStarts(input.requirements);
  const tries = { left: MOST_SUGGESTIONS };
  const clauses = reading.statements.map((read, index) => {
    const start = input.normalised.origin[read.statement.start]!;
    const end = originalEnd(input.normalised, read.statement.end);
    const judged = judge(read, index, input, tries);
    const nodes = [...(draft.nodes.get(index) ?? [])];
    return {
      quote: input.requirements.slice(start, end),
      start,
      end,
      line: lineAt(lines, start),
      nodes,
      ...judged,
    };
  });
  return { clauses, coverage: shareCarried(clauses), assumptions: assumptionsOf(input), paraphrase: "" };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** Clauses for which a rewrite is looked for; with more than these nobody reads them all. */
const MOST_SUGGESTIONS = 40;

function judge(read: ReadStatement, index: number, input: LedgerInput, tries: { left: number }): Judged {
  const { reading, draft } = input;
  const diagnostic = draft.diagnostics.find((each) => each.statement === index);
  if (diagnostic) return fromDiagnostic(diagnostic, read, reading);
  if (read.refusal) {
    return { status: read.refusal.refused, reason: read.refusal.reason, suggestion: read.refusal.suggestion };
  }
  if (read.row) return judgeRead(read, draft.filled.has(index));
  const { kind, tokens } = read.statement;
  if (kind === "heading" || kind === "tableHeader") return { status: "context" };
  if (kind === "leadIn" && isFollowed(read, index, reading)) return { status: "context" };
  if (introducesTable(index, reading) && !unsupportedIn(textOf(read), reading.vocabulary.isStored)) {
    return { status: "context" };
  }
  if (
    isOpening(index, reading) && announces(tokens, input) &&
    !unsupportedIn(textOf(read), reading.vocabulary.isStored)
  ) {
    return { status: "context" };
  }
  if (kind === "intro" && isCarriedBy(read, input)) return { status: "context" };
  if (
    isOpening(index, reading) && isCaption(tokens) &&
    !unsupportedIn(textOf(read), reading.vocabulary.isStored)
  ) {
    return { status: "context" };
  }
  if (isOpening(index, reading) && isGoal(tokens) && isCarriedBy(read, input)) return { status: "context" };
  if (isPreface(read, index, input)) return { status: "context" };
  if (isOpening(index, reading) && isBackgroundHere(read, input)) return { status: "context" };
  if (kind === "topic" && isTopic(tokens) && !unsupportedIn(textOf(read), reading.vocabulary.isStored)) {
    return { status: "context" };
  }
  if (kind === "title" && isTitle(tokens) && !unsupportedIn(textOf(read), reading.vocabulary.isStored)) {
    return { status: "context" };
  }
  if (
    tokens.length > 0 && !unsupportedIn(textOf(read), reading.vocabulary.isStored) && isContext(read, reading)
  ) {
    return { status: "context" };
  }
  return unread(read, reading, tries);
}

function fromDiagnostic(
  { status, reason, suggestion }: Diagnostic,
  read: ReadStatement,
  reading: Reading,
): Judged {
  const waiting = status === "not_understood" && awaited(read, reading);
  if (waiting) {
    return { status, reason: `${reason} The sentence that speaks of ${waiting} was not understood.` };
  }
  if (suggestion) return { status, reason, suggestion };
  // Of two sentences that contradict each other only the writer knows which one holds.
  return status === "contradiction"
    ? { status, reason }
    : { status, reason, suggestion: plainRule(read.statement, reading.vocabulary) };
}

/** The output that a sentence names and another sentence, which was not understood, speaks of. */
function awaited(read: ReadStatement, { statements }: Reading): string | undefined {
  const names = read.facts.flatMap((fact) => fact.kind === "output" ? [fact.name.key] : []);
  const unread = statements.filter((each) => !each.row && each !== read && each.statement.kind !== "heading");
  return names.find((name) =>
    unread.some(({ statement }) => statement.tokens.some(({ text }) => canonical(text) === canonical(name)))
  );
}

function judgeRead(read: ReadStatement, isFilled: boolean): Judged {
  const ambiguous = read.notes.find((note) => note.kind === "ambiguous");
  if (ambiguous) {
    return {
      status: "ambiguous",
      reason: ambiguous.text,
      suggestion: bracketed(read.statement),
    };
  }
  const isAssumed = isFilled || read.notes.some((note) => note.kind === "assumed" || note.ref !== undefined);
  return { status: isAssumed ? "assumed" : "covered", paraphrase: read.row!.paraphrase };
}

/** A lead-in is accounted for by the items of its list, each of which is judged by itself. */
function isFollowed(read: ReadStatement, index: number, reading: Reading): boolean {
  const { tokens } = read.statement;
  const items = reading.statements.slice(index + 1).filter(({ statement }) => statement.leadIn === tokens);
  return items.length > 0 && (items.some(({ usesLead }) => usesLead) || isHarmless(tokens));
}

/** A lead-in that only announces its list: no number, no quoted text, no bracket that could declare something. */
function isHarmless(tokens: readonly Token[]): boolean {
  return tokens.every(({ kind, lower }) => kind === "word" || [":", ",", "-", "."].includes(lower)) &&
    !tokens.some(({ lower }) => LIMITING.has(lower));
}

const LIMITING = new Set("if when whenever unless only except until members".split(" "));

function isContext(read: ReadStatement, reading: Reading): boolean {
  return read.statement.section === "none" && read.statement.kind === "sentence" &&
    read.statement.leadIn === undefined &&
    asksNothing(read.statement.tokens, reading.vocabulary);
}

/** Whether nothing was said before but a title. */
function isOpening(index: number, reading: Reading): boolean {
  return reading.statements[index]!.statement.kind === "sentence" &&
    reading.statements.slice(0, index).every(({ row, statement }) => !row && statement.kind !== "sentence");
}

/** A title, an aim or a reason before the first sentence that says something. */
function isPreface(read: ReadStatement, index: number, { reading }: LedgerInput): boolean {
  const { kind, tokens } = read.statement;
  if (kind !== "sentence" && kind !== "leadIn") return false;
  if (unsupportedIn(textOf(read), reading.vocabulary.isStored)) return false;
  const { vocabulary } = reading;
  return (isOpening(index, reading) && (isTitleLine(tokens, vocabulary) || isAim(tokens, vocabulary))) ||
    (kind === "leadIn" || isOpening(index, reading)) && isQuestion(tokens, vocabulary);
}

function isBackgroundHere(read: ReadStatement, { reading, spec }: LedgerInput): boolean {
  if (unsupportedIn(textOf(read), reading.vocabulary.isStored)) return false;
  const told: Told = {
    hasRules: spec !== null && spec.steps.some((step) => step.source.kind === "text"),
    words: new Set(
      reading.statements.filter(({ row }) => row).flatMap(({ statement }) =>
        statement.tokens.flatMap(({ text }) => [text, ...wordsOf(text)].map(canonical))
      ),
    ),
  };
  return isBackground(read.statement.tokens, told);
}

/** An introduction that sums up rules which are spelled out elsewhere. */
function isCarriedBy(read: ReadStatement, { reading, spec }: LedgerInput): boolean {
  const isSpelledOut = spec !== null && spec.steps.some((step) => step.source.kind === "text");
  return isSpelledOut && !unsupportedIn(textOf(read), reading.vocabulary.isStored) &&
    isSummary(read.statement.tokens, reading.vocabulary);
}

/** "Decide the discount from this table:", before one whose rows were all read. */
function introducesTable(index: number, { statements }: Reading): boolean {
  const { statement } = statements[index]!;
  const next = statements[index + 1];
  const row = next?.statement.kind === "tableHeader" ? statements[index + 2] : next;
  if (next?.row && next.statement.kind === "json") return leadsIn(statement.tokens, true);
  const isRead = row?.facts.some((fact) =>
    (fact.kind === "decide" && fact.table !== undefined) || fact.kind === "pair"
  );
  return isRead === true && leadsIn(statement.tokens);
}

/** "Return the monthly price of a plan." says no more than the rules that give the price. */
function announces(tokens: readonly Token[], { reading, spec }: LedgerInput): boolean {
  const rest = tokens.filter(({ lower }) => lower !== "me" && lower !== "us");
  const named = rest.flatMap((_, n) => reading.vocabulary.at(rest, n)?.symbol.key ?? []);
  return spec !== null && spec.outputs.some(({ key }) => named.includes(key)) &&
    isSummary(rest, reading.vocabulary);
}

function textOf(read: ReadStatement): string {
  return read.statement.tokens.map((token) => token.kind === "quoted" ? '""' : token.text).join(" ");
}

/** Where data is kept, words for keeping ask for nothing that can't be done. */
function unsupportedIn(text: string, isStored: boolean) {
  return UNSUPPORTED.find(({ words, isStorage }) => words.test(text) && !(isStored && isStorage));
}

function unread(read: ReadStatement, reading: Reading, tries: { left: number }): Judged {
  const known = unsupportedIn(textOf(read), false);
  if (known) {
    return {
      status: "unsupported",
      reason: known.reason,
      suggestion: known.suggest(read.statement, reading.vocabulary),
    };
  }
  if (read.statement.kind === "table" || read.statement.kind === "tableRow") {
    return {
      status: "unsupported",
      reason: read.statement.kind === "table"
        ? "A table is read when its rows are as long as its header, and there are at most 200 of them."
        : "A row of a table is read when a column has the name of a field, and each cell a value, a limit or a range.",
      suggestion: "Write each row as a sentence: shipping is 5 when weight is at most 2.",
    };
  }
  return { status: "not_understood", ...suggestFor(read.statement, reading.vocabulary, tries) };
}

function shareCarried(clauses: readonly Clause[]): number {
  const asking = clauses.filter((clause) => clause.status !== "context");
  if (asking.length === 0) return 0;
  const carried =
    asking.filter((clause) => clause.status === "covered" || clause.status === "assumed").length;
  return Math.round((carried / asking.length) * 1000) / 1000;
}

function assumptionsOf({ reading, draft }: LedgerInput): Coverage["assumptions"] {
  const noted = reading.statements.flatMap(({ notes }, index) => {
    const node = [...(draft.nodes.get(index) ?? ["requirements"])][0]!;
    return notes.filter((note) => note.kind === "assumed" || note.ref !== undefined).map((note) => ({
      node,
      text: note.ref ? `${note.ref.replace(/^(in|val)\./, "")} is given in ${note.text}` : note.text,
    }));
  });
  const literals = new Set(
    reading.statements.flatMap(({ notes }) =>
      notes.flatMap(({ kind, text }) => kind === "literal" ? [text] : [])
    ),
  );
  const bare = `words without quotes are taken as texts: ${[...literals].join(", ")}`;
  const all = [...draft.assumptions, ...noted];
  return gathered(literals.size > 0 ? [...all, { node: "requirements", text: bare.slice(0, 1000) }] : all);
}

/** What is said of many names in the same words is said once. */
const ALIKE: readonly { one: RegExp; all: (names: string) => string }[] = [
  { one: /^(\S+) is required$/, all: (names) => `required, as nothing else is said: ${names}` },
  { one: /^(\S+) is a number$/, all: (names) => `numbers, by their use: ${names}` },
  { one: /^(\S+) is a string$/, all: (names) => `texts, as nothing else is said: ${names}` },
  { one: /^(\S+) is a boolean$/, all: (names) => `true or false, by their use: ${names}` },
  { one: /^(.+ has the JSON key .+)$/, all: (names) => names },
];

function gathered(assumptions: Coverage["assumptions"]): Coverage["assumptions"] {
  const seen = new Set<string>();
  const unique = assumptions.filter(({ text }) => !seen.has(text) && seen.add(text));
  const alike = (text: string) => ALIKE.find(({ one }) => one.test(text));
  const merged = ALIKE.flatMap(({ one, all }) => {
    const names = unique.flatMap(({ text }) => one.exec(text)?.[1] ?? []);
    return names.length > 0 ? [{ node: "input", text: all(names.join(", ")).slice(0, 1000) }] : [];
  });
  return [...merged, ...unique.filter(({ text }) => !alike(text))];
}
