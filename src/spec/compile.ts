/** Requirements in, a Spec and its ledger out, or the clauses that were not understood. Never throws on any text. */
import { assemble } from "./assemble/mod.ts";
import type { Diagnostic, Draft, SourcedFact } from "./assemble/origin.ts";
import { checkSpec } from "./check.ts";
import { buildLedger } from "./ledger.ts";
import { nameFrom } from "./name.ts";
import type { Clause, Compiled, Coverage, SpecFailure } from "./outcome.ts";
import { paraphraseSpec } from "./paraphrase.ts";
import { pairExamples } from "./read/example_blocks.ts";
import { type Filled, fillProfiles } from "./read/profiles.ts";
import { impliedReason } from "./read/implied.ts";
import { changesState, findOperations, keepsSomething, type Operations } from "./read/operations.ts";
import { type Reading, readStatements } from "./read/read.ts";
import { wordsOf } from "./read/suggest.ts";
import { statementsOf } from "./read/statements.ts";
import type { Source, Spec } from "./schema.ts";
import { normalise, type Normalised } from "./text/normalise.ts";
import { orderClashes } from "./assemble/precedence.ts";
import { unitClashes } from "./assemble/units.ts";

export interface CompileOptions {
  name?: string;
  /** Lets clauses that were not understood be left out; they are then listed as `coverage.gaps`. */
  allowPartial?: boolean;
}

/** Longer requirements are refused unread; the API's own limit is the same. */
export const MAX_REQUIREMENTS_LENGTH = 100_000;

/** All that can be told of requirements, whether or not it is enough for a backend. */
export type Understood =
  | { failure: null; spec: Spec; coverage: Coverage }
  /** The Spec is of what was understood; null when that does not add up. */
  | { failure: SpecFailure; spec: Spec | null; coverage: Coverage };

export function compile(requirements: string, options: CompileOptions = {}): Compiled {
  const { failure, spec, coverage } = understand(requirements, options);
  return failure ? { ok: false, failure, coverage } : { ok: true, spec, coverage };
}

export function understand(requirements: string, options: CompileOptions = {}): Understood {
  if (requirements.length > MAX_REQUIREMENTS_LENGTH) return tooLong(requirements);
  const normalised = normalise(requirements);
  const { reading, choice } = readAll(normalised.text);
  const filled = fillProfiles(reading);
  const said = sourcesOf(reading, normalised, requirements);
  const facts = [...sourced(reading, said), ...undeclared(reading, said), ...filled.facts];
  const draft: Draft = {
    diagnostics: unexplained(filled, reading),
    assumptions: [
      ...reading.implied.map((field) => ({ node: "input", text: impliedReason(reading.implied, field) })),
      ...filled.assumptions,
    ],
    nodes: new Map(),
    filled: new Set(filled.facts.map(({ statement }) => statement)),
  };
  draft.diagnostics.push(...unitClashes(reading), ...orderClashes(reading));
  const name = options.name ?? nameFrom(requirements);
  const { spec } = assemble(facts, {
    name,
    summary: nameFrom(requirements),
    profiles: filled.profiles,
    symbols: reading.vocabulary.symbols(),
    choice,
    draft,
  });
  const coverage = buildLedger({ requirements, normalised, reading, draft, spec });
  return finish(spec, coverage, options.allowPartial ?? false);
}

/** The statements, read with the operations that they belong to, and the field that chooses among these. */
function readAll(text: string): { reading: Reading; choice: Operations | null } {
  const isStored = keepsSomething(text);
  const statements = statementsOf(text);
  const choice = findOperations(statements, isStored);
  const known = {
    isStored,
    isMachine: changesState(text) || statements.some(({ section }) => section === "transitions"),
    operations: choice?.names ?? [],
  };
  return { reading: pairExamples(readStatements(choice?.statements ?? statements, known), text), choice };
}

function sourced(reading: Reading, said: readonly Source[]): SourcedFact[] {
  return reading.statements.flatMap(({ facts, statement: { operation } }, index) =>
    facts.map((fact) => ({
      fact,
      source: said[index]!,
      statement: index,
      ...(operation ? { operation } : {}),
    }))
  );
}

function sourcesOf(reading: Reading, normalised: Normalised, requirements: string): Source[] {
  return reading.statements.map(({ statement }) => {
    const start = normalised.origin[statement.start]!;
    const end = originalEnd(normalised, statement.end);
    return { kind: "text", start, end, quote: requirements.slice(start, end) };
  });
}

function undeclared({ declared, implied }: Reading, said: readonly Source[]): SourcedFact[] {
  const stated = declared.map(({ fact, statement }) => ({ fact, statement, source: said[statement]! }));
  return [
    ...stated,
    ...implied.map((field) => ({
      fact: field.fact,
      statement: field.statement,
      source: { kind: "assumed" as const, reason: impliedReason(implied, field) },
    })),
  ];
}

/** The end in the original of what ends before `end` in the normalised text. */
export function originalEnd(normalised: Normalised, end: number): number {
  return end === 0 ? 0 : Math.max(normalised.origin[end - 1]! + 1, 0);
}

const FEATURE_NAMES: Readonly<Record<string, string>> = {
  fit: "how the score is worked out",
  missing: "which fields are looked at",
  actions: "which actions there are, and when",
  category: "which categories there are, and their keywords",
  priority: "which priorities there are, and when",
  action: "which actions there are, and when",
  total: "how the total is worked out",
};

/** A rule for the feature, on a text that there is, before the sentence that names it. */
function ruleFor(feature: string, { vocabulary, statements }: Reading, statement: number): string {
  const text = vocabulary.symbols().find(({ role, type, options }) =>
    role === "input" && !options && (type ?? "string") === "string"
  );
  const rule = `${feature} is "high" when ${text?.key ?? "message"} mentions "urgent", otherwise "normal".`;
  const declared = text ? rule : `The input has message (string). ${rule}`;
  return `${declared} ${wordsOf(statements[statement]!.statement.tokens)}`;
}

function unexplained(filled: Filled, reading: Reading): Diagnostic[] {
  return filled.unexplained.map(({ statement, feature }) => ({
    statement,
    status: "not_understood",
    reason: `It does not say ${FEATURE_NAMES[feature] ?? "how this works"}.`,
    suggestion: ruleFor(feature, reading, statement),
  }));
}

const BAD: readonly Clause["status"][] = ["unsupported", "ambiguous", "contradiction", "not_understood"];

function finish(spec: Spec | null, coverage: Coverage, allowPartial: boolean): Understood {
  const bad = coverage.clauses.filter(isUncarried);
  const whole = spec && { ...spec, assumptions: coverage.assumptions.slice(0, 1000) };
  const checked = whole && checkSpec(whole);
  if (!checked?.ok) return { failure: failureOf(bad, problemOf(checked)), spec: null, coverage };
  const { spec: sound } = checked;
  const said = { ...coverage, paraphrase: paraphraseSpec(sound) };
  if (bad.length === 0) return { failure: null, spec: sound, coverage: said };
  if (!allowPartial) return { failure: failureOf(bad), spec: sound, coverage: said };
  return { failure: null, spec: sound, coverage: { ...said, gaps: bad.map(({ quote }) => quote) } };
}

export function isUncarried({ status }: Clause): boolean {
  return BAD.includes(status);
}

function failureOf(bad: Clause[], problem = ""): SpecFailure {
  const count = bad.length === 1 ? "One clause" : `${bad.length} clauses`;
  const message = bad.length > 0
    ? `${count} of the requirements could not be carried out as written.`
    : problem;
  return { code: "requirements_not_understood", message, details: { clauses: bad } };
}

function problemOf(checked: ReturnType<typeof checkSpec> | null): string {
  if (!checked || checked.ok) return "The requirements do not say what the backend should answer.";
  return `The requirements do not add up to a backend: ${checked.issues[0]?.path ?? ""} ${
    checked.issues[0]?.message ?? ""
  }`.trim();
}

function tooLong(requirements: string): Understood {
  const coverage: Coverage = { clauses: [], coverage: 0, assumptions: [], paraphrase: "" };
  const message =
    `The requirements have ${requirements.length} characters; at most ${MAX_REQUIREMENTS_LENGTH} are read.`;
  return { failure: failureOf([], message), spec: null, coverage };
}
