/** Requests drawn by chance, though always the same ones: combinations of values that rules care about. */
import type { Json, JsonObject } from "../../lib/json.ts";
import { plainInput } from "../field_samples.ts";
import type { Field, Spec } from "../schema.ts";

export type Draw = (below: number) => number;

/** A linear congruential generator (the constants are those of Numerical Recipes). */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One field in four is given a value that no rule names. */
const ODD_ONE_IN = 4;

export function drawInput(spec: Spec, pools: readonly (Json | null)[][], draw: Draw): JsonObject {
  const input: JsonObject = plainInput(spec);
  spec.inputs.forEach((field, n) => {
    const pool = pools[n] ?? [];
    const value = draw(ODD_ONE_IN) === 0 ? oddValue(field, draw) : pool[draw(pool.length)];
    if (value === null) delete input[field.key];
    else if (value !== undefined) input[field.key] = value;
  });
  return input;
}

const WIDE = 3_000;

function oddValue(field: Field, draw: Draw): Json | undefined {
  if (field.type !== "integer" && field.type !== "number") return undefined;
  const least = Math.max(Number(field.min ?? 0), -WIDE);
  const most = Math.min(Number(field.max ?? WIDE), least + WIDE);
  if (field.type === "integer") return Math.ceil(least) + draw(Math.max(1, Math.floor(most - least)));
  return Math.round(least * 100 + draw(Math.max(1, (most - least) * 100))) / 100;
}
