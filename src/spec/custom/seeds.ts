/** Arguments to try a custom function with, the same every time: what it is given may be odd, and it must stand it. */
import type { Json } from "../../lib/json.ts";
import type { StepOf } from "../schema.ts";
import type { Infos, ValueInfo } from "../types.ts";

const EDGES: Readonly<Record<string, readonly Json[]>> = {
  string: [
    "",
    " ",
    "a",
    "0",
    "-1",
    "Hello, World!",
    "éß😀",
    "\u0000",
    "a".repeat(2_000),
    "constructor",
    "1,2;3",
  ],
  number: [0, 1, -1, 0.1, 2.5, 100, -1e15, 1e15],
  boolean: [true, false],
  string_list: [[], [""], ["a", "a"], ["b", "a", "éß😀"], Array(200).fill("x")],
  number_list: [[], [0], [1, 1], [3, -1, 2.5], Array(200).fill(7)],
};
const RANDOM_TRIES = 60;
const SEED = 42;

/** Each argument in turn takes every odd value, beside the examples' others; then all of them at random. */
export function seedsOf(step: StepOf<"custom">, infos: Infos): Json[][] {
  const choices = step.params.map(({ ref }, n) => [
    ...edgesOf(infos.get(ref)),
    ...step.examples.flatMap(({ args }) => variants(args[n]!)),
  ]);
  const base = step.examples[0]!.args;
  const oneByOne = choices.flatMap((values, n) => values.map((value) => base.with(n, value)));
  const random = generator(SEED);
  const together = Array.from(
    { length: RANDOM_TRIES },
    () => choices.map((values) => values[random(values.length)]!),
  );
  return [...new Map([...oneByOne, ...together].map((args) => [JSON.stringify(args), args])).values()];
}

function edgesOf(info: ValueInfo | undefined): readonly Json[] {
  const edges = EDGES[info?.type ?? ""] ?? [];
  return info?.nullable ? [...edges, null] : edges;
}

/** A little more and a little less than what an example has. */
function variants(value: Json): Json[] {
  if (typeof value === "number") return [value, value + 1, value - 1];
  if (typeof value === "string") {
    return [value, value.slice(1), value.slice(0, -1), value.toUpperCase(), [...value].reverse().join("")];
  }
  return Array.isArray(value) ? [value, value.slice(1), [...value].reverse()] : [value];
}

/** A linear congruential generator (Numerical Recipes): good enough to mix, and the same everywhere. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
