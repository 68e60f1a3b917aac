/** Reads the fields of a request one by one and keeps what is wrong with them, so that all of it is reported at once. */

export interface Issue {
  path: string;
  message: string;
}

/** What holds where the rules of a field set no limit. */
const LONGEST_TEXT = 20_000;
const MOST_ENTRIES = 1_000;
/** Large enough for money and counts, and small enough that no formula can overflow a JSON number. */
const LARGEST_NUMBER = 1_000_000_000_000_000;

interface Presence {
  required?: boolean;
}

export interface TextRules extends Presence {
  minLength?: number;
  maxLength?: number;
  options?: readonly string[];
  format?: Format;
  /** What the whole text looks like. */
  shape?: RegExp;
}

/** A format by what it is called in messages, and the check for it. */
export interface Format {
  name: string;
  test(text: string): boolean;
}

export interface NumberRules extends Presence {
  whole?: boolean;
  min?: number;
  max?: number;
  /** The number must be greater than `min`, or less than `max`. */
  above?: boolean;
  below?: boolean;
}

export interface ListRules extends Presence {
  minEntries?: number;
  maxEntries?: number;
}

type Body = Readonly<Record<string, unknown>>;

export class Fields {
  readonly issues: Issue[];
  readonly #body: Body;
  readonly #prefix: string;

  /** `prefix` is where the fields stand when they are not those of the request itself: `items[2].`. */
  constructor(body: Body, prefix = "", issues: Issue[] = []) {
    this.#body = body;
    this.#prefix = prefix;
    this.issues = issues;
  }

  text(key: string, rules: TextRules): string | null {
    return this.#read(key, rules, (value, path) => this.#text(value, path, rules));
  }

  number(key: string, rules: NumberRules): number | null {
    return this.#read(key, rules, (value, path) => this.#number(value, path, rules));
  }

  boolean(key: string, rules: Presence): boolean | null {
    return this.#read(
      key,
      rules,
      (value, path) => typeof value === "boolean" ? value : this.#refuse(path, "must be true or false"),
    );
  }

  texts(key: string, rules: ListRules, entries: TextRules): string[] | null {
    return this.#list(key, rules, "strings", (entry, path) => this.#text(entry, path, entries));
  }

  numbers(key: string, rules: ListRules, entries: NumberRules): number[] | null {
    const kind = entries.whole ? "whole numbers" : "numbers";
    return this.#list(key, rules, kind, (entry, path) => this.#number(entry, path, entries));
  }

  record<T>(key: string, rules: Presence, read: (fields: Fields) => T | null): T | null {
    return this.#read(key, rules, (value, path) => this.#record(value, path, read));
  }

  records<T>(key: string, rules: ListRules, read: (fields: Fields) => T | null): T[] | null {
    return this.#list(key, rules, "objects", (entry, path) => this.#record(entry, path, read));
  }

  /** Only the request's own keys count: `constructor` and its like are not fields that it has. */
  #read<T>(key: string, { required }: Presence, read: (value: unknown, path: string) => T | null): T | null {
    const value = Object.hasOwn(this.#body, key) ? this.#body[key] ?? null : null;
    const path = this.#prefix + key;
    if (value !== null) return read(value, path);
    return required ? this.#refuse(path, "is required") : null;
  }

  #text(value: unknown, path: string, rules: TextRules): string | null {
    if (typeof value !== "string") return this.#refuse(path, "must be a string");
    const problem = textProblem(value, rules);
    return problem === null ? value : this.#refuse(path, problem);
  }

  #number(value: unknown, path: string, rules: NumberRules): number | null {
    if (typeof value !== "number") {
      return this.#refuse(path, rules.whole ? "must be a whole number" : "must be a number");
    }
    const problem = numberProblem(value, rules);
    return problem === null ? value : this.#refuse(path, problem);
  }

  #record<T>(value: unknown, path: string, read: (fields: Fields) => T | null): T | null {
    if (!isObject(value)) return this.#refuse(path, "must be a JSON object");
    return read(new Fields(value, `${path}.`, this.issues));
  }

  #list<T>(
    key: string,
    rules: ListRules,
    kind: string,
    read: (entry: unknown, path: string) => T | null,
  ): T[] | null {
    return this.#read(key, rules, (value, path) => {
      if (!Array.isArray(value)) return this.#refuse(path, `must be a list of ${kind}`);
      const problem = lengthProblem(value.length, rules);
      if (problem !== null) return this.#refuse(path, problem);
      return value.map((entry, n) => read(entry, `${path}[${n}]`)).filter((entry) => entry !== null);
    });
  }

  #refuse(path: string, message: string): null {
    this.issues.push({ path, message });
    return null;
  }
}

export function isObject(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lengthProblem(
  length: number,
  { minEntries = 0, maxEntries = MOST_ENTRIES }: ListRules,
): string | null {
  const entries = (count: number) => count === 1 ? "1 entry" : `${count} entries`;
  if (length > maxEntries) return `must have at most ${entries(maxEntries)}`;
  return length < minEntries ? `must have at least ${entries(minEntries)}` : null;
}

function textProblem(text: string, rules: TextRules): string | null {
  const length = [...text].length;
  const { minLength = 0, maxLength = LONGEST_TEXT } = rules;
  if (length > maxLength) return `must have at most ${maxLength} characters`;
  if (length < minLength) return `must have at least ${minLength} characters`;
  if (rules.options && !rules.options.includes(text)) return `must be one of: ${rules.options.join(", ")}`;
  if (rules.shape && !rules.shape.test(text)) {
    return `must match the pattern ${rules.shape.source.slice(4, -2)}`;
  }
  return rules.format && !rules.format.test(text) ? `must be a valid ${rules.format.name}` : null;
}

function numberProblem(value: number, rules: NumberRules): string | null {
  const { min = -LARGEST_NUMBER, max = LARGEST_NUMBER } = rules;
  if (rules.whole && !Number.isInteger(value)) return "must be a whole number";
  if (rules.above && value <= min) return `must be greater than ${min}`;
  if (value < min) return `must be at least ${min}`;
  if (rules.below && value >= max) return `must be less than ${max}`;
  return value > max ? `must be at most ${max}` : null;
}
