/**
 * Fields that nothing declares and that rules compare or calculate with: "Add 30 points if company size is over 100".
 * They are taken as inputs only when the requirements declare no input at all; where there is an input list, a name
 * that is not in it is a mistake.
 */
import { type Expr, walk } from "../expr.ts";
import { matchWhole, type Name, type Note, readerOf } from "../grammar/reader.ts";
import { exprsOf, type Fact, slot } from "../rows/facts.ts";
import { canonical, type Vocabulary } from "../text/vocabulary.ts";
import { gather } from "./gather.ts";
import { ALL_SLOTS, type RowRead } from "./rows.ts";
import type { Statement } from "./statements.ts";

export interface ImpliedField {
  fact: Extract<Fact, { kind: "field" }>;
  /** Index of the first statement that uses it. */
  statement: number;
}

interface Use {
  name: Name;
  statement: number;
  isRequired: boolean;
}

const ROUNDS = 4;
/** Requirements that are longer than this declare what they need. */
const MOST_STATEMENTS = 200;

export function declaresInput(statements: readonly Statement[], reads: readonly RowRead[]): boolean {
  return statements.length > MOST_STATEMENTS ||
    statements.some((each) => each.section === "input" || each.inline?.section === "input") ||
    reads.some((read) => read.kind === "facts" && read.facts.some(({ kind }) => DECLARING.has(kind)));
}

/** What the entries of a list hold is said of the input, so that "the basket" of "the basket is empty" is no field. */
const DECLARING: ReadonlySet<Fact["kind"]> = new Set<Fact["kind"]>(["field", "members"]);

const DECLARES = [
  "{names:names} : {attributes:attributes}",
  "{names:names} (is|are | must be | must both be | must all be | should be | has to be | have to be | may be | can be | can only be) [both|all|each] {attributes:attributes}",
];

/** Names that a sentence of their own declares: "age is a required whole number", where nothing computes an age. */
export function declaredFields(
  statements: readonly Statement[],
  vocabulary: Vocabulary,
  read: (statement: Statement) => RowRead,
): ImpliedField[] {
  if (statements.length > MOST_STATEMENTS) return [];
  return statements.flatMap((statement, index) => {
    if (statement.kind !== "sentence" || read(statement).kind !== "unread") return [];
    const reader = readerOf(statement.tokens, vocabulary, ALL_SLOTS, { stepsLeft: STEPS_PER_DECLARATION });
    const match = DECLARES.map((pattern) => matchWhole(reader, pattern)).find((found) => found !== null);
    const names = match ? slot.names(match, "names") : [];
    const kinds = match ? slot.attributes(match, "attributes").map(({ kind }) => kind) : [];
    const isTyped = kinds.some((kind) => TYPING.has(kind) || kind === "range");
    if (!isTyped || names.some(({ symbol }) => symbol?.role === "value" && !symbol.isAnswer)) return [];
    return names.filter(({ symbol }) => !symbol || symbol.isAnswer).map(({ key, words }) => ({ key, words }))
      .map((
        name,
      ): ImpliedField => ({
        statement: index,
        // "Level is 1-5" may be said of anything; it is a field if a rule uses it.
        fact: { kind: "field", name, attributes: [], mustBeUsed: !kinds.some((kind) => TYPING.has(kind)) },
      }));
  });
}

const STEPS_PER_DECLARATION = 5_000;
/** What makes a sentence a declaration: "is empty" alone says nothing of the kind. */
const TYPING = new Set(["type", "format", "shape", "required", "options", "length"]);

/** Learns what the rules compute, also those that use names which nothing declares yet. */
export function learnValues(
  statements: readonly Statement[],
  vocabulary: Vocabulary,
  read: (statement: Statement) => RowRead,
): void {
  if (statements.length > MOST_STATEMENTS) return;
  let before = -1;
  for (let round = 0; round < ROUNDS && vocabulary.revision !== before; round++) {
    before = vocabulary.revision;
    for (const each of statements.map(read)) if (each.kind === "facts") gather(vocabulary, each.facts);
  }
}

/** `read` reads a statement with every unknown name of a condition or formula taken as a field. */
export function impliedFields(
  statements: readonly Statement[],
  vocabulary: Vocabulary,
  read: (statement: Statement) => RowRead,
): ImpliedField[] {
  // What the rules compute must be known before a name can be said to be computed by none.
  learnValues(statements, vocabulary, read);
  const uses = new Map<string, Use>();
  statements.forEach((statement, index) => {
    const found = read(statement);
    if (found.kind === "facts") collect(uses, found.notes, found.facts, index);
  });
  return [...uses.values()].map(({ name, statement, isRequired }) => ({
    statement,
    fact: { kind: "field", name, attributes: attributesOf(name, isRequired), isImplied: true },
  }));
}

function collect(
  uses: Map<string, Use>,
  notes: readonly Note[],
  facts: readonly Fact[],
  statement: number,
): void {
  const exprs = facts.flatMap(exprsOf);
  for (const note of notes) {
    if (note.kind !== "implied") continue;
    const name: Name = { key: note.text, words: note.text };
    const key = canonical(name.key);
    const isRequired = exprs.some((expr) => calculatesWith(expr, `in.${name.key}`));
    const before = uses.get(key);
    if (before) before.isRequired ||= isRequired;
    else uses.set(key, { name, statement, isRequired });
  }
}

/** Whether an expression can't do without the value: it is part of a formula or a text. */
function calculatesWith(expr: Expr, id: string): boolean {
  let isUsed = false;
  const isIt = (part: Expr) => part.kind === "ref" && part.id === id;
  walk(expr, (part) => {
    if (part.kind === "math" && [part.left, part.right].some(isIt)) isUsed = true;
    if (part.kind === "call" && part.fn !== "length" && part.fn !== "words" && part.args.some(isIt)) {
      isUsed = true;
    }
  });
  return isUsed;
}

function attributesOf(name: Name, isRequired: boolean) {
  const required = { kind: "required" as const, required: isRequired };
  return /e-?mail$/i.test(name.key)
    ? [required, { kind: "format" as const, format: "email" as const }]
    : [required];
}

/** What is said of them, once for all that are optional and once for all that are required. */
export function impliedReason(fields: readonly ImpliedField[], of: ImpliedField): string {
  const isRequired = (each: ImpliedField) =>
    each.fact.attributes.some((attribute) => attribute.kind === "required" && attribute.required);
  const same = fields.filter((each) => isRequired(each) === isRequired(of)).map(({ fact }) => fact.name.key);
  const names = same.join(", ").slice(0, 300);
  return isRequired(of)
    ? `inputs, since formulas use them: ${names} (required)`
    : `inputs, since rules mention them: ${names} (optional; a condition on a missing one is false)`;
}
