/** Texts put one behind the other: "the last name, a comma, a space and then the first name", "a and b separated by a space". */
import type { Expr } from "../../expr.ts";
import { isWord, matchPrefix, type Reader } from "../reader.ts";
import { call, type ExprRead, text } from "./phrases.ts";

const SEPARATED =
  "[,] (separated|joined|connected|combined|concatenated|linked) (by|with) {mark:mark} [(between them | in between)]";

export function readSequence(reader: Reader, first: ExprRead): ExprRead | null {
  return separated(reader, first) ?? spelledOut(reader, first);
}

/** "first name and last name separated by a space" */
function separated(reader: Reader, first: ExprRead): ExprRead | null {
  const and = matchPrefix(reader, "(and|&) {x:plainText}", first.end);
  const by = and?.value.x?.kind === "expr" ? matchPrefix(reader, SEPARATED, and.end) : null;
  if (!and || !by || and.value.x?.kind !== "expr" || by.value.mark?.kind !== "text") return null;
  return joined(by.end, [first.value.expr, text(by.value.mark.value), and.value.x.expr]);
}

/** Parts with the marks between them named: at least one of them must be a mark, or it is no text that is described. */
function spelledOut(reader: Reader, first: ExprRead): ExprRead | null {
  const parts: Expr[] = [first.value.expr];
  let end = first.end;
  let hasMark = false;
  for (let at = afterJoint(reader, end); at > end; at = afterJoint(reader, end)) {
    const mark = reader.tokens[at]?.kind === "quoted"
      ? null
      : matchPrefix(reader, "(a|an|one) {mark:mark}", at);
    const part = mark ?? matchPrefix(reader, "{x:plainText}", at);
    const value = part?.value.mark ?? part?.value.x;
    if (!part || !value || (value.kind !== "text" && value.kind !== "expr")) break;
    hasMark ||= mark !== null;
    parts.push(value.kind === "text" ? text(value.value) : value.expr);
    end = part.end;
  }
  return hasMark ? joined(end, parts) : null;
}

function afterJoint(reader: Reader, from: number): number {
  let at = from;
  while (isWord(reader, at, ",", "and", "then", "plus", "followed", "by", "+")) at++;
  return at;
}

function joined(end: number, args: Expr[]): ExprRead {
  const flat = args.flatMap((arg) => arg.kind === "call" && arg.fn === "concat" ? arg.args : [arg]);
  return { end, value: { kind: "expr", expr: call("concat", ...flat), notes: [] } };
}
