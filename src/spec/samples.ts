/** Values worth trying for what a condition reads: its own constants, a little less and a little more, and absence. */
import { allRefsOf, type Expr, refsOf, walk } from "./expr.ts";
import type { Value } from "./interpret/evaluate.ts";
import { isDateText } from "./library/is_date.ts";
import { DATE_SAMPLES } from "./library/samples.ts";
import { type Infos, isList, type ValueInfo } from "./types.ts";

const LONGEST_TRIED = 2_000;
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
  if (info && isList(info.type)) return listCandidates(id, info, conditions);
  if (info?.isDate) {
    return [...datesNear(constantsFor((each) => each === id, conditions)), ...(info.nullable ? [null] : [])];
  }
  const found = new Set<Value>([...info?.options ?? [], ...constantsFor((each) => each === id, conditions)]);
  if (info?.type === "boolean") [true, false].forEach((value) => found.add(value));
  if (info?.type === "number") found.add(0);
  if (info?.type === "string" && !info.options) found.add("some other text");
  const values = [...found].filter((value) => !info || typeof value === info.type);
  return info?.nullable ? [...values, null] : values;
}

/** The dates that conditions name, the days around them, and days at the ends of months and weeks. */
function datesNear(constants: readonly Value[]): Value[] {
  const around = constants.map(String).filter(isDateText).flatMap((date) =>
    [-1, 0, 1].map((days) => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10))
  );
  return [...new Set([...around.filter(isDateText), ...DATE_SAMPLES])];
}

const DAY_MS = 86_400_000;

/** No entries, all that the conditions name, and each by itself. */
function listCandidates(id: string, info: ValueInfo, conditions: readonly Expr[]): Value[] {
  const entries = info.type === "record_list"
    ? [plainEntry(info)]
    : entryConstants(id, conditions).filter((value) => kindOf(value) === info.of?.type);
  const lists: Value[] = [[], entries, ...entries.map((each) => [each])];
  return info.nullable ? [...lists, null] : lists;
}

function kindOf(value: Value): string {
  return typeof value;
}

function plainEntry({ of }: ValueInfo): Value {
  const plain = { string: "text", number: 1, boolean: true } as const;
  return Object.fromEntries(
    [...of?.members ?? []].map(([key, { type }]) => [key, plain[type as keyof typeof plain] ?? null]),
  );
}

/** What the entries of a list, or something made of all of them, are compared with. */
export function entryConstants(id: string, conditions: readonly Expr[]): Value[] {
  return constantsFor((each) => each === id || /^each\.[^.]+$/.test(each), conditions);
}

/** Everything that what some ids stand for is compared with. */
export function constantsFor(isIt: (id: string) => boolean, conditions: readonly Expr[]): Value[] {
  const found = new Set<Value>();
  for (const condition of conditions) {
    walk(condition, (part) => constantsOf(part, isIt).forEach((value) => found.add(value)));
  }
  return [...found];
}

function constantsOf(part: Expr, isIt: (id: string) => boolean): Value[] {
  if (part.kind === "match" && allRefsOf(part.value).some(isIt)) return part.words;
  if (part.kind !== "compare") return [];
  const sides = [part.left, part.right];
  if (!sides.some((side) => allRefsOf(side).some(isIt))) return [];
  return sides.flatMap((side): Value[] => {
    if (side.kind === "text" || side.kind === "boolean") return [side.value];
    return side.kind === "number"
      ? [...near(Number(side.value)), ...textsOfLength(part, Number(side.value))]
      : [];
  });
}

/** "longer than 20 characters" is tried with texts of 19 to 21. */
function textsOfLength({ left, right }: Extract<Expr, { kind: "compare" }>, length: number): string[] {
  const isLength = [left, right].some((side) => side.kind === "call" && side.fn === "length");
  if (!isLength || length > LONGEST_TRIED) return [];
  return near(length).filter((each) => each >= 0).map((each) => "x".repeat(each));
}

function near(value: number): number[] {
  const step = Number.isInteger(value) ? 1 : 0.01;
  return [round(value - step), value, round(value + step)];
}

function round(value: number): number {
  return Number(value.toFixed(6));
}
