/** What a model wrote in the form, as a Spec to be checked: nulls dropped, quotes found, texts of JSON read. */
import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import type { SpecIssue } from "../check.ts";
import { SPEC_VERSION } from "../schema.ts";

export interface Filled {
  spec: JsonObject;
  issues: SpecIssue[];
}

/** A quote is a sentence or a part of one, not the whole text. */
const MAX_QUOTE_CHARACTERS = 1_000;
const DEEPEST = 120;
const MAX_ASSUMPTIONS = 1_000;

export function fill(written: JsonObject, requirements: string, name: string): Filled {
  const issues: SpecIssue[] = [];
  const { unclear: _, ...nodes } = written;
  const spec = new Filler(requirements, issues).object(nodes, "", 0);
  return {
    spec: {
      ...spec,
      specVersion: SPEC_VERSION,
      name,
      profiles: [],
      assumptions: assumedIn(spec).slice(0, MAX_ASSUMPTIONS),
    },
    issues,
  };
}

class Filler {
  readonly #requirements: string;
  readonly #issues: SpecIssue[];

  constructor(requirements: string, issues: SpecIssue[]) {
    this.#requirements = requirements;
    this.#issues = issues;
  }

  object(value: JsonObject, path: string, depth: number): JsonObject {
    const texts = textsOf(value);
    const entries = Object.entries(value).flatMap(([key, each]): [string, Json][] => {
      const at = path === "" ? key : `${path}.${key}`;
      // In the form, null is how a property says that it is not there.
      if (each === null) return [];
      if (key === "source" && isJsonObject(each)) return [[key, this.#source(each, at)]];
      if (texts.includes(key)) return [[key, this.#json(each, at)]];
      return [[key, this.#value(each, at, depth + 1)]];
    });
    return Object.fromEntries(entries);
  }

  #value(value: Json, path: string, depth: number): Json {
    // What is deeper is refused by the check that follows.
    if (depth > DEEPEST) return value;
    if (Array.isArray(value)) return value.map((each, n) => this.#value(each, `${path}.${n}`, depth + 1));
    return isJsonObject(value) ? this.object(value, path, depth) : value;
  }

  /** Exactly as it stands in the requirements: a quote that is nearly right may be of another sentence. */
  #source({ quote, assumed }: JsonObject, path: string): Json {
    if (typeof quote !== "string") {
      return { kind: "assumed", reason: typeof assumed === "string" ? assumed : "" };
    }
    const start = this.#requirements.indexOf(quote);
    if (quote.trim().length < 2 || start === -1) {
      this.#refuse(`${path}.quote`, `${shown(quote)} does not stand in the requirements, word for word`);
    } else if (quote.length > MAX_QUOTE_CHARACTERS) {
      this.#refuse(
        `${path}.quote`,
        "is longer than a sentence; quote the sentence that the node carries out",
      );
    }
    return { kind: "text", start: Math.max(start, 0), end: Math.max(start, 0) + quote.length, quote };
  }

  #json(value: Json, path: string): Json {
    if (Array.isArray(value)) return value.map((each, n) => this.#json(each, `${path}.${n}`));
    if (typeof value !== "string") return value;
    try {
      return JSON.parse(value);
    } catch {
      this.#refuse(path, "is not JSON");
      return value;
    }
  }

  #refuse(path: string, message: string): void {
    this.#issues.push({ path, message });
  }
}

/** Which properties of an object hold JSON as text: those of worked examples, and of examples of functions. */
function textsOf(value: JsonObject): readonly string[] {
  if (value.kind === "example") return ["input", "body"];
  return "args" in value && "result" in value ? ["args", "result"] : [];
}

function shown(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}…` : text);
}

/** Everything that was taken for granted, by the node or the part of one that it is about. */
function assumedIn(value: Json): Json[] {
  if (Array.isArray(value)) return value.flatMap(assumedIn);
  if (!isJsonObject(value)) return [];
  const inner = Object.values(value).flatMap(assumedIn);
  if (!isJsonObject(value.source) || value.source.kind !== "assumed") return inner;
  const text = String(value.source.reason ?? "").slice(0, 1_000);
  return text === "" ? inner : [{ node: String(value.id ?? "").slice(0, 120), text }, ...inner];
}
