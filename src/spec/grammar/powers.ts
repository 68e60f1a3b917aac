/** "height^2", "height squared", "(1 + rate) ** years", "1.05 to the power of years": whole powers. */
import type { Expr } from "../expr.ts";
import type { Parsed, Reader, SlotValue } from "./reader.ts";
import { isWord, matchPrefix } from "./reader.ts";

type Read = Parsed<Extract<SlotValue, { kind: "expr" }>>;

const HIGHEST_WRITTEN_OUT = 3;

export function readPower(
  reader: Reader,
  base: Read | null,
  readPrimary: (at: number) => Read | null,
): Read | null {
  if (!base) return null;
  const named = NAMED[reader.tokens[base.end]?.lower ?? ""];
  if (named) return { end: base.end + 1, value: { ...base.value, expr: multiplied(base.value.expr, named) } };
  const sign = isWord(reader, base.end, "^", "**")
    ? base.end + 1
    : matchPrefix(reader, "[raised] to the power [of]", base.end)?.end;
  if (sign === undefined) return base;
  const isInverse = isWord(reader, sign, "-");
  const exponent = readPrimary(isInverse ? sign + 1 : sign);
  if (!exponent) return base;
  const { expr } = exponent.value;
  if (expr.kind === "number" && !/^\d+$/.test(expr.value)) return base;
  const power = expr.kind === "number" && Number(expr.value) >= 1 && Number(expr.value) <= HIGHEST_WRITTEN_OUT
    ? multiplied(base.value.expr, Number(expr.value))
    : { kind: "call" as const, fn: "power" as const, args: [base.value.expr, expr] };
  const raised: Expr = isInverse
    ? { kind: "math", op: "divide", left: { kind: "number", value: "1" }, right: power }
    : power;
  return {
    end: exponent.end,
    value: { ...base.value, expr: raised, notes: [...base.value.notes, ...exponent.value.notes] },
  };
}

const NAMED: Readonly<Record<string, number>> = { squared: 2, cubed: 3 };

function multiplied(expr: Expr, times: number): Expr {
  return Array.from({ length: times }, () => expr).reduce((left, right) => ({
    kind: "math",
    op: "multiply",
    left,
    right,
  }));
}
