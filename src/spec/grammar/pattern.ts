/**
 * The pattern language of the statement table. `add|award {points:number} [points] (if|when {when:cond} | to {x:ref})`:
 * words in lower case, `a|b` one of two words, `[…]` may be missing, `(a | b c)` one of several, `{name:kind}` a slot,
 * `LPAR` and its like a bracket of the text.
 */
export type PatternNode =
  | { kind: "words"; words: ReadonlySet<string> }
  | { kind: "optional"; inner: PatternNode[] }
  | { kind: "oneOf"; options: PatternNode[][] }
  | { kind: "slot"; name: string; type: string };

/** Brackets in the text itself. */
const BRACKETS: Readonly<Record<string, string>> = {
  LPAR: "(",
  RPAR: ")",
  LBRA: "[",
  RBRA: "]",
  LCUR: "{",
  RCUR: "}",
};

/** A pattern, and two cheap tests before the dear one. */
export interface Pattern {
  nodes: PatternNode[];
  /** Sets of words of each of which a sentence must have one, or the pattern can't match. */
  anchors: readonly ReadonlySet<string>[];
  /** The words that the pattern can begin with; `null` when a slot may stand there. */
  firsts: ReadonlySet<string> | null;
}

const cache = new Map<string, Pattern>();

export function compilePattern(source: string): Pattern {
  const known = cache.get(source);
  if (known) return known;
  const parts = source.match(/\{\w+:\w+\}|[[\]()]|[^\s[\]()]+/g) ?? [];
  const { options, next } = readOptions(parts, 0, source);
  if (next !== parts.length || options.length !== 1) throw new Error(`unbalanced pattern: ${source}`);
  const nodes = options[0]!;
  const pattern = { nodes, anchors: anchorsOfNodes(nodes), firsts: firstsOf(nodes) };
  cache.set(source, pattern);
  return pattern;
}

/** Whether a sentence of these words can match at all. */
export function hasAnchorsOf({ anchors }: Pattern, words: ReadonlySet<string>): boolean {
  return anchors.every((anchor) => hasAny(words, anchor));
}

/** The language's own `isDisjointFrom` is several times slower on sets as small as these. */
function hasAny(words: ReadonlySet<string>, anchor: ReadonlySet<string>): boolean {
  for (const word of anchor) if (words.has(word)) return true;
  return false;
}

function anchorsOfNodes(nodes: readonly PatternNode[]): ReadonlySet<string>[] {
  return nodes.flatMap((node) => {
    if (node.kind === "words") return [node.words];
    if (node.kind !== "oneOf") return [];
    const firsts = node.options.map((option) => anchorsOfNodes(option)[0]);
    return firsts.every((first) => first !== undefined)
      ? [new Set(firsts.flatMap((first) => [...first!]))]
      : [];
  });
}

function firstsOf(nodes: readonly PatternNode[]): ReadonlySet<string> | null {
  const words = new Set<string>();
  return addFirsts(nodes, words) === "ends" ? words : null;
}

/** Whether what comes after these nodes can't be first any more, can be, or anything can. */
function addFirsts(nodes: readonly PatternNode[], words: Set<string>): "ends" | "goesOn" | "open" {
  for (const node of nodes) {
    const added = addFirst(node, words);
    if (added !== "goesOn") return added;
  }
  return "goesOn";
}

function addFirst(node: PatternNode, words: Set<string>): "ends" | "goesOn" | "open" {
  switch (node.kind) {
    case "slot":
      return "open";
    case "words":
      node.words.forEach((word) => words.add(word));
      return "ends";
    case "optional":
      return addFirsts(node.inner, words) === "open" ? "open" : "goesOn";
    case "oneOf": {
      const all = node.options.map((option) => addFirsts(option, words));
      return all.includes("open") ? "open" : all.includes("goesOn") ? "goesOn" : "ends";
    }
  }
}

function readOptions(
  parts: string[],
  from: number,
  source: string,
): { options: PatternNode[][]; next: number } {
  const options: PatternNode[][] = [[]];
  let at = from;
  while (at < parts.length && parts[at] !== ")" && parts[at] !== "]") {
    const part = parts[at]!;
    if (part === "|") {
      options.push([]);
      at++;
    } else if (part === "(" || part === "[") {
      const group = readOptions(parts, at + 1, source);
      if (parts[group.next] !== (part === "(" ? ")" : "]")) throw new Error(`unbalanced pattern: ${source}`);
      const node: PatternNode = { kind: "oneOf", options: group.options };
      options.at(-1)!.push(part === "(" ? node : { kind: "optional", inner: [node] });
      at = group.next + 1;
    } else {
      addLeaves(options, part, from > 0);
      at++;
    }
  }
  return { options, next: at };
}

/** `a|b` is one of two words; within brackets it is one of two ways to go on: `(a|b c)` reads "a" and "b c". */
function addLeaves(options: PatternNode[][], part: string, isBracketed: boolean): void {
  const alternatives = isBracketed && !part.startsWith("{") ? part.split("|") : [part];
  alternatives.forEach((alternative, n) => {
    if (n > 0) options.push([]);
    if (alternative !== "") options.at(-1)!.push(leaf(alternative));
  });
}

function leaf(part: string): PatternNode {
  const slot = /^\{(\w+):(\w+)\}$/.exec(part);
  if (slot) return { kind: "slot", name: slot[1]!, type: slot[2]! };
  return { kind: "words", words: new Set(part.split("|").map((word) => BRACKETS[word] ?? word)) };
}
