/** Values worth trying for what a condition reads: its own constants, a little less and a little more, and absence. */
import { type Expr, refsOf, walk } from "./expr.ts";
import type { Value } from "./interpret/evaluate.ts";
import type { Infos } from "./types.ts";

const MOST_COMBINATIONS = 4_000;

/** Combinations of values for everything that the conditions read. All of them while they are few. */
export function* combinations(conditions: readonly Expr[], infos: Infos): Generator<Map<string, Value>> {
  const ids = refsOf(...conditions);
  const choices = ids.map((id) => candidates(id, conditions, infos));
  const total = choices.reduce((product, values) => product * values.length, 1);
  // A stride without a common factor walks through all combinations evenly when there are too many to try.
  const stride = total <= MOST_COMBINATIONS ? 1 : Math.floor(total / MOST_COMBINATIONS) | 1;
  for (let n = 0; n < Math.min(total, MOST_COMBINATIONS); n++) yield pick(ids, choices, (n * stride) % total);
}

function pick(ids: string[], choices: Value[][], index: number): Map<string, Value> {
  const values = new Map<string, Value>();
  let rest = index;
  ids.forEach((id, n) => {
    const options = choices[n]!;
    values.set(id, options[rest % options.length]!);
    rest = Math.floor(rest / options.length);
  });
  return values;
}

export function candidates(id: string, conditions: readonly Expr[], infos: Infos): Value[] {
  const info = infos.get(id);
  const found = new Set<Value>(info?.options ?? []);
  for (const condition of conditions) {
    walk(condition, (part) => constantsOf(part, id).forEach((value) => found.add(value)));
  }
  if (info?.type === "boolean") [true, false].forEach((value) => found.add(value));
  if (info?.type === "number") found.add(0);
  if (info?.type === "string" && !info.options) found.add("some other text");
  const values: Value[] = info?.type === "string_list" ? lists(found) : [...found];
  return info?.nullable ? [...values, null] : values;
}

function lists(found: Set<Value>): Value[] {
  return [[], [...found].map(String), ...[...found].map((each) => [String(each)])];
}

function constantsOf(part: Expr, id: string): Value[] {
  if (part.kind === "match" && refsOf(part.value).includes(id)) return part.words;
  if (part.kind !== "compare") return [];
  const sides = [part.left, part.right];
  if (!sides.some((side) => refsOf(side).includes(id))) return [];
  return sides.flatMap((side): Value[] => {
    if (side.kind === "text" || side.kind === "boolean") return [side.value];
    return side.kind === "number" ? near(Number(side.value)) : [];
  });
}

function near(value: number): number[] {
  const step = Number.isInteger(value) ? 1 : 0.01;
  return [round(value - step), value, round(value + step)];
}

function round(value: number): number {
  return Number(value.toFixed(6));
}
