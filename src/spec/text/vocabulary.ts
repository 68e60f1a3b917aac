import pluralize from "pluralize";
import type { Token } from "./tokens.ts";

/** What stands for one entry of a list in its conditions and formulas, and the members that each entry has. */
export interface EntryNames {
  id: string;
  type?: "string" | "number" | "record";
  options?: string[];
  members: Symbol[];
}

/** A name that the requirements gave to a value: `in.companySize` is a field, `val.score` something computed. */
export interface Symbol {
  id: string;
  key: string;
  /** `member`: an entry of a list, or a member of it; known only inside that list. */
  role: "input" | "value" | "member";
  /** Texts that the value can be, when they were listed. */
  options?: string[];
  /** `boolean` and `string_list` read differently in conditions; the rest don't matter here. */
  type?: string;
  /** The unit that it is given in. */
  unit?: string;
  /** Named as part of the answer, and worked out by nothing yet; a field of that name is what is answered. */
  isAnswer?: boolean;
  /** Declared by nothing: conditions on it are false when it is missing. */
  isImplied?: boolean;
  /** Of a list. */
  entry?: EntryNames;
}

const LONGEST_NAME = 6;
/** What a request is about; "the customer's age" and "customer age" are both the field `age`. */
export const ENTITIES = new Set(
  ("people customer user lead order request applicant client person company ticket message input caller account member " +
    "invoice booking product item employee patient student buyer visitor parcel package shipment candidate feedback comment review")
    .split(" "),
);

/** "The number of coats" is the field `coats`. */
const COUNTS = new Set(["number", "count"]);
const COUNTABLE = new Set(["number", "integer"]);

/** Knows a name in each of its spellings: "company size", `company_size`, `companySize`, "Company sizes". */
export class Vocabulary {
  readonly #byWords = new Map<string, Symbol>();
  readonly #byId = new Map<string, Symbol>();
  readonly #outer: Vocabulary | undefined;
  #inner = new Map<string, { revision: number; vocabulary: Vocabulary }>();
  /** Who has the names: "the item's price" is the price. */
  #owner: string | undefined;
  #mentioned: string;
  #hasLists = false;
  readonly #things = new Set<string>();
  /** Goes up whenever something that reading depends on has changed. */
  revision = 0;
  /** The text keeps data between requests. */
  isStored = false;
  /** The text speaks of changes of state. */
  isMachine = false;
  /** The names of the operations, where there are several. */
  operations: readonly string[] = [];

  constructor(outer?: Vocabulary, mentioned = "") {
    this.#outer = outer;
    this.#mentioned = mentioned;
  }

  /** Whether the whole text has some words, in lower case, one after the other. */
  isMentioned(words: string): boolean {
    return this.#outer?.isMentioned(words) ?? ` ${this.#mentioned} `.includes(` ${words} `);
  }

  /** What is known inside a list: first its entry and the members of it, then all that is known outside. */
  within(list: Symbol): Vocabulary {
    const known = this.#inner.get(list.id);
    if (known?.revision === this.revision) return known.vocabulary;
    const vocabulary = new Vocabulary(this);
    vocabulary.isStored = this.isStored;
    vocabulary.isMachine = this.isMachine;
    vocabulary.operations = this.operations;
    const one = canonical(list.key);
    vocabulary.#owner = one;
    for (const member of list.entry?.members ?? []) {
      const short = flagWords(member.key);
      // "customer id" is the id of each customer, unless something else has that name already.
      const long = this.find(`${one} ${member.key}`) ? [] : [`${one} ${member.key}`];
      vocabulary.add(member, ...long, ...(short ? [short] : []));
    }
    if (list.entry?.type !== "record" && list.entry) {
      const { id, type, options } = list.entry;
      vocabulary.add({ id, key: one, role: "member", type, options }, ...PLAIN_ENTRIES);
    }
    this.#inner.set(list.id, { revision: this.revision, vocabulary });
    return vocabulary;
  }

  /** The first one to take a name keeps it, except that a field's own name beats an alias. */
  add(symbol: Symbol, ...aliases: string[]): void {
    this.revision++;
    this.#byId.set(symbol.id, symbol);
    this.#hasLists ||= symbol.entry !== undefined;
    for (const name of [symbol.key, ...aliases]) {
      const words = canonical(name);
      const before = this.#byWords.get(words);
      const isOnlyAnswered = before?.isAnswer && symbol.role === "input";
      if (!before || isOnlyAnswered) this.#byWords.set(words, symbol);
    }
  }

  /** Adds what was learned about a name later. */
  describe(
    symbol: Symbol,
    known: Partial<Pick<Symbol, "type" | "options" | "isImplied" | "unit" | "entry" | "isAnswer">>,
  ): void {
    const before = JSON.stringify(symbol);
    Object.assign(symbol, known);
    this.#hasLists ||= symbol.entry !== undefined;
    if (JSON.stringify(symbol) !== before) this.revision++;
  }

  /** Learns the name of something that is kept between requests. */
  addThing(noun: string): void {
    const name = canonical(noun);
    if (this.#things.has(name)) return;
    this.#things.add(name);
    this.revision++;
  }

  isThing(noun: string): boolean {
    return this.#things.has(canonical(noun));
  }

  get(id: string): Symbol | undefined {
    return this.#byId.get(id) ?? this.#outer?.get(id);
  }

  find(name: string): Symbol | undefined {
    return this.#byWords.get(canonical(name)) ?? this.#outer?.find(name);
  }

  symbols(): Symbol[] {
    return [...this.#byId.values(), ...this.#outer?.symbols() ?? []];
  }

  /** Everything that is a list. */
  lists(): Symbol[] {
    return this.hasLists() ? this.symbols().filter(({ entry }) => entry !== undefined) : [];
  }

  hasLists(): boolean {
    return this.#hasLists || this.#outer?.hasLists() === true;
  }

  /** The longest name that starts at a token, with the index after it. */
  at(tokens: readonly Token[], from: number): { symbol: Symbol; end: number } | null {
    const exact = this.#longest(tokens, from);
    if (exact) return exact;
    if (COUNTS.has(tokens[from]?.lower ?? "") && tokens[from + 1]?.lower === "of") {
      const counted = this.#longest(tokens, from + (tokens[from + 2]?.lower === "the" ? 3 : 2));
      if (counted && COUNTABLE.has(counted.symbol.type ?? "")) return counted;
    }
    const owner = tokens[from]?.lower.replace(/'s?$/, "");
    const owns = owner !== undefined &&
      (ENTITIES.has(owner) || (this.#owner && canonical(owner) === this.#owner));
    return owns ? this.#longest(tokens, from + 1) : null;
  }

  #longest(tokens: readonly Token[], from: number): { symbol: Symbol; end: number } | null {
    let words = 0;
    while (words < LONGEST_NAME && tokens[from + words]?.kind === "word") words++;
    for (; words > 0; words--) {
      if (words === 1 && tokens[from]!.lower === "a" && !tokens[from]!.isName) continue;
      const name = tokens.slice(from, from + words).map((token) => token.text).join(" ");
      const symbol = this.find(name);
      if (symbol) return { symbol, end: from + words };
    }
    return null;
  }
}

/** What an entry that is no record may be called. */
const PLAIN_ENTRIES = ["value", "entry", "element", "item", "number"];

/** What a yes/no field says of those who have it: "member" for `isMember`, "discount" for `has_discount`. */
export function flagWords(key: string): string | undefined {
  return /^(?:is|has)(?:_|(?=[A-Z]))(.+)$/.exec(key)?.[1];
}

/** One spelling for all: lower case, no separators, singular. */
export function canonical(name: string): string {
  const known = canonicals.get(name);
  if (known !== undefined) return known;
  if (canonicals.size >= MOST_REMEMBERED) canonicals.clear();
  const made = wordsOf(name).map((word) => pluralize.singular(word)).join("");
  canonicals.set(name, made);
  return made;
}

/** The same few names are looked for at every word of every sentence; the library is slow. */
const canonicals = new Map<string, string>();
const MOST_REMEMBERED = 20_000;

export function wordsOf(name: string): string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase().split(/[\s_-]+/).filter(Boolean);
}

/** The JSON key for a name: as written when it is a name already, camelCase otherwise. */
export function keyOf(tokens: readonly Token[]): string {
  if (tokens.length === 1 && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(tokens[0]!.text)) {
    const token = tokens[0]!;
    return token.isName || token.text.includes("_") ? token.text : lowerFirst(token.text);
  }
  return wordsOf(tokens.map((token) => token.text).join(" ")).map((word, n) =>
    n === 0 ? word : upperFirst(word)
  ).join("");
}

function lowerFirst(word: string): string {
  return /^[A-Z]+$/.test(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
