/**
 * What one statement says, before statements are put together. A row of the pattern table turns a match into
 * facts; `src/spec/assemble` turns the facts of all statements into a Spec.
 */
import type { Expr } from "../expr.ts";
import type { ProfileName } from "../profiles/names.ts";
import type { EffectFact } from "./effects.ts";
import { type CallFact, exprsOfCall } from "./service_facts.ts";
import type { Attribute, Match, Name, Note } from "../grammar/reader.ts";
import type { Symbol } from "../text/vocabulary.ts";
import type { Json, JsonObject } from "../../lib/json.ts";

export interface ValuedBranch {
  when: Expr;
  value: Expr;
}

export interface DecideFact {
  kind: "decide";
  target: Name;
  branches: ValuedBranch[];
  otherwise?: Expr;
  /** The table that it is a row of. */
  table?: number;
  isPercent?: boolean;
}

/** What the sentence before a look-up says of it: "Airport codes", "shipping by country". */
export interface LookupLabel {
  words: string;
  /** The field that values are looked up by, when it is named. */
  by?: Symbol;
  /** What is found, when that is named. */
  target?: Name;
}

/** A share (0.1) or an amount; for a condition, or always. */
export interface ChargeCase {
  percent?: string;
  amount?: Expr;
  when?: Expr;
}

export type Fact =
  | {
    kind: "field";
    name: Name;
    attributes: Attribute[]; /** Only named; a field if a rule uses it. */
    mustBeUsed?: boolean;
    isImplied?: boolean;
  }
  | { kind: "constrain"; name: Name; attributes: Attribute[] }
  /** Said of every field of the input. */
  | { kind: "constrainAll"; attributes: Attribute[] }
  /** What each entry of a list has. */
  | { kind: "members"; list: Name; members: { name: Name; attributes: Attribute[] }[] }
  | {
    kind: "compute";
    target: Name;
    value: Expr; /** The key of the output that this value is answered as. */
    answers?: string;
    /** Shown in an example of the answer; a rule for it goes before. */
    isShown?: boolean;
  }
  | {
    kind: "output";
    name: Name;
    attributes: Attribute[]; /** It is the state after a change. */
    isState?: boolean;
  }
  | EffectFact
  | CallFact
  /** The value of another key, after all that the request changes: "views, the new value of the counter". */
  | { kind: "newValue"; target: Name; of?: Name }
  | {
    kind: "move";
    from: string[];
    to: string[];
    action?: string; /** Who may do it. */
    roles?: string[];
  }
  /** Whether the state or the role is looked at first. */
  | { kind: "checksFirst"; what: "state" | "role" }
  | { kind: "states"; states: string[] }
  | { kind: "finalStates"; states: string[] }
  /** What becomes of a list; `member` is what each entry gets. */
  | { kind: "arrange"; list: Symbol; change: (list: Expr) => Expr; member?: string }
  | DecideFact
  /** One entry of a look-up whose field, or whose answer, the text as a whole must tell. */
  | {
    kind: "pair";
    lookup: number;
    label: LookupLabel;
    entry: string;
    value: Expr;
    isPercent: boolean;
    isRest?: boolean;
  }
  /** What happens to a request that no row of a table fits. */
  | { kind: "miss"; status?: number; message?: string; value?: Expr }
  | { kind: "otherwise"; target?: Name; branches: ValuedBranch[]; otherwise?: Expr }
  | {
    kind: "adjust";
    target: Name;
    by: (current: Expr) => Expr;
    when?: Expr; /** What is added, if that is all it does. */
    amount?: Expr;
  }
  | { kind: "charge"; name: Name; op: "add" | "subtract"; cases: ChargeCase[]; isInstead: boolean }
  | {
    kind: "roundAll";
    by: (current: Expr) => Expr; /** Only what is answered; what is worked out from it stays exact. */
    isAtEnd?: boolean;
  }
  | { kind: "roundOutputs"; names: Name[]; by: (current: Expr) => Expr }
  | { kind: "points"; target?: Name; points: string; when: Expr }
  | {
    kind: "earn";
    target?: Name;
    amount: Expr;
    when?: Expr; /** What each of something costs; a formula of the same value would count it twice. */
    isPrice?: boolean;
  }
  | { kind: "multiply"; target?: Name; by: string; when?: Expr }
  | {
    kind: "case";
    branches: ValuedBranch[];
    otherwise?: Expr; /** For what no case before has. */
    isRest: boolean;
  }
  | { kind: "base"; target?: Name; value: string }
  | { kind: "limit"; target: Name; min?: string; max?: string }
  | {
    kind: "reject";
    /** What must hold of a field; nothing is asked of an optional one that is missing. */
    isObligation?: boolean;
    when: Expr;
    status?: number;
    message?: string;
    code?: string; /** No row of a table fits, and nothing says what then. */
    isTableMiss?: boolean; /** Only in these operations. */
    only?: string[];
  }
  /** How a request fails whose field is missing, or is anything that it must not be. */
  | { kind: "invalidField"; name: Name; on: "missing" | "any"; status?: number; message?: string }
  | { kind: "class"; target?: Name; value: string; keywords: string[] }
  | { kind: "classDefault"; target?: Name; value: string }
  | { kind: "collect"; target: Name; value: string; when?: Expr }
  | { kind: "missing"; target: Name; fields: Name[] }
  | { kind: "example"; input: Json; status: number; body: JsonObject; match: "exact" | "subset" }
  | { kind: "exampleInput"; input: Json }
  | { kind: "exampleOutput"; status: number; body: JsonObject }
  | { kind: "profile"; profile: ProfileName }
  | { kind: "feature"; feature: Feature }
  | { kind: "promise"; words: string }
  /** One rule is tried before another one, or before all others that give the same value. */
  | { kind: "precedes"; first: string; then?: string }
  /** Of all rules that give one value the first whose condition holds does. */
  | { kind: "firstWins" }
  | { kind: "defaultStatus"; status: number };

/** Every expression of a fact. */
export function exprsOf(fact: Fact): Expr[] {
  switch (fact.kind) {
    case "compute":
      return [fact.value];
    case "arrange":
      return [fact.change({ kind: "ref", id: fact.list.id })];
    case "decide":
    case "otherwise":
      return [
        ...fact.branches.flatMap((branch) => [branch.when, branch.value]),
        ...(fact.otherwise ? [fact.otherwise] : []),
      ];
    case "adjust":
      return [fact.by({ kind: "number", value: "1" }), ...(fact.when ? [fact.when] : [])];
    case "charge":
      return fact.cases.flatMap(({ amount, when }) => [...(amount ? [amount] : []), ...(when ? [when] : [])]);
    case "call":
    case "noCall":
      return exprsOfCall(fact);
    case "points":
    case "reject":
      return [fact.when];
    case "multiply":
      return fact.when ? [fact.when] : [];
    case "case":
      return [
        ...fact.branches.flatMap((branch) => [branch.when, branch.value]),
        ...(fact.otherwise ? [fact.otherwise] : []),
      ];
    case "earn":
      return [fact.amount, ...(fact.when ? [fact.when] : [])];
    case "collect":
      return fact.when ? [fact.when] : [];
    default:
      return [];
  }
}

/** Things that a profile can fill in when the requirements only name them. */
export type Feature =
  | "input"
  | "screen"
  | "fit"
  | "risk"
  | "missing"
  | "actions"
  | "category"
  | "priority"
  | "action"
  | "total";

/** Where a sentence stands: under which heading, or after which lead-in. */
export type Section =
  | "input"
  | "output"
  | "rules"
  | "errors"
  | "examples"
  | "categories"
  | "transitions"
  | "none";

export interface Scene {
  section: Section;
  /** The heading stands in the same sentence: "Input: a price (number) and a quantity". */
  isInline?: boolean;
  /** Unknown names in conditions and formulas are taken as fields. */
  implies?: boolean;
  /** An item of a list with a sentence that leads into it. */
  isItem?: boolean;
  /** What the items of a list give a value to, and the number whose bands they are. */
  target?: Name;
  about?: string;
  /** The value that was worked out just before. */
  recent?: string;
  /** The names that the sentences before gave, the nearest first; what "both" and "it" stand for. */
  given?: string[][];
  /** The name that the rules of the section are about, such as "category" under "Categories". */
  subject?: Name;
}

export interface Refusal {
  refused: "unsupported" | "ambiguous" | "not_understood";
  reason: string;
  suggestion?: string;
}

export interface Row {
  id: string;
  patterns: string[];
  /** Sections in which the row is read; everywhere when absent. */
  sections?: Section[];
  build(match: Match, scene: Scene): Fact[] | Refusal | null;
  /** Read only where the text keeps data between requests. */
  isStored?: boolean;
  /** Read only where the text speaks of changes of state. */
  isMachine?: boolean;
  /** Stated with every match of the row. */
  assumes?: string;
  /** What was understood, in plain English. */
  paraphrase: string;
  /** Sentences the row reads, with the section they stand in; see the row test for the vocabulary they use. */
  examples: string[];
  /** Sentences near it that it must not read. */
  negatives: string[];
}

export function isRefusal(built: Fact[] | Refusal): built is Refusal {
  return "refused" in built;
}

/** Typed access to the slots of a match; a pattern that names a slot of another type is a bug in the table. */
export const slot = {
  expr: (match: Match, name: string): Expr | undefined => {
    const value = match[name];
    return value?.kind === "expr" ? value.expr : undefined;
  },
  number: (match: Match, name: string): string | undefined => {
    const value = match[name];
    return value?.kind === "number" ? value.value : undefined;
  },
  text: (match: Match, name: string): string | undefined => {
    const value = match[name];
    return value?.kind === "text" ? value.value : undefined;
  },
  texts: (match: Match, name: string): string[] => {
    const value = match[name];
    return value?.kind === "texts" ? value.values : [];
  },
  change: (match: Match, name: string): ((expr: Expr) => Expr) | undefined => {
    const value = match[name];
    return value?.kind === "change" ? value.apply : undefined;
  },
  name: (match: Match, name: string): Name | undefined => {
    const value = match[name];
    return value?.kind === "name" ? value.name : undefined;
  },
  names: (match: Match, name: string): Name[] => {
    const value = match[name];
    return value?.kind === "names" ? value.names : [];
  },
  attributes: (match: Match, name: string): Attribute[] => {
    const value = match[name];
    return value?.kind === "attributes" ? value.attributes : [];
  },
  chain: (match: Match, name: string): { branches: ValuedBranch[]; otherwise?: Expr } => {
    const value = match[name];
    return value?.kind === "chain"
      ? { branches: value.branches, otherwise: value.otherwise }
      : { branches: [] };
  },
  notes: (match: Match): Note[] => Object.values(match).flatMap((value) => value.notes),
};

export function not(of: Expr): Expr {
  return { kind: "not", of };
}
