/** The ledger of a Spec that a model made: every clause is cited by a node, with its numbers, or asks for nothing. */
import type { SpecIssue } from "../check.ts";
import type { Clause, Coverage } from "../outcome.ts";
import { paraphraseSpec } from "../paraphrase.ts";
import type { Spec } from "../schema.ts";
import { type Part, partsOf } from "./sources.ts";

export interface Accounted {
  coverage: Coverage;
  issues: SpecIssue[];
}

/** `clauses`: as the built-in compiler cut the requirements. */
export function account(spec: Spec, clauses: readonly Clause[]): Accounted {
  const parts = partsOf(spec);
  const issues: SpecIssue[] = [];
  const ledger = clauses.map((clause): Clause => {
    const citing = parts.filter((part) => cites(part, clause));
    const { quote, start, end, line } = clause;
    if (citing.length === 0) {
      // Prose that asks for nothing need not become anything.
      if (clause.status === "context") return clause;
      issues.push({ path: "", message: `no node carries out ${JSON.stringify(quote)}` });
      return {
        quote,
        start,
        end,
        line,
        nodes: [],
        status: "not_understood",
        reason: "No node carries it out.",
      };
    }
    issues.push(...lostNumbers(clause, citing));
    const nodes = [...new Set(citing.map(({ node }) => node))];
    return { quote, start, end, line, nodes, status: "covered" };
  });
  const carried = ledger.filter(({ status }) => status === "covered").length;
  const asking = ledger.filter(({ status }) => status !== "context").length;
  const coverage = {
    clauses: ledger,
    coverage: asking === 0 ? 0 : Math.round((carried / asking) * 1000) / 1000,
    assumptions: spec.assumptions,
    paraphrase: paraphraseSpec(spec),
  };
  return { coverage, issues };
}

/** At least half of the clause, or of the quote, is common to both. */
function cites({ source }: Part, clause: Clause): boolean {
  if (source.kind !== "text") return false;
  const common = Math.min(source.end, clause.end) - Math.max(source.start, clause.start);
  const shorter = Math.min(source.end - source.start, clause.end - clause.start);
  return common > 0 && common * 2 >= shorter;
}

/** A sentence's numbers must turn up in what it became: a model that drops a tail drops its numbers. */
function lostNumbers({ quote }: Clause, citing: readonly Part[]): SpecIssue[] {
  const text = citing.map(({ value }) => JSON.stringify({ ...value, source: null })).join(" ");
  const used = new Set((text.match(/\d+(\.\d+)?/g) ?? []).map(Number));
  const lost = numbersIn(quote).filter((number) => !formsOf(number).some((form) => used.has(form)));
  return lost.map((number) => ({
    path: citing[0]!.path,
    message: `the ${number} in ${JSON.stringify(quote)} is in none of the nodes that quote it`,
  }));
}

function numbersIn(text: string): number[] {
  // "1." at the start of a line numbers the line; 1,000 is a thousand.
  const plain = text.replace(/^\s*\d+[.)]\s/gm, " ").replace(/(\d),(?=\d{3}\b)/g, "$1");
  return [...plain.matchAll(/(?<![\w.])\d+(\.\d+)?(?![\w])/g)].map(([digits]) => Number(digits));
}

/** 19 % may be written as 0.19, as 1.19 or as 0.81. */
function formsOf(number: number): number[] {
  const share = number / 100;
  return [number, share, 1 + share, 1 - share].map((form) => Number(form.toFixed(6)));
}
