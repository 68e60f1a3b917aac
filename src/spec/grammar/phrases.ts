/** Conditions that are whole phrases, about a change of state: "the change is permitted". */
import type { Expr } from "../expr.ts";
import { matchPrefix, type Reader } from "./reader.ts";

/** Whether the change of state that the request asks for is one of those that are listed; put in by the assembly. */
export const ALLOWED: Expr = { kind: "ref", id: "machine.allowed" };

const CHANGE =
  "(change|transition|move|step|combination|pair|switch | status change | state change | such a move | such a transition | that move)";
const FINE = "(permitted|allowed|valid|legal|possible|listed|ok|okay)";
const WHERE =
  "[(in|from|for|at) (that|this|the|its|current|present|given) [current|present|given] (state|status|stage)] [by (list|table|rules) [above]]";

const PHRASES: readonly { pattern: string; expr: Expr }[] = [
  { pattern: `[requested|the|this|that] ${CHANGE} is ${FINE} ${WHERE}`, expr: ALLOWED },
  { pattern: `[requested] action is (permitted|allowed|valid|legal|possible) ${WHERE}`, expr: ALLOWED },
  { pattern: `${CHANGE} exists`, expr: ALLOWED },
  {
    pattern:
      "[order|ticket|document|it|item|request|task|{who:bearer}] (may|can) (go|move|change|be moved|be changed) from one to [the] other",
    expr: ALLOWED,
  },
  {
    pattern: `[requested] (${CHANGE}|action) (is not | isn't | is not a | isn't a) ${FINE} ${WHERE}`,
    expr: { kind: "not", of: ALLOWED },
  },
  {
    pattern: "(there is no | there's no | no) such (move|transition|change|step) [exists]",
    expr: { kind: "not", of: ALLOWED },
  },
  {
    pattern:
      "[requested] (change|transition|move|step|action) is (invalid|illegal|impossible|forbidden|disallowed)",
    expr: { kind: "not", of: ALLOWED },
  },
];

export function readPhrase(reader: Reader, at: number): { expr: Expr; end: number } | null {
  for (const { pattern, expr } of PHRASES) {
    const found = matchPrefix(reader, pattern, at);
    if (found) return { expr, end: found.end };
  }
  return null;
}
