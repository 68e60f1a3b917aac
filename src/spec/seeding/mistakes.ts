/**
 * The small mistakes that people make with a rule: a limit off by one, "at least" for "more than", a rule or a keyword
 * forgotten, "and" for "or". Each gives a Spec that is wrong in this one thing.
 */
import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import type { Spec, Step } from "../schema.ts";

export interface Mistake {
  /** The node that is wrong. */
  node: string;
  /** What is wrong with it: `70 for 71`. */
  title: string;
  /** The word that is forgotten. */
  word?: string;
  spec: Spec;
}

interface Variant {
  title: string;
  word?: string;
  json: Json;
}

export function mistakesIn(spec: Spec): Mistake[] {
  return spec.steps.flatMap((step, n) => {
    const forgotten = step.kind === "reject" ? [{ title: "that it is refused", steps: [] }] : [];
    // A variant has the shape of what it is a variant of.
    const changed = variantsOf(step as Json).map(({ json, ...said }) => ({
      ...said,
      steps: [json as unknown as Step],
    }));
    return [...forgotten, ...changed].map(({ steps, ...said }) => ({
      ...said,
      node: step.id,
      spec: { ...spec, steps: spec.steps.toSpliced(n, 1, ...steps) },
    }));
  });
}

function variantsOf(json: Json): Variant[] {
  if (Array.isArray(json)) {
    return json.flatMap((entry, n) =>
      variantsOf(entry).map((variant) => ({ ...variant, json: json.with(n, variant.json) }))
    );
  }
  if (!isJsonObject(json)) return [];
  const within = Object.entries(json).filter(([key]) => key !== "source").flatMap(([key, value]) =>
    variantsOf(value).map((variant) => ({ ...variant, json: { ...json, [key]: variant.json } }))
  );
  return [...ownVariants(json), ...within];
}

function ownVariants(node: JsonObject): Variant[] {
  return [...twins(node), ...numbers(node), ...forgotten(node), ...turned(node)];
}

/** By the property that names it, what a word is easily taken for. */
const TWINS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  op: {
    eq: "ne",
    ne: "eq",
    lt: "le",
    le: "lt",
    gt: "ge",
    ge: "gt",
    add: "subtract",
    subtract: "add",
    multiply: "divide",
    divide: "multiply",
  },
  fn: { min: "max", max: "min", floor: "ceil", ceil: "floor", round: "floor", sum: "max", average: "median" },
  kind: { all: "any", any: "all" },
  at: { first: "last", last: "first" },
  from: { start: "end", end: "start" },
  which: { some: "every", every: "some" },
};

const SAID: Readonly<Record<string, string>> = {
  eq: "is",
  ne: "is not",
  lt: "less than",
  le: "at most",
  gt: "more than",
  ge: "at least",
};

function twins(node: JsonObject): Variant[] {
  const words = Object.entries(node).flatMap(([key, word]) => {
    const twin = typeof word === "string" ? TWINS[key]?.[word] : undefined;
    if (twin === undefined) return [];
    return [{
      title: `"${SAID[String(word)] ?? word}" from "${SAID[twin] ?? twin}"`,
      json: { ...node, [key]: twin },
    }];
  });
  if (typeof node.descending !== "boolean") return words;
  return [...words, { title: "up from down", json: { ...node, descending: !node.descending } }];
}

const DECIMALS = new Set(["value", "points", "base", "min", "max"]);

function numbers(node: JsonObject): Variant[] {
  if (node.kind === "text") return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (!DECIMALS.has(key) || typeof value !== "string" || !/^-?\d+(\.\d+)?$/.test(value)) return [];
    return neighbours(value).map((other) => ({
      title: `${value} from ${other}`,
      json: { ...node, [key]: other },
    }));
  });
}

function neighbours(decimal: string): string[] {
  const value = Number(decimal);
  const step = Number.isInteger(value) ? 1 : 0.01;
  return [value + step, value - step].map((other) => String(Number(other.toFixed(6))));
}

/** What a list can do without, by the name of the list, and what an entry is called. */
const PARTS: Readonly<Record<string, string>> = {
  branches: "a case",
  rules: "a rule",
  items: "an entry",
  changes: "a change",
  classes: "a class",
  keywords: "a keyword",
  words: "a word",
};

function forgotten(node: JsonObject): Variant[] {
  return Object.entries(node).flatMap(([key, list]) => {
    if (!Object.hasOwn(PARTS, key) || !Array.isArray(list)) return [];
    const least = key === "changes" || key === "items" || key === "rules" ? 0 : 1;
    if (list.length <= least) return [];
    return list.map((part, n) => ({
      title: `${PARTS[key]} forgotten: ${nameOf(part)}`,
      ...(typeof part === "string" && { word: part }),
      json: { ...node, [key]: list.toSpliced(n, 1) },
    }));
  });
}

function nameOf(part: Json): string {
  if (typeof part === "string") return JSON.stringify(part);
  const source = isJsonObject(part) ? part.source : undefined;
  const text = source !== undefined && isJsonObject(source) ? source.quote ?? source.reason : undefined;
  return JSON.stringify(String(text ?? "").replace(/\s+/g, " ").slice(0, 60));
}

function turned(node: JsonObject): Variant[] {
  if (node.kind === "choose") {
    return [{
      title: "one case from the other",
      json: { ...node, then: node.otherwise!, otherwise: node.then! },
    }];
  }
  return node.kind === "not" ? [{ title: '"not" forgotten', json: node.of! }] : [];
}
