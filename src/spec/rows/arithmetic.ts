import type { Expr, MathOp } from "../expr.ts";
import type { Match } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";

const IF = "[(if|when|where|for) {when:cond} | unless {unless:cond}]";

/** "Output: total" names a field of the answer; it gives no value to something called output. */
export function isHeading(key: string): boolean {
  return ["output", "outputs", "response", "returns", "rule", "rules"].includes(key);
}

/** Changes a value that was computed before, when a condition holds. */
export function adjust(match: Match, by: (current: Expr) => Expr): Fact[] | null {
  const target = slot.name(match, "target");
  if (!target || target.symbol?.role === "input") return null;
  const unless = slot.expr(match, "unless");
  return [{ kind: "adjust", target, by, when: unless ? not(unless) : slot.expr(match, "when") }];
}

const GIVING =
  "[,] (and return | and returns | to get | to give | and call it | and return it as | and return the result as)";
const OPERANDS = [["right", "multiply"], ["sum", "add"], ["divisor", "divide"], [
  "minus",
  "subtract",
]] as const;

function math(op: MathOp, left: Expr, right: Expr): Expr {
  return { kind: "math", op, left, right };
}

function share(match: Match, op: "add" | "subtract"): Fact[] | null {
  const percent = slot.number(match, "percent");
  if (!percent) return null;
  return adjust(
    match,
    (current) => math(op, current, math("multiply", current, { kind: "number", value: percent })),
  );
}

function amount(match: Match, op: "add" | "subtract"): Fact[] | null {
  const by = slot.expr(match, "by");
  return by && by.kind !== "text" ? adjust(match, (current) => math(op, current, by)) : null;
}

export const ARITHMETIC_ROWS: readonly Row[] = [
  {
    id: "compute.formula",
    patterns: [
      "{target:name} (is equal to | is|are|equals|=|:=) [calculated|computed] [as|by] {value:expr}",
      "(calculate|compute|determine|work out|derive) {target:name} (as|by|=|:|from) {value:expr}",
      "{target:name} (is|are) (calculated|computed) (as|by|from) {value:expr}",
      "{target:name} : {value:expr}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const value = slot.expr(match, "value");
      if (!target || !value || target.symbol?.role === "input" || isHeading(target.key)) return null;
      return [{ kind: "compute", target, value }];
    },
    paraphrase: "a formula",
    examples: [
      "The subtotal is price times quantity.",
      "Calculate total as subtotal plus 20%, rounded to 2 decimals.",
      "total = price * quantity",
      'The greeting is "Hello, {name}!".',
      'greeting = "Hello, " + name',
    ],
    negatives: [
      'The greeting is "Hello, {nobody}!".',
      "The subtotal is price times quantity for friends.",
      "The subtotal is negotiable.",
    ],
  },
  {
    id: "compute.multiply",
    patterns: [
      `multiply {left:factor} (by|and|with) {right:factor} ${GIVING} {target:name}`,
      `add {left:factor} (and|to) {sum:factor} ${GIVING} {target:name}`,
      `divide {left:factor} by {divisor:factor} ${GIVING} {target:name}`,
      `subtract {minus:factor} from {left:factor} ${GIVING} {target:name}`,
      "multiply {left:sum} by {right:sum} to get {target:name}",
      "(add {left:sum} (and|to) {sum:sum}) to get {target:name}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const left = slot.expr(match, "left");
      const [op, right] =
        OPERANDS.map(([name, op]) => [op, slot.expr(match, name)] as const).find(([, expr]) => expr) ?? [];
      if (!target || !left || !right || !op || target.symbol?.role === "input") return null;
      return [{ kind: "output", name: target, attributes: [] }, {
        kind: "compute",
        target,
        value: math(op, left, right),
      }];
    },
    paraphrase: "a formula",
    examples: [
      "Multiply price by quantity to get subtotal.",
      "Add price and weight and return total.",
      "Subtract weight from price to get total.",
    ],
    negatives: ["Multiply price by quantity to get rich quickly, if possible."],
  },
  {
    id: "adjust.increase",
    patterns: [
      `(increase|raise) {target:known} by {percent:percent} ${IF}`,
      `add [a|an] {percent:percent} [tax|vat|surcharge|fee|markup|tip] to {target:known} ${IF}`,
    ],
    build: (match) => share(match, "add"),
    paraphrase: "a share added to a value",
    examples: ["Increase the total by 20% if express is true.", "Add a 5% surcharge to the total."],
    negatives: ["Increase the total by 20% each year."],
  },
  {
    id: "adjust.decrease",
    patterns: [
      `(reduce|decrease|lower) {target:known} by {percent:percent} ${IF}`,
      `(apply|give|take) [a|an] {percent:percent} discount (to|on|off) {target:known} ${IF}`,
      `(apply|take) {percent:percent} off {target:known} ${IF}`,
      "(if|when) {when:cond} [,] (apply|give|take) {percent:percent} discount (to|on|off) {target:known}",
      "(if|when) {when:cond} [,] (reduce|decrease|lower) {target:known} by {percent:percent}",
    ],
    build: (match) => share(match, "subtract"),
    paraphrase: "a share taken from a value",
    examples: [
      "Apply a 10% discount to the total if quantity is at least 10.",
      "Reduce the total by 5% when member is true.",
    ],
    negatives: ["Apply a 10% discount to the total for friends."],
  },
  {
    id: "adjust.add",
    patterns: [
      `add {by:sum} to {target:known} ${IF}`,
      `(increase|raise) {target:known} by {by:sum} ${IF}`,
      "(if|when) {when:cond} [,] add {by:sum} to {target:known}",
      "(if|when) {when:cond} [,] (increase|raise) {target:known} by {by:sum}",
    ],
    build: (match) => amount(match, "add"),
    paraphrase: "an amount added to a value",
    examples: ["Add 5 to the total if express is true.", "If express is true, add 5 to the total."],
    negatives: ["Add 5 to the total sometimes."],
  },
  {
    id: "adjust.subtract",
    patterns: [
      `(subtract|deduct) {by:sum} from {target:known} ${IF}`,
      `(reduce|decrease|lower) {target:known} by {by:sum} ${IF}`,
      "(if|when) {when:cond} [,] (subtract|deduct) {by:sum} from {target:known}",
      "(if|when) {when:cond} [,] (reduce|decrease|lower) {target:known} by {by:sum}",
    ],
    build: (match) => amount(match, "subtract"),
    paraphrase: "an amount taken from a value",
    examples: ["Subtract 3 from the total if member is true."],
    negatives: ["Subtract 3 from the total if lucky."],
  },
];
