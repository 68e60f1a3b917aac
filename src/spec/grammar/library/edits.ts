/** Orders about texts: "convert the message to upper case", "replace every space in the name with a hyphen". */
import type { Expr } from "../../expr.ts";
import type { Match, Parsed, Reader } from "../reader.ts";
import { call, calling, exprIn, number, type Phrase, readPhrase, text, textIn } from "./phrases.ts";

const X = "{x:whole}";
const TURN =
  "(convert|converts|turn|turns|change|changes|transform|transforms|make|makes|put|puts|write|rewrite|set)";
const INTO = "[to|into|in] [all]";

const EDITS: readonly Phrase[] = [
  {
    patterns: [
      `${TURN} ${X} ${INTO} (uppercase|upper-case|capitals | upper case | capital letters)`,
      `(uppercase|upper-case|capitalise all of) ${X}`,
    ],
    build: calling("upper", "x"),
  },
  {
    patterns: [`${TURN} ${X} ${INTO} (lowercase|lower-case | lower case)`, `(lowercase|lower-case) ${X}`],
    build: calling("lower", "x"),
  },
  { patterns: [`${TURN} ${X} ${INTO} (title case|title-case)`], build: calling("title_case", "x") },
  {
    patterns: [
      `${TURN} ${X} (to|into) [a] [url] slug`,
      `slugify ${X}`,
      `(make|create|build|generate) [a|the] [url] slug (from|of|out of|for) ${X}`,
    ],
    build: calling("slug", "x"),
  },
  { patterns: [`(reverse|reverses) [order of characters (in|of)] ${X}`], build: calling("reversed", "x") },
  {
    patterns: [
      `(trim|trims|strip) ${X}`,
      `(remove|strip) (leading and trailing | surrounding) (spaces|whitespace) (from|of) ${X}`,
    ],
    build: calling("trim", "x"),
  },
  {
    patterns: [
      `(replace|replaces|substitute) (every|each|all|any) {from:mark} (in|of|within) ${X} (by|with|for) {to:mark}`,
      `(in) ${X} [,] (replace|substitute) (every|each|all|any) {from:mark} (by|with|for) {to:mark}`,
    ],
    build: calling("replaced", "x", "from", "to"),
  },
  {
    patterns: [`(remove|removes|delete|strip|drop) (every|each|all|any) {kind:charKind} (from|in|of) ${X}`],
    build: calling("characters_removed", "x", "kind"),
  },
  {
    patterns: [`(remove|removes|delete|strip|drop) (every|each|all|any) {from:mark} (from|in|of) ${X}`],
    build: (match) => replacedBy(match, ""),
  },
  {
    patterns: [
      `(mask|hide|masks|hides) (all|every|everything) [characters|digits|character|digit] (but|except) [for] [last|final] {n:amountOf} [characters|digits|letters] (of|in) ${X} [(with|by) {mark:mark}]`,
      `(mask|hide|masks|hides) ${X} [,] (except|but) [for] [last|final] {n:amountOf} [characters|digits|letters] [(with|by) {mark:mark}]`,
    ],
    build: (match) => {
      const [x, n] = [exprIn(match, "x"), exprIn(match, "n")];
      return x && n ? call("masked", x, number(0), n, text(textIn(match, "mark") ?? "*")) : null;
    },
  },
  {
    patterns: [
      `(truncate|shorten|cut|truncates|shortens|cuts) ${X} (to|after|at) {n:amountOf} (characters|chars|letters) [(and|with|followed by) [(add|adds|append)] {mark:mark} [(added|appended|at the end)]]`,
    ],
    build: (match) => {
      const [x, n, mark] = [exprIn(match, "x"), exprIn(match, "n"), textIn(match, "mark")];
      return x && n
        ? mark === undefined ? call("first_characters", x, n) : call("truncated", x, n, text(mark))
        : null;
    },
    assumes: "the length is that of the text before anything is put behind it",
  },
  {
    patterns: [
      "(extract|extracts|find|finds|get|gets|collect|pull|count|counts|determine|compute|calculate|work out) {x:whole}",
    ],
    build: ({ x }) => x?.kind === "expr" && x.expr.kind === "call" ? x.expr : null,
  },
];

function replacedBy(match: Match, to: string): Expr | null {
  const [x, from] = [exprIn(match, "x"), exprIn(match, "from")];
  return x && from ? call("replaced", x, from, text(to)) : null;
}

export function readEdit(reader: Reader, from: number): Parsed[] {
  const read = readPhrase(reader, EDITS, from);
  return read ? [read] : [];
}
