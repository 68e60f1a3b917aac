/** Sentences that say several things: "needs key; removes the note and returns deleted: true". */
import type { Token } from "../text/tokens.ts";

const VERB =
  /^(need|take|require|accept|expect|return|respond|answer|store|save|keep|record|remember|create|add|register|insert|open|submit|push|enqueue|get|fetch|find|retrieve|show|look|load|read|give|list|count|delete|remove|erase|forget|drop|discard|unregister|pop|dequeue|set|change|update|mark|switch|replace|overwrite|increase|increment|raise|decrease|decrement|reduce|lower|subtract|deduct|withdraw|reject|refuse|fail|move|check|validate|generate|assign)(e?s)?$/i;
const CONDITIONAL = new Set(["if", "when", "unless", "whenever", "where", "once"]);
const UNTOUCHED = /^(leave|leaves|keep|keeps)$/i;

/** Cut at semicolons, and before a verb after a comma or an "and"; but what a condition governs is never cut off from it. */
export function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (let at = 0; at < tokens.length; at++) {
    const joint = jointAt(tokens, at);
    const current = clauses.at(-1)!;
    if (joint > 0 && mayCut(tokens, at, joint, current)) {
      clauses.push([]);
      at += joint - 1;
    } else current.push(tokens[at]!);
  }
  return clauses.filter((clause) => clause.length > 0);
}

function mayCut(tokens: readonly Token[], at: number, joint: number, current: readonly Token[]): boolean {
  if (current.length === 0) return false;
  if (tokens[at]!.lower === ";") return true;
  const next = tokens[at + joint];
  const isUntouched = next !== undefined && UNTOUCHED.test(next.text) &&
    tokens.slice(at + joint).some(({ lower }) => /^(unchanged|untouched)$/.test(lower));
  if (CONDITIONAL.has(current[0]!.lower)) return isUntouched;
  return isUntouched ||
    (next?.kind === "word" && !next.isName && VERB.test(next.text) && agrees(current, next));
}

/** "takes a name, email and list": after a verb in -s the next one ends so as well, or is no verb. */
function agrees(current: readonly Token[], next: Token): boolean {
  const first = current.find(({ kind, text }) => kind === "word" && VERB.test(text));
  return first === undefined || !/s$/i.test(first.text) || /s$/i.test(next.text);
}

function jointAt(tokens: readonly Token[], at: number): number {
  const words = tokens.slice(at, at + 3).map((token) => token.lower);
  const comma = words[0] === "," || words[0] === ";" ? 1 : 0;
  const and = words[comma] === "and" || words[comma] === "then" ? 1 : 0;
  const then = and && words[comma + 1] === "then" ? 1 : 0;
  return comma + and + then;
}

const CAPTION_ENDS = new Set(
  ("sign-up signup registration counter store list book tracker log queue inventory wallet backend api service stock bookings storage " +
    "controller workflow register box balance")
    .split(" "),
);

/** "Newsletter sign-up: take email …": what the whole is called, before what it does. */
export function isNamedAfter(label: readonly Token[]): boolean {
  return label.length >= 1 && label.length <= 5 && label.every(({ kind }) => kind === "word") &&
    CAPTION_ENDS.has(label.at(-1)!.lower);
}

/** "Otherwise return …" after a refusal says nothing more than "return …". */
export function withoutOtherwise(
  tokens: readonly Token[],
  before: readonly Token[] | undefined,
): Token[] | null {
  if (!["otherwise", "else"].includes(tokens[0]?.lower ?? "") || !before) return null;
  const refuses = before.some(({ lower, kind, text }) =>
    /^(reject|rejected|refuse|refused|decline|declined)$/.test(lower) ||
    (kind === "number" && /^4\d\d$/.test(text))
  );
  if (!refuses || before.some(({ lower }) => lower === "otherwise" || lower === "else")) return null;
  return tokens.slice(tokens[1]?.lower === "," ? 2 : 1);
}

/** "It saves the value": what the operation does. */
export function withoutSubject(tokens: readonly Token[]): readonly Token[] {
  const isSubject = ["it", "this", "we"].includes(tokens[0]?.lower ?? "");
  return isSubject && VERB.test(tokens[1]?.text ?? "") ? tokens.slice(1) : tokens;
}

/** "If A, return …. Otherwise return 422": a refusal unless A. */
export function refusedUnless(
  tokens: readonly Token[],
  before: readonly Token[] | undefined,
): Token[] | null {
  const first = tokens[0];
  const comma = before?.findIndex(({ lower }) => lower === ",") ?? -1;
  if (!first || !["otherwise", "else"].includes(first.lower) || !before || comma < 2) return null;
  if (!["if", "when"].includes(before[0]!.lower) || before.some(({ lower }) => lower === "otherwise")) {
    return null;
  }
  const rest = tokens.slice(tokens[1]?.lower === "," ? 2 : 1);
  const refuses = rest.some(({ lower, kind, text }) =>
    /^(reject|refuse|decline)$/.test(lower) || (kind === "number" && /^4\d\d$/.test(text))
  );
  const unless: Token = { ...first, text: "unless", lower: "unless" };
  return refuses ? [unless, ...before.slice(1, comma + 1), ...rest] : null;
}
