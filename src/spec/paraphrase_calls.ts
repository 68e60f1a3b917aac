import type { Expr } from "./expr.ts";

type Call = Extract<Expr, { kind: "call" }>;

const SAID: Partial<Record<Call["fn"], (args: readonly string[]) => string>> = {
  round: ([value, digits = "0"]) => `(${value}, rounded to ${places(digits)})`,
  floor: ([value]) => `(${value}, rounded down)`,
  ceil: ([value]) => `(${value}, rounded up)`,
  abs: ([value]) => `(${value}, without its sign)`,
  min: (args) => `the smallest of ${args.join(" and ")}`,
  max: (args) => `the largest of ${args.join(" and ")}`,
  length: ([value]) => `the length of ${value}`,
  words: ([value]) => `the number of words in ${value}`,
  lower: ([value]) => `${value} in lower case`,
  upper: ([value]) => `${value} in upper case`,
  trim: ([value]) => `${value} without the spaces around it`,
  concat: (args) => args.join(" followed by "),
};

/** A function of values, in plain English where there are words for it. */
export function sayCall({ fn, args: [first] }: Call, args: readonly string[]): string {
  if (fn === "length" && first?.kind === "filter") return `the number of ${args[0]}`;
  return SAID[fn]?.(args) ?? `${fn}(${args.join(", ")})`;
}

function places(digits: string): string {
  if (digits === "0") return "a whole number";
  return digits === "1" ? "1 decimal" : `${digits} decimals`;
}
