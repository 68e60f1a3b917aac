/** Sentences that are two: joined by a semicolon or an "and", or with a declaration in brackets. */
import type { Scene } from "../rows/facts.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { gather } from "./gather.ts";
import { readRows, type RowRead } from "./rows.ts";
import type { Statement } from "./statements.ts";

type TokenReader = (tokens: readonly Token[]) => RowRead;

/** Both of two sentences that a semicolon joins, or neither. One may need the names of the other, whichever it is. */
export function readHalves(
  { tokens }: Pick<Statement, "tokens">,
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): RowRead {
  const at = jointOf(tokens);
  if (at === null) return { kind: "unread" };
  const [left, right] = [tokens.slice(0, at), tokens.slice(at + 1)];
  const read: TokenReader = (part) => {
    const whole = readRows(part, vocabulary, scene, budget);
    return whole.kind === "unread" ? readHalves({ tokens: [...part] }, vocabulary, scene, budget) : whole;
  };
  const first = read(left);
  if (first.kind === "facts") return joined(first, () => read(right), vocabulary);
  const second = read(right);
  return second.kind === "facts" ? joined(second, () => read(left), vocabulary) : { kind: "unread" };
}

const ORDERS = new Set(
  "calculate compute return determine work find give tell output answer respond reply send show produce"
    .split(" "),
);
const OBLIGES = new Set(["must", "should", "shall"]);

/** A semicolon, or the "and" between two sentences that each say what must be. */
function jointOf(tokens: readonly Token[]): number | null {
  const semicolon = tokens.findIndex(({ lower }) => lower === ";");
  if (semicolon > 0 && semicolon < tokens.length - 2) return semicolon;
  const order = ["given", "from", "taking"].includes(tokens[0]?.lower ?? "")
    ? tokens.findIndex(({ lower }, n) => lower === "," && ORDERS.has(tokens[n + 1]?.lower ?? ""))
    : -1;
  if (order > 0) return order;
  const obliges = tokens.flatMap(({ lower }, n) => OBLIGES.has(lower) ? [n] : []);
  const [first = 0, second = 0] = obliges;
  const and = tokens.findIndex(({ lower }, n) => lower === "and" && n > first && n < second);
  return obliges.length === 2 && and > 0 && !tokens.some(({ lower }) => lower === "if" || lower === "when")
    ? and
    : null;
}

const TYPES = new Set(
  "list array string text number integer boolean numbers texts strings integers object objects date email"
    .split(" "),
);

/** "Sort names (list of strings) alphabetically": what stands in brackets declares the name before it. */
export function readBracketed(
  { tokens }: Statement,
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): RowRead {
  const open = tokens.findIndex(({ lower }) => lower === "(");
  const close = tokens.findIndex(({ lower }, n) => n > open && lower === ")");
  const name = tokens[open - 1];
  if (open < 1 || close === -1 || name?.kind !== "word" || scene.section === "input") {
    return { kind: "unread" };
  }
  if (!tokens.slice(open, close).some(({ lower }) => TYPES.has(lower))) return { kind: "unread" };
  const declaration = readRows([name, ...tokens.slice(open, close + 1)], vocabulary, {
    ...scene,
    section: "input",
  }, budget);
  const isTyped = declaration.kind === "facts" &&
    declaration.facts.every((fact) =>
      fact.kind === "field" && fact.attributes.some(({ kind }) => kind === "type" || kind === "list")
    );
  if (!isTyped) return { kind: "unread" };
  return joined(
    declaration,
    () => readRows([...tokens.slice(0, open), ...tokens.slice(close + 1)], vocabulary, scene, budget),
    vocabulary,
  );
}

/** Two readings as one, the second with the names of the first. */
export function joined(first: RowRead, next: () => RowRead, vocabulary: Vocabulary): RowRead {
  if (first.kind !== "facts") return { kind: "unread" };
  gather(vocabulary, first.facts.filter(({ kind }) => kind === "field" || kind === "members"));
  const second = next();
  if (second.kind !== "facts") return { kind: "unread" };
  return {
    kind: "facts",
    row: second.row,
    facts: [...first.facts, ...second.facts],
    notes: [...first.notes, ...second.notes],
  };
}
