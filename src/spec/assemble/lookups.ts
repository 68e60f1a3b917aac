/**
 * Look-ups, whole: which field an inline one goes by and what it gives, columns that nothing asks for, and what becomes
 * of a request that no row fits. Rows of one table never overlap unseen: each is a case of its own, and the cases are
 * held against each other like all others.
 */
import type { Expr } from "../expr.ts";
import type { Name } from "../grammar/reader.ts";
import { exprsOf, type Fact } from "../rows/facts.ts";
import { refsOf } from "../expr.ts";
import { withPercents } from "./percent_columns.ts";
import { canonical, type Symbol, wordsOf } from "../text/vocabulary.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact, valueId } from "./origin.ts";

/** "anything else: 5", after the entries of a look-up, is the last of them. */
export function adoptRests(facts: readonly SourcedFact[]): SourcedFact[] {
  return facts.map((each): SourcedFact => {
    const { fact } = each;
    if (fact.kind !== "case" || !fact.isRest || !fact.otherwise) return each;
    const before = factsOf(facts, "pair").find(({ statement }) => statement === each.statement - 1);
    if (!before) return each;
    const { lookup, label } = before.fact;
    const value = fact.otherwise;
    return {
      ...each,
      fact: { kind: "pair", lookup, label, entry: "", value, isPercent: false, isRest: true },
    };
  });
}

type RowFact = FactOf<"decide">;

export function expandLookups(
  stated: readonly SourcedFact[],
  symbols: readonly Symbol[],
  draft: Draft,
): SourcedFact[] {
  const paired = withPairs(stated, symbols, draft);
  const rows = factsOf(paired, "decide").filter(({ fact }) => fact.table !== undefined);
  const misses = factsOf(paired, "miss");
  if (rows.length === 0) return lonely(paired, misses, draft);
  const dropped = unusedColumns(rows, paired, draft);
  const kept = rows.filter((row) => !dropped.has(keyOf(row.fact.target)));
  const added = [...Map.groupBy(kept, ({ fact }) => fact.table!).values()].flatMap((table) =>
    outside(table, misses)
  );
  const rest = paired.filter((each) =>
    each.fact.kind !== "miss" && (!rows.includes(each as RowFact) || kept.includes(each as RowFact))
  );
  const all = withPercents([...rest, ...added], draft);
  const hasOwnRefusal = misses.some(({ fact }) => fact.status !== undefined);
  return hasOwnRefusal ? all.map((each) => withoutOptions(each, kept)) : all;
}

function keyOf(name: Name): string {
  return name.symbol?.key ?? name.key;
}

function lonely(facts: SourcedFact[], misses: readonly FactOf<"miss">[], draft: Draft): SourcedFact[] {
  for (const { statement } of misses) {
    draft.diagnostics.push({
      statement,
      status: "not_understood",
      reason: "There is no table that this could be about.",
    });
  }
  return facts.filter(({ fact }) => fact.kind !== "miss");
}

/** Columns that no answer names and no rule reads; with none that is used, all of them are answered. */
function unusedColumns(rows: readonly RowFact[], facts: readonly SourcedFact[], draft: Draft): Set<string> {
  const asked = new Set(factsOf(facts, "output").map(({ fact }) => canonical(keyOf(fact.name))));
  const others = facts.filter((each) => !rows.includes(each as RowFact));
  const read = new Set(others.flatMap(({ fact }) => refsOf(...exprsOf(fact))));
  const keys = new Set(rows.map(({ fact }) => keyOf(fact.target)));
  const unused = [...keys].filter((key) => !asked.has(canonical(key)) && !read.has(valueId(key)));
  if (unused.length === keys.size) return new Set();
  for (const key of unused) {
    draft.assumptions.push({ node: "requirements", text: `nothing asks for the column ${key}` });
  }
  return new Set(unused);
}

const NO_ROW = "No row of the table fits.";

/** The value or the refusal for requests that no row fits, unless a row is for all the others. */
function outside(table: RowFact[], misses: readonly FactOf<"miss">[]): SourcedFact[] {
  const [first] = table;
  if (table.some(({ fact }) => fact.otherwise)) return [];
  const given = misses.find(({ fact }) => fact.value !== undefined);
  const targets = [...new Map(table.map(({ fact }) => [keyOf(fact.target), fact.target])).values()];
  if (given?.fact.value && targets.length === 1) {
    const fact: Fact = { kind: "otherwise", target: targets[0]!, branches: [], otherwise: given.fact.value };
    return [{ ...given, fact }];
  }
  const own = table.filter(({ fact }) => keyOf(fact.target) === keyOf(targets[0]!));
  const of = own.flatMap(({ fact }) => fact.branches.map(({ when }) => when));
  const when: Expr = { kind: "not", of: of.length === 1 ? of[0]! : { kind: "any", of } };
  const said = misses.find(({ fact }) => fact.status !== undefined) ?? misses[0];
  if (said) {
    const { status = 422, message = NO_ROW } = said.fact;
    return [{ ...said, fact: { kind: "reject", when, status, message } }];
  }
  const reason = "a request that no row of the table fits is refused with 422";
  const fact: Fact = { kind: "reject", when, status: 422, message: NO_ROW, isTableMiss: true };
  return [{ fact, source: { kind: "assumed", reason }, statement: first!.statement }];
}

/** "Unknown plans get 404" says that a plan may be unknown; a list of plans must not refuse it before. */
function withoutOptions(each: SourcedFact, rows: readonly RowFact[]): SourcedFact {
  const { fact } = each;
  if (fact.kind !== "field" && fact.kind !== "constrain") return each;
  const id = fact.name.symbol?.id ?? `in.${fact.name.key}`;
  const looked = rows.some(({ fact }) => refsOf(...fact.branches.map(({ when }) => when)).includes(id));
  if (!looked) return each;
  const attributes = fact.attributes.map((attribute) =>
    attribute.kind === "options" ? { kind: "type" as const, type: "string" as const } : attribute
  );
  return { ...each, fact: { ...fact, attributes } };
}

/** Inline look-ups as rows, once it is known which field they go by and what they give. */
function withPairs(facts: readonly SourcedFact[], symbols: readonly Symbol[], draft: Draft): SourcedFact[] {
  const pairs = factsOf(facts, "pair");
  if (pairs.length === 0) return [...facts];
  const others = facts.filter(({ fact }) => fact.kind !== "pair");
  const rows = [...Map.groupBy(pairs, ({ fact }) => fact.lookup).values()].flatMap((lookup) =>
    rowsOf(lookup, others, symbols, draft)
  );
  return [...others, ...rows];
}

type PairFact = FactOf<"pair">;

function rowsOf(
  lookup: PairFact[],
  facts: readonly SourcedFact[],
  symbols: readonly Symbol[],
  draft: Draft,
): SourcedFact[] {
  const field = fieldOf(lookup, symbols);
  const target = field && targetOf(lookup, facts);
  if (!field || !target) {
    const reason = field
      ? "It does not say what is looked up here."
      : "It does not say by which field of the input this is looked up.";
    for (const { statement } of lookup) {
      draft.diagnostics.push({
        statement,
        status: "ambiguous",
        reason,
        suggestion: "The price by plan: basic 9, pro 29.",
      });
    }
    return [];
  }
  const left: Expr = { kind: "ref", id: field.id };
  return lookup.map((each): SourcedFact => {
    const { entry, value, isPercent, isRest, lookup: table } = each.fact;
    const branches = isRest ? [] : [{
      when: { kind: "compare" as const, op: "eq" as const, left, right: literal(entry, field) },
      value,
    }];
    return {
      ...each,
      fact: { kind: "decide", target, branches, ...(isRest ? { otherwise: value } : {}), table, isPercent },
    };
  });
}

function literal(entry: string, field: Symbol): Expr {
  // What is no number in the look-up of a number stays a text, and the check of types says so.
  const mayBeNumber = field.type === undefined || field.type === "number" || field.type === "integer";
  if (mayBeNumber && /^-?\d+(\.\d+)?$/.test(entry)) return { kind: "number", value: entry };
  const option = field.options?.find((each) => each.toLowerCase() === entry.toLowerCase());
  return { kind: "text", value: option ?? entry };
}

/** The field that the label names, that has the entries as its values, or that is the only one they could be of. */
function fieldOf(lookup: readonly PairFact[], symbols: readonly Symbol[]): Symbol | undefined {
  const { label } = lookup[0]!.fact;
  if (label.by) return label.by;
  const inputs = symbols.filter(({ role, entry }) => role === "input" && !entry);
  const said = new Set(wordsOf(label.words).map(canonical));
  const named = inputs.filter(({ key }) => wordsOf(key).map(canonical).every((word) => said.has(word)));
  if (named.length === 1) return named[0];
  const entries = lookup.filter(({ fact }) => !fact.isRest).map(({ fact }) => fact.entry.toLowerCase());
  const having = inputs.filter(({ options }) =>
    options && entries.every((entry) => options.some((option) => option.toLowerCase() === entry))
  );
  if (having.length === 1) return having[0];
  const isNumeric = entries.every((entry) => /^-?\d+(\.\d+)?$/.test(entry));
  const fitting = inputs.filter(({ type, options }) =>
    !options && (isNumeric ? type !== "boolean" : type === "string" || type === undefined)
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** What the label names, where it is asked for or calculated with; else the one answer that nothing else gives. */
function targetOf(lookup: readonly PairFact[], facts: readonly SourcedFact[]): Name | undefined {
  const { label } = lookup[0]!.fact;
  const asked = factsOf(facts, "output").map(({ fact }) => fact.name);
  const made = new Set(
    facts.flatMap(({ fact }) => "target" in fact && fact.target ? [canonical(keyOf(fact.target))] : []),
  );
  if (label.target) {
    const key = canonical(keyOf(label.target));
    const answer = asked.find((name) => canonical(keyOf(name)) === key);
    if (answer) return answer;
    const read = facts.flatMap(({ fact }) => refsOf(...exprsOf(fact)));
    if (read.includes(valueId(keyOf(label.target)))) return label.target;
  }
  const open = asked.filter((name) => name.symbol?.role !== "input" && !made.has(canonical(keyOf(name))));
  const [only, second] = new Map(open.map((name) => [keyOf(name), name])).values();
  if (only && !second) return only;
  return asked.length === 0 ? label.target : undefined;
}
