/**
 * Reads all statements. Names come first, over as many rounds as new names keep turning up, so that a sentence may
 * use a name that is only explained further down; then everything is read once more with every name known.
 */
import type { Note } from "../grammar/reader.ts";
import type { Fact, Refusal, Row, Scene } from "../rows/facts.ts";
import { Vocabulary } from "../text/vocabulary.ts";
import type { Token } from "../text/tokens.ts";
import { namesGiven } from "./anaphora.ts";
import { antecedentOf } from "./antecedent.ts";
import { isCondition, readClauses } from "./compose.ts";
import { isTitleLine } from "./captions.ts";
import { isGoal, isSummary } from "./description.ts";
import { gather } from "./gather.ts";
import { refusedUnless } from "./clauses.ts";
import { readKept } from "./kept.ts";
import { declaredFields, declaresInput, type ImpliedField, impliedFields, learnValues } from "./implied.ts";
import { verbPhrases } from "./intro.ts";
import { itemScene, readLeadIn } from "./lead_in.ts";
import { recentValue } from "./recent.ts";
import { joined, readBracketed, readHalves } from "./joined.ts";
import { JSON_ROW, jsonFields } from "./json_fields.ts";
import { withinParent } from "./nested.ts";
import { namesOption, readPairItem, readTableRow } from "./lookups.ts";
import { readRows, type RowRead } from "./rows.ts";
import { refuses, withoutSuccess } from "./success.ts";
import type { Statement } from "./statements.ts";
import { readWorded } from "./wordings.ts";

export interface ReadStatement {
  statement: Statement;
  row?: Row;
  facts: Fact[];
  notes: Note[];
  refusal?: Refusal;
  /** The sentence that led into the list was read with it. */
  usesLead?: boolean;
}

export interface Reading {
  statements: ReadStatement[];
  /** Fields that no statement declares and that rules use. */
  implied: ImpliedField[];
  /** Fields that a sentence outside any list of fields declares. */
  declared: ImpliedField[];
  vocabulary: Vocabulary;
}

const ROUNDS = 6;
/** For the whole text; a text that would cost more is refused where the budget ran out. */
const STEPS_PER_TEXT = 500_000;

const UNKNOWN = { isStored: false, isMachine: false, operations: [] };

export function readStatements(
  statements: readonly Statement[],
  about: Pick<Vocabulary, "isStored" | "isMachine" | "operations"> = UNKNOWN,
): Reading {
  const vocabulary = new Vocabulary(undefined, wordsIn(statements));
  Object.assign(vocabulary, about);
  const budget = { stepsLeft: STEPS_PER_TEXT };
  const read = rememberingReader(statements, vocabulary, budget);
  settle(statements, vocabulary, read);
  const imply = rememberingReader(statements, vocabulary, budget, true);
  const isWhole = statements.every((statement) =>
    statement.kind !== "sentence" || read(statement).kind !== "unread"
  );
  if (!isWhole) learnValues(statements, vocabulary, imply);
  const shown = declaresInput(statements, statements.map(read)) ? [] : jsonFields(statements);
  gather(vocabulary, shown.map(({ fact }) => fact));
  const declared = [...shown, ...(isWhole ? [] : declaredFields(statements, vocabulary, read))];
  gather(vocabulary, declared.map(({ fact }) => fact));
  settle(statements, vocabulary, read);
  const implied = declared.length > 0 || declaresInput(statements, statements.map(read))
    ? []
    : impliedFields(statements, vocabulary, imply);
  if (implied.length > 0) {
    gather(vocabulary, implied.map(({ fact }) => fact));
    settle(statements, vocabulary, read);
  }
  return {
    vocabulary,
    declared,
    implied,
    statements: statements.map((statement, index) =>
      shown.some((field) => field.statement === index)
        ? { statement, facts: [], notes: [], row: JSON_ROW }
        : finish(statement, read(statement))
    ),
  };
}

/** Every word of the text, in lower case. */
function wordsIn(statements: readonly Statement[]): string {
  return statements.map(({ tokens }) => tokens.map(({ lower }) => lower).join(" ")).join(" . ");
}

/** Reads everything until no new names turn up. */
function settle(
  statements: readonly Statement[],
  vocabulary: Vocabulary,
  read: (statement: Statement) => RowRead,
): void {
  let before = -1;
  for (let round = 0; round < ROUNDS && vocabulary.revision !== before; round++) {
    before = vocabulary.revision;
    for (const statement of namesFirst(statements)) {
      const found = read(statement);
      if (found.kind === "facts") gather(vocabulary, found.facts);
    }
  }
}

/** Reads a statement again only when a name has been learned since. */
function rememberingReader(
  statements: readonly Statement[],
  vocabulary: Vocabulary,
  budget: { stepsLeft: number },
  implies = false,
): (statement: Statement) => RowRead {
  const known = new Map<Statement, { basis: string; read: RowRead }>();
  const places = new Map(statements.map((statement, index) => [statement, index]));
  const remembering = (statement: Statement): RowRead => {
    const index = places.get(statement) ?? 0;
    const before = statements.slice(Math.max(0, index - CONTEXT), index).flatMap((each) =>
      known.get(each)?.read ?? []
    );
    const recent = recentValue(before, vocabulary);
    const given = before.toReversed().flatMap(namesGiven);
    const it = antecedentOf(before);
    const basis = `${vocabulary.revision} ${recent ?? ""} ${given.join(";")} ${it ?? ""}`;
    const last = known.get(statement);
    if (last?.basis === basis) return last.read;
    const scene = { implies, recent, given };
    const own = readWorded(
      statement,
      it,
      vocabulary,
      (each) => readOne(each, vocabulary, budget, scene),
    );
    const read = statement.parent ? withinParent(own, remembering(statement.parent)) : own;
    known.set(statement, { basis, read });
    return read;
  };
  return remembering;
}

/** How far back "it" and "the bands" may reach, in sentences. */
const CONTEXT = 4;

/** Declarations before rules: a rule can't be read without the names in it. */
function namesFirst(statements: readonly Statement[]): Statement[] {
  const isDeclaration = ({ section }: Statement) => section === "input" || section === "output";
  return [...statements.filter(isDeclaration), ...statements.filter((each) => !isDeclaration(each))];
}

function readOne(
  statement: Statement,
  vocabulary: Vocabulary,
  total: { stepsLeft: number },
  context: Pick<Scene, "implies" | "recent" | "given">,
): RowRead {
  if (statement.row && total.stepsLeft > 0) return readTableRow(statement.row, vocabulary);
  if (!["sentence", "intro", "title", "topic", "leadIn"].includes(statement.kind) || total.stepsLeft <= 0) {
    return { kind: "unread" };
  }
  const scene: Scene = { section: statement.section, subject: statement.subject, ...context };
  const budget = { stepsLeft: Math.min(60_000, total.stepsLeft) };
  const given = budget.stepsLeft;
  const read = readVariants(statement, vocabulary, scene, budget);
  total.stepsLeft -= given - budget.stepsLeft;
  return read;
}

/** By itself; verb by verb; as the continuation of the sentence that led into its list. */
function readVariants(
  statement: Statement,
  vocabulary: Vocabulary,
  place: Scene,
  budget: { stepsLeft: number },
): RowRead {
  const tokens = withoutSuccess(statement.tokens, statement.follows ?? false);
  if (statement.kind === "leadIn") return readLeadIn(tokens, vocabulary, place, budget);
  const scene = statement.leadIn ? itemScene(statement.leadIn, vocabulary, place, budget) : place;
  const lead = statement.leadIn && withoutColon(statement.leadIn);
  // What is said under "If member is yes:" holds for nobody else.
  if (lead && isCondition(lead)) {
    return withLead(readClauses([...lead, ...tokens], { vocabulary, scene, budget }));
  }
  if (statement.isItem && namesOption(statement.tokens, vocabulary)) {
    const pair = readPairItem(statement, vocabulary, budget);
    if (pair.kind !== "unread") return pair;
  }
  const inline = statement.inline && readRows(statement.inline.tokens, vocabulary, {
    ...scene,
    section: statement.inline.section,
    isInline: true,
  }, budget);
  if (inline && inline.kind !== "unread") return inline;
  const alone = readClauses(tokens, { vocabulary, scene, budget });
  if (alone.kind !== "unread") return scene.target ? withLead(alone) : alone;
  const split = readOtherwise(tokens, vocabulary, scene, budget);
  if (split.kind !== "unread") return split;
  const labelled = readLabelled(statement, vocabulary, scene, budget);
  if (labelled.kind !== "unread") return labelled;
  const halves = readHalves(statement, vocabulary, scene, budget);
  if (halves.kind !== "unread") return halves;
  const bracketed = readBracketed(statement, vocabulary, scene, budget);
  if (bracketed.kind !== "unread") return bracketed;
  const refusal = refusedUnless(tokens, statement.before);
  const refused = refusal && readClauses(refusal, { vocabulary, scene, budget });
  if (refused && refused.kind !== "unread") return refused;
  const kept = readSaid(statement, { vocabulary, scene, budget });
  if (kept.kind !== "unread") return kept;
  const parts = readParts(statement, vocabulary, scene, budget);
  if (parts.kind !== "unread") return parts;
  const pair = readPairItem(statement, vocabulary, budget);
  if (pair.kind !== "unread" || !lead) return pair;
  return withLead(readClauses([...lead, ...tokens], { vocabulary, scene, budget }));
}

/** Where data is kept, or where there are several operations, a sentence may say many things. */
function readSaid(statement: Statement, reading: Parameters<typeof readClauses>[1]): RowRead {
  const isMore = reading.vocabulary.isStored || statement.operation !== undefined;
  return isMore
    ? readKept(statement, reading.vocabulary, (tokens) => readClauses(tokens, reading))
    : { kind: "unread" };
}

/** "…, reject with 403, otherwise return welcome = true": what is answered where nothing was refused. */
function readOtherwise(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): RowRead {
  const at = tokens.findIndex(({ lower }) => lower === "otherwise" || lower === "else");
  if (at < 3 || !refuses(tokens.slice(0, at))) return { kind: "unread" };
  const before = tokens.slice(0, at).findLastIndex(({ lower }) => ![",", ";", "and", "-"].includes(lower)) +
    1;
  const first = readClauses(tokens.slice(0, before), { vocabulary, scene, budget });
  if (first.kind !== "facts" || first.facts.some(({ kind }) => kind !== "reject")) return { kind: "unread" };
  const rest = tokens.slice(isComma(tokens[at + 1]) ? at + 2 : at + 1);
  return joined(first, () => readClauses(rest, { vocabulary, scene, budget }), vocabulary);
}

function isComma(token: Token | undefined): boolean {
  return token?.lower === "," || token?.lower === ":";
}

function withLead(read: RowRead): RowRead {
  return read.kind === "facts" ? { ...read, usesLead: true } : read;
}

function withoutColon(tokens: readonly Token[]): readonly Token[] {
  return tokens.at(-1)?.lower === ":" ? tokens.slice(0, -1) : tokens;
}

/** "Score leads: start at 0." says no more than what follows the colon. */
function readLabelled(
  { tokens }: Statement,
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): RowRead {
  const colon = tokens.findIndex((token) => token.lower === ":");
  const label = tokens.slice(0, colon);
  if (colon < 2 || colon > 8) return { kind: "unread" };
  const isTitled = isTitleLine(label, vocabulary) ||
    (label[0]!.lower === "for" && isTitleLine(label.slice(1), vocabulary));
  if (!isGoal(label) && !isTitled) return { kind: "unread" };
  const rest = readClauses(tokens.slice(colon + 1), { vocabulary, scene, budget });
  // "Gold members: the discount is 10%" holds for them alone; a title may only stand before what goes in and comes out.
  if (
    isTitled && rest.kind === "facts" && rest.facts.every(({ kind }) => kind === "field" || kind === "output")
  ) {
    return rest;
  }
  return isSummary(label, vocabulary, namesIn(rest)) ? rest : { kind: "unread" };
}

/** The names that a statement gives to what it computes, and those that it takes for fields. */
function namesIn(read: RowRead): string[] {
  if (read.kind !== "facts") return [];
  const made = read.facts.flatMap((fact) => "target" in fact && fact.target ? [fact.target.key] : []);
  return [...made, ...read.notes.flatMap((note) => note.kind === "implied" ? [note.text] : [])];
}

/** "Classify it and return the score": every part must be read, or none of it is. */
function readParts(
  statement: Statement,
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): RowRead {
  const phrases = verbPhrases(statement.tokens);
  if (phrases.length < 2) return { kind: "unread" };
  const reads = phrases.map((phrase) => {
    const part = readRows(phrase, vocabulary, scene, budget);
    // "Accept a price and return twice the price": the second part needs the names of the first.
    if (part.kind === "facts") gather(vocabulary, part.facts.filter((fact) => fact.kind === "field"));
    return part;
  });
  const read = reads.filter((each) => each.kind === "facts");
  if (read.length < reads.length) return { kind: "unread" };
  return {
    kind: "facts",
    row: read[0]!.row,
    facts: read.flatMap((each) => each.facts),
    notes: read.flatMap((each) => each.notes),
  };
}

function finish(statement: Statement, read: RowRead): ReadStatement {
  if (read.kind === "facts") return { statement, ...read };
  if (read.kind === "refused") {
    return { statement, row: read.row, facts: [], notes: [], refusal: read.refusal };
  }
  return { statement, facts: [], notes: [] };
}
