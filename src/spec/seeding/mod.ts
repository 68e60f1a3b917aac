/**
 * Requests that tell a Spec from its near misses. Values around each constant find most mistakes with one rule by
 * itself; a limit on something worked out, or a rule that others hide, needs a request made for it. So each small
 * mistake is made in turn (`mistakes.ts`), and where none of the tests so far would notice, a request is looked for
 * that does: one that has the forgotten word, is aimed at the limit of a worked-out value (`aims.ts`), or drawn
 * (`draws.ts`).
 *
 * The same Spec gives the same requests. What no request tells after so many tries is taken to be no mistake.
 */
import type { Json, JsonObject } from "../../lib/json.ts";
import type { Expr } from "../expr.ts";
import { plainInput } from "../field_samples.ts";
import { interpret } from "../interpret/mod.ts";
import type { Spec } from "../schema.ts";
import { aimedInputs } from "./aims.ts";
import { drawing, drawInput } from "./draws.ts";
import { type Mistake, mistakesIn } from "./mistakes.ts";

export { drawing, drawInput } from "./draws.ts";

export interface Telling {
  node: string;
  title: string;
  input: Json;
}

export interface Seeds {
  /** Requests that are tried anyway. */
  tried: readonly Json[];
  /** Those of them from which others are made. */
  bases: readonly JsonObject[];
  exprs: readonly Expr[];
  /** For each field, the values worth trying. */
  pools: readonly (Json | null)[][];
}

const MOST_AIMED = 300;
const DRAWN = 150;
/** What all the looking may cost, in characters of steps that are worked through. */
const MOST_WORK = 8_000_000;
const LEAST_TRIES = 40;

export function tellingInputs(spec: Spec, seeds: Seeds): Telling[] {
  const known = answered(spec, seeds.tried);
  const more = answered(spec, [...aimedAt(spec, seeds), ...drawn(spec, seeds)]);
  const mistakes = mistakesIn(spec);
  const tries = triesEach(spec, mistakes.length);
  return mistakes.flatMap((mistake) => {
    const wordy = answered(spec, mistake.word === undefined ? [] : mentioning(spec, mistake.word));
    const telling = find(mistake, wordy, tries) ??
      (find(mistake, known, tries) ? undefined : find(mistake, more, tries));
    if (!telling) return [];
    known.unshift(telling);
    return [{ node: mistake.node, title: `tells ${mistake.title}`, input: telling.input }];
  });
}

function triesEach(spec: Spec, mistakes: number): number {
  const work = JSON.stringify(spec.steps).length * Math.max(1, mistakes);
  return Math.max(LEAST_TRIES, Math.floor(MOST_WORK / work));
}

function aimedAt(spec: Spec, { bases, exprs }: Seeds): JsonObject[] {
  return bases.flatMap((base) => aimedInputs(spec, exprs, base)).slice(0, MOST_AIMED);
}

function drawn(spec: Spec, { pools }: Seeds): JsonObject[] {
  const draw = drawing(spec.inputs.length + 1);
  return Array.from({ length: DRAWN }, () => drawInput(spec, pools, draw));
}

/** A plain request that mentions a word, in each of its texts in turn. */
function mentioning(spec: Spec, word: string): JsonObject[] {
  const texts = spec.inputs.filter(({ type, options }) => type === "string" && options === undefined);
  return texts.map((field) => ({ ...plainInput(spec), [field.key]: `About ${word}, please.` }));
}

interface Answered {
  input: Json;
  answer: string;
}

function answered(spec: Spec, inputs: readonly Json[]): Answered[] {
  return inputs.map((input) => ({ input, answer: answerOf(spec, input) }));
}

/** The first request that is answered otherwise with the mistake; it comes first for the next, which is often near. */
function find({ spec }: Mistake, among: Answered[], tries: number): Answered | undefined {
  const n = among.slice(0, tries).findIndex(({ input, answer }) => answerOf(spec, input) !== answer);
  const [found] = n === -1 ? [] : among.splice(n, 1);
  if (found) among.unshift(found);
  return found;
}

function answerOf(spec: Spec, input: Json): string {
  try {
    return JSON.stringify(interpret(spec, input));
  } catch {
    return "throws"; // A mistake may divide by zero.
  }
}
