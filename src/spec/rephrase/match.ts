/** Finds the words of a rephrasing in a sentence. */
import { compilePattern, hasAnchorsOf, type PatternNode } from "../grammar/pattern.ts";
import { TERMINAL } from "../grammar/words.ts";
import type { Token } from "../text/tokens.ts";
import type { Rephrasing, Slots } from "./row.ts";
import { SLOT_KINDS } from "./slots.ts";

export interface Found {
  start: number;
  end: number;
  slots: Slots;
}

type Words = Pick<Rephrasing, "at" | "said" | "allows">;

/** Where a row's words stand in a sentence, or `null`. */
export function findIn(tokens: readonly Token[], words: ReadonlySet<string>, row: Words): Found | null {
  for (const source of row.said) {
    const pattern = compilePattern(source);
    if (!hasAnchorsOf(pattern, words)) continue;
    const { nodes, firsts } = pattern;
    const last = row.at === "anywhere" ? tokens.length : 1;
    for (let start = 0; start < last; start++) {
      if (firsts && !firsts.has(tokens[start]?.lower ?? "")) continue;
      const found = matchAt(tokens, nodes, start, row);
      if (found) return found;
    }
  }
  return null;
}

function matchAt(
  tokens: readonly Token[],
  nodes: readonly PatternNode[],
  start: number,
  row: Words,
): Found | null {
  let found: Found | null = null;
  walk(tokens, nodes, 0, start, {}, (end, slots) => {
    if (end === start || (row.at === "whole" && !endsAt(tokens, end))) return false;
    if (row.allows && !row.allows(slots)) return false;
    found = { start, end, slots };
    return true;
  });
  return found;
}

function endsAt(tokens: readonly Token[], end: number): boolean {
  return tokens.slice(end).every(({ lower }) => TERMINAL.has(lower));
}

type Take = (end: number, slots: Slots) => boolean;

function walk(
  tokens: readonly Token[],
  nodes: readonly PatternNode[],
  at: number,
  from: number,
  slots: Slots,
  take: Take,
): boolean {
  const node = nodes[at];
  if (!node) return take(from, slots);
  const goOn: Take = (end, value) => walk(tokens, nodes, at + 1, end, value, take);
  switch (node.kind) {
    case "words":
      return node.words.has(tokens[from]?.lower ?? "") && goOn(from + 1, slots);
    case "optional":
      return walk(tokens, node.inner, 0, from, slots, goOn) || goOn(from, slots);
    case "oneOf":
      return node.options.some((option) => walk(tokens, option, 0, from, slots, goOn));
    case "slot":
      return endsOfSlot(tokens, node.type, from).some((end) =>
        goOn(end, { ...slots, [node.name]: tokens.slice(from, end) })
      );
  }
}

/** Where a slot that starts at a token may end, the likeliest first. */
function endsOfSlot(tokens: readonly Token[], type: string, from: number): number[] {
  const kind = SLOT_KINDS[type];
  if (!kind) throw new Error(`no slot of type ${type} in a rephrasing`);
  const ends: number[] = [];
  for (let end = from; end < tokens.length && end - from < kind.most && kind.mayHold(tokens[end]!); end++) {
    ends.push(end + 1);
  }
  return kind.isGreedy ? ends.reverse() : ends;
}
