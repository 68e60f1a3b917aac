/** Reads the fields of a request one by one and keeps what is wrong with them, so that all of it is reported at once. */

export interface Issue {
  path: string;
  message: string;
}

interface Presence {
  required?: boolean;
}

export interface TextRules extends Presence {
  minLength?: number;
  maxLength: number;
  options?: readonly string[];
  format?: keyof typeof FORMATS;
}

export interface NumberRules extends Presence {
  whole?: boolean;
  min: number;
  max: number;
  /** The number must be greater than `min`, or less than `max`. */
  above?: boolean;
  below?: boolean;
}

export interface ListRules extends Presence {
  maxEntries: number;
  maxLength: number;
}

export class Fields {
  readonly issues: Issue[] = [];
  readonly #body: Readonly<Record<string, unknown>>;

  constructor(body: Readonly<Record<string, unknown>>) {
    this.#body = body;
  }

  text(key: string, rules: TextRules): string | null {
    const value = this.#get(key, rules);
    if (value === null) return null;
    if (typeof value !== "string") return this.#refuse(key, "must be a string");
    const problem = textProblem(value, rules);
    return problem === null ? value : this.#refuse(key, problem);
  }

  number(key: string, rules: NumberRules): number | null {
    const value = this.#get(key, rules);
    if (value === null) return null;
    if (typeof value !== "number") {
      return this.#refuse(key, rules.whole ? "must be a whole number" : "must be a number");
    }
    const problem = numberProblem(value, rules);
    return problem === null ? value : this.#refuse(key, problem);
  }

  boolean(key: string, rules: Presence): boolean | null {
    const value = this.#get(key, rules);
    if (value === null || typeof value === "boolean") return value;
    return this.#refuse(key, "must be true or false");
  }

  list(key: string, rules: ListRules): string[] | null {
    const value = this.#get(key, rules);
    if (value === null) return null;
    if (!isTextList(value)) return this.#refuse(key, "must be a list of strings");
    if (value.length > rules.maxEntries) {
      return this.#refuse(key, `must have at most ${rules.maxEntries} entries`);
    }
    const isLong = value.some((entry) => entry.length > rules.maxLength);
    return isLong ? this.#refuse(key, `must have entries of at most ${rules.maxLength} characters`) : value;
  }

  /** Only the request's own keys count: `constructor` and its like are not fields that it has. */
  #get(key: string, { required }: Presence): unknown {
    const value = Object.hasOwn(this.#body, key) ? this.#body[key] ?? null : null;
    if (value === null && required) this.#refuse(key, "is required");
    return value;
  }

  #refuse(path: string, message: string): null {
    this.issues.push({ path, message });
    return null;
  }
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function textProblem(text: string, rules: TextRules): string | null {
  const length = [...text].length;
  if (length > rules.maxLength) return `must have at most ${rules.maxLength} characters`;
  if (length < (rules.minLength ?? 0)) return `must have at least ${rules.minLength} characters`;
  if (rules.options && !rules.options.includes(text)) return `must be one of: ${rules.options.join(", ")}`;
  return rules.format && !FORMATS[rules.format].test(text)
    ? `must be a valid ${FORMATS[rules.format].name}`
    : null;
}

function numberProblem(value: number, rules: NumberRules): string | null {
  if (rules.whole && !Number.isInteger(value)) return "must be a whole number";
  if (rules.above && value <= rules.min) return `must be greater than ${rules.min}`;
  if (value < rules.min) return `must be at least ${rules.min}`;
  if (rules.below && value >= rules.max) return `must be less than ${rules.max}`;
  return value > rules.max ? `must be at most ${rules.max}` : null;
}

const FORMATS = {
  email: { name: "email address", test: isEmail },
  url: { name: "URL", test: isWebAddress },
  date: { name: "date (YYYY-MM-DD)", test: isDate },
  uuid: { name: "UUID", test: isUuid },
};

/** One `@`, something before it, and a host of at least two parts; whether the mailbox exists is not knowable. */
function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  const host = text.slice(at + 1).split(".");
  if (text.length > 254 || at < 1 || at > 64 || text.includes("@", at + 1) || /\s/.test(text)) return false;
  return host.length >= 2 && host.every((part) => part !== "");
}

function isWebAddress(text: string): boolean {
  const isWeb = text.toLowerCase().startsWith("https://") || text.toLowerCase().startsWith("http://");
  return isWeb && text.length <= 2048 && URL.canParse(text);
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const day = Number(parts[3]);
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === day;
}

function isUuid(text: string): boolean {
  return /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/.test(text);
}
