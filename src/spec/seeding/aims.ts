/**
 * Requests that bring a worked-out value to the limit it is compared with: one number of a request is turned until it
 * fits. By the secant method, which meets sums, products and percentages at the first try.
 */
import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import { allRefsOf, type Expr, walk } from "../expr.ts";
import { interpret } from "../interpret/mod.ts";
import { isBound } from "../list_expr.ts";
import type { Spec } from "../schema.ts";

type Path = readonly (string | number)[];

const MOST_KNOBS = 8;
const PROBE = "val.probe";

/** For each limit, requests just below it, at it and just above it, made from `base`. */
export function aimedInputs(spec: Spec, exprs: readonly Expr[], base: JsonObject): JsonObject[] {
  return gapsIn(exprs).flatMap((gap) => {
    const distance = distanceBy(spec, gap);
    return knobsOf(base).flatMap((knob) => aim(base, knob, distance));
  });
}

/** What is compared with what, where it takes some working out. */
function gapsIn(exprs: readonly Expr[]): Expr[] {
  const gaps: Expr[] = [];
  for (const expr of exprs) {
    walk(expr, (part) => {
      if (part.kind !== "compare" || part.right.kind === "text" || part.right.kind === "boolean") return;
      if (allRefsOf(part).some(isBound)) return;
      gaps.push({ kind: "math", op: "subtract", left: part.left, right: part.right });
    });
  }
  return gaps;
}

type Distance = (input: Json) => number | null;

/** How far a request is from the limit; `null` when there is no such number. */
function distanceBy(spec: Spec, gap: Expr): Distance {
  const source = { kind: "assumed", reason: "to be looked at" } as const;
  const probe: Spec = {
    ...spec,
    steps: [
      ...spec.steps.filter((step) => step.kind !== "reject"),
      { kind: "compute", id: PROBE, key: "probe", source, value: gap, changes: [] },
    ],
    outputs: [{ kind: "output", id: "out.probe", key: "probe", source, ref: PROBE }],
  };
  return (input) => {
    try {
      const { status, body } = interpret(probe, input);
      const found = status === 200 && isJsonObject(body) ? body.probe : null;
      return typeof found === "number" ? found : null;
    } catch {
      return null; // Texts, say, have no distance.
    }
  };
}

/** The numbers of a request, wherever they stand. */
function knobsOf(json: Json, path: Path = []): Path[] {
  if (typeof json === "number") return [path];
  const inner = Array.isArray(json) ? [...json.entries()] : isJsonObject(json) ? Object.entries(json) : [];
  return inner.flatMap(([key, value]) => knobsOf(value, [...path, key])).slice(0, MOST_KNOBS);
}

/** A limit of 50 is told from one of 49 or 51 by what lies one step beside it. */
const TARGETS = [0, 1, -1];

function aim(base: JsonObject, knob: Path, distance: Distance): JsonObject[] {
  const start = Number(at(base, knob));
  const here = distance(base);
  const there = distance(turned(base, knob, start + 1));
  if (here === null || there === null || there === here) return [];
  const values = TARGETS.flatMap((target) => {
    const goal = start - (here - target) / (there - here);
    return [round(goal), Math.floor(goal), Math.ceil(goal)];
  });
  return [...new Set(values)].map((value) => turned(base, knob, value))
    .filter((input) => distance(input) !== null);
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

function at(json: Json, [key, ...rest]: Path): Json | undefined {
  if (key === undefined) return json;
  const inner = Array.isArray(json) ? json[Number(key)] : isJsonObject(json) ? json[key] : undefined;
  return inner === undefined ? undefined : at(inner, rest);
}

function turned<T extends Json>(json: T, [key, ...rest]: Path, value: number): T;
function turned(json: Json, [key, ...rest]: Path, value: number): Json {
  if (key === undefined) return value;
  if (Array.isArray(json)) return json.with(Number(key), turned(json[Number(key)]!, rest, value));
  return isJsonObject(json) ? { ...json, [key]: turned(json[key]!, rest, value) } : json;
}
