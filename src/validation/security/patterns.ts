import type { Node } from "@babel/types";
import { nodesOf, placeOf } from "../build/walk.ts";
import type { ParsedFile } from "../build/parse.ts";
import type { Finding } from "../report.ts";

/** A regular expression of the sources, and where it stands. */
export interface Pattern {
  source: string;
  flags: string;
  place: Pick<Finding, "path" | "line" | "column">;
}

export function patternsIn({ path, root }: ParsedFile): Pattern[] {
  const patterns: Pattern[] = [];
  for (const node of nodesOf(root)) {
    const found = patternOf(node);
    if (found) patterns.push({ ...found, place: { path, ...placeOf(node) } });
  }
  return patterns;
}

function patternOf(node: Node): { source: string; flags: string } | null {
  if (node.type === "RegExpLiteral") return { source: node.pattern, flags: node.flags };
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return null;
  if (node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return null;
  const [source, flags] = node.arguments;
  if (source?.type !== "StringLiteral") return null;
  return { source: source.value, flags: flags?.type === "StringLiteral" ? flags.value : "" };
}

/** Long enough for 2ⁿ steps to be seen, short enough for them to end. */
const SHORT_CHARACTERS = 24;
/** Cubic time shows at this length, and quadratic time does not. */
const LONG_CHARACTERS = 500;
const MAX_PIECES = 8;

/**
 * Texts that a pattern nearly matches in very many ways: runs of the characters it speaks of, alone and in pairs, with
 * an end that matches nothing.
 */
export function attackTexts(source: string): string[] {
  const pieces = piecesOf(source);
  const pairs = pieces.flatMap((a) => pieces.filter((b) => a !== b).map((b) => a + b));
  // The short ones first: whoever stops at the first slow one never meets 2⁵⁰⁰ steps.
  const texts = [...pieces, ...pairs].map((run) => run.repeat(SHORT_CHARACTERS / run.length));
  const long = pieces.map((piece) => piece.repeat(LONG_CHARACTERS));
  return [...texts, ...long].map((text) => `${text}\u0001`);
}

function piecesOf(source: string): string[] {
  const classes: Record<string, string> = {
    "\\d": "1",
    "\\w": "a",
    "\\s": " ",
    "\\S": "a",
    "\\D": "a",
    "\\W": " ",
  };
  const named = (source.match(/\\[dwsDWS]/g) ?? []).map((name) => classes[name] ?? "a");
  const literal = source.replace(/\\[dwsDWS]/g, "").match(/[A-Za-z0-9 @.,:;_/-]/g) ?? [];
  return [...new Set([...named, ...literal, "a", "1", " "])].slice(0, MAX_PIECES);
}
