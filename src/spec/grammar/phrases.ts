/** Conditions that are whole phrases, about a change of state: "the change is permitted". */
import { type Expr, mapExpr } from "../expr.ts";
import { matchPrefix, type Reader, type SlotValue } from "./reader.ts";
import { ROLE_PHRASES } from "./roles.ts";
import { FOUND, foundBy } from "./things.ts";

/** Whether the change of state that the request asks for is one of those that are listed; put in by the assembly. */
export const ALLOWED: Expr = { kind: "ref", id: "machine.allowed" };

const CHANGE =
  "(change|transition|move|step|combination|pair|switch | status change | state change | such a move | such a transition | that move)";
const FINE = "(permitted|allowed|valid|legal|possible|listed|ok|okay)";
const WHERE =
  "[(in|from|for|at) [that|this|the|its|current|present|given] [current|present|given] (state|status|stage)] [by (list|table|rules) [above]]";

const PHRASES: readonly { pattern: string; expr: Expr }[] = [
  ...ROLE_PHRASES,
  { pattern: `[requested|the|this|that] ${CHANGE} is ${FINE} ${WHERE}`, expr: ALLOWED },
  {
    pattern: `[requested] (action|event|command) is (permitted|allowed|valid|legal|possible) ${WHERE}`,
    expr: ALLOWED,
  },
  { pattern: `${CHANGE} exists`, expr: ALLOWED },
  {
    pattern:
      "[order|ticket|document|it|item|request|task|{who:bearer}] (may|can) (go|move|change|be moved|be changed) from one to [the] other",
    expr: ALLOWED,
  },
  {
    pattern:
      `[requested|the|this|that] (${CHANGE}|action|event|command) (is not | isn't | is not a | isn't a) ${FINE} ${WHERE}`,
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

const KEY = "[(with|for|under|by|having) [that|this|the|such|same|given] {at:key}]";
const SUBJECT = "({at:key} | {noun:thing} | it)";
const BEEN =
  "(stored|saved|registered|taken|used|known|subscribed|recorded|added|entered|reserved|booked|claimed|there | in use | signed up | on the list)";

/** Less is there than is taken: the kept value would go below 0. Which one that is, the assembly knows. */
const SHORT: Expr = {
  kind: "compare",
  op: "lt",
  left: { kind: "ref", id: "store.changed" },
  right: { kind: "number", value: "0" },
};

/** Whether the record that the request is about is kept. Only where something is kept at all. */
const STORED_PHRASES: readonly { pattern: string; expr: Expr }[] = [
  {
    pattern: `(there is no | there's no | there isn't a | there is not a) {noun:thing} ${KEY}`,
    expr: not(FOUND),
  },
  {
    pattern:
      `no {noun:thing} ${KEY} (exists | is found | was found | is there | is stored | has been stored | can be found)`,
    expr: not(FOUND),
  },
  { pattern: "no such {noun:thing} [exists]", expr: not(FOUND) },
  { pattern: `nothing (is|was) (stored|saved|kept|found|there) ${KEY}`, expr: not(FOUND) },
  {
    pattern:
      `${SUBJECT} ${KEY} (does not exist | doesn't exist | is unknown | is not known | isn't known | was not found | wasn't found | is not found | isn't found | cannot be found | can't be found | could not be found | is not stored | isn't stored | has not been stored | is not registered | is not there | isn't there)`,
    expr: not(FOUND),
  },
  {
    pattern:
      "(there is not | there isn't | there's not | we do not have | we don't have) enough {noun:thing} [left|available|there]",
    expr: SHORT,
  },
  { pattern: "(insufficient|not enough | too little) {noun:thing}", expr: SHORT },
  { pattern: "{noun:thing} is (insufficient | not enough | not sufficient | too low)", expr: SHORT },
  { pattern: `there (is|'s) already [a|an] {noun:thing} ${KEY}`, expr: FOUND },
  { pattern: `${SUBJECT} ${KEY} (already exists | exists already | exists)`, expr: FOUND },
  {
    pattern:
      `${SUBJECT} ${KEY} (is|was|has|has been|had been | is already | was already | has already been | has already) ${BEEN} [already|before|earlier]`,
    expr: FOUND,
  },
];

/** "if the email has already been stored": records are told apart by the email. */
function placed(expr: Expr, at: SlotValue | undefined): Expr {
  return at?.kind === "name" ? mapExpr(expr, (part) => part === FOUND ? foundBy(at.name) : part) : expr;
}

function not(of: Expr): Expr {
  return { kind: "not", of };
}

export function readPhrase(reader: Reader, at: number): { expr: Expr; end: number } | null {
  const phrases = reader.vocabulary.isStored ? [...PHRASES, ...STORED_PHRASES] : PHRASES;
  for (const { pattern, expr } of phrases) {
    const found = matchPrefix(reader, pattern, at);
    if (found) return { expr: placed(expr, found.value.at), end: found.end };
  }
  return null;
}
