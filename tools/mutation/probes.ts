/** Many requests for a Spec, drawn from the values that its rules care about and from between them; always the same. */
import type { Json, JsonObject } from "../../src/lib/json.ts";
import { plainInput, type Spec, valuesWorthTrying } from "../../src/spec/mod.ts";

export function probesFor(spec: Spec, count: number): Json[] {
  const pools = spec.inputs.map((field) => ({ field, values: valuesWorthTrying(field, spec) }));
  const draw = drawing(pools.length + 1);
  return Array.from({ length: count }, () => {
    const input: JsonObject = plainInput(spec);
    for (const { field, values } of pools) {
      const value = draw(4) === 0 ? strange(field.type, draw) : values[draw(values.length)];
      if (value === null) delete input[field.key];
      else if (value !== undefined) input[field.key] = value;
    }
    return input;
  });
}

/** A value that no rule names. */
function strange(type: string, draw: (below: number) => number): Json | undefined {
  if (type === "integer") return draw(3000);
  if (type === "number") return draw(300_000) / 100;
  return undefined;
}

/** Numbers below a bound, by a linear congruential generator (Numerical Recipes). */
function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
