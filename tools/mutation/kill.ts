/** How many mutants of a backend's rules its own tests find out. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Files } from "../../src/lib/files.ts";
import type { Json } from "../../src/lib/json.ts";
import { type Answer, casesFor, drawInputs, type Spec } from "../../src/spec/mod.ts";
import { type Backend, importBackend, writeFiles } from "../corpus/backends.ts";
import { type Mutant, mutantsOf } from "./mutants.ts";

/**
 * `killed`: a test of the artifact fails. `survived`: none does, though some request is answered otherwise. `alike`:
 * no request that was tried is answered otherwise, so most likely it is no mistake at all.
 */
export type Fate = "killed" | "survived" | "alike";

export interface Tried {
  mutant: Mutant;
  fate: Fate;
  /** For a survivor: the request that tells. */
  telling?: Json;
}

interface Exchange {
  input: Json;
  expected: Answer;
}

const PROBES = 1_000;
/** Other requests than those that the tests were drawn from. */
const PROBE_SEED = 20_260_101;

export async function tryMutants(spec: Spec, files: Files, folder: string): Promise<Tried[]> {
  await writeFiles(folder, files);
  const cases = casesFor(spec);
  const probes = await answersOf(
    await importBackend(join(folder, "src/handler.ts")),
    drawInputs(spec, PROBES, PROBE_SEED),
  );
  const tried: Tried[] = [];
  for (const [n, mutant] of mutantsIn(files).entries()) {
    tried.push({ mutant, ...await fateOf(await writeMutant(mutant, n, files, folder), cases, probes) });
  }
  return tried;
}

/** A mutant of one of the files that hold rules. */
interface FileMutant extends Mutant {
  path: string;
}

function mutantsIn(files: Files): FileMutant[] {
  return Object.keys(files).filter((path) => /^src\/(.+\/)?logic\.ts$/.test(path)).flatMap((path) =>
    mutantsOf(files[path]!).map((mutant) => ({ ...mutant, path }))
  );
}

async function fateOf(
  make: () => Promise<Backend>,
  cases: readonly Exchange[],
  probes: readonly Exchange[],
): Promise<Pick<Tried, "fate" | "telling">> {
  if (await firstDifference(make, cases) !== undefined) return { fate: "killed" };
  const telling = await firstDifference(make, probes);
  return telling === undefined ? { fate: "alike" } : { fate: "survived", telling: telling.input };
}

/** A handler of its own beside the right one, that takes these rules from the mutant. */
async function writeMutant(
  { text, path }: FileMutant,
  n: number,
  files: Files,
  folder: string,
): Promise<() => Promise<Backend>> {
  const rules = path.replace(/\.ts$/, `_${n}.ts`);
  const inHandler = (file: string) => `"${file.replace(/^src/, ".")}"`;
  const handler = files["src/handler.ts"]!.replace(inHandler(path), inHandler(rules));
  await writeFiles(folder, { [rules]: text, [`src/handler_${n}.ts`]: handler });
  return () => importBackend(join(folder, "src", `handler_${n}.ts`));
}

async function answersOf(backend: Backend, inputs: readonly Json[]): Promise<Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const input of inputs) exchanges.push({ input, expected: await backend(input) });
  return exchanges;
}

/** The calls are made in order, because a backend may remember. */
async function firstDifference(
  make: () => Promise<Backend>,
  exchanges: readonly Exchange[],
): Promise<Exchange | undefined> {
  try {
    const backend = await make();
    for (const exchange of exchanges) {
      if (!isAnsweredAlike(await backend(exchange.input), exchange.expected)) return exchange;
    }
    return undefined;
  } catch {
    return exchanges[0]; // A mutant that throws is found out by any test.
  }
}

function isAnsweredAlike(actual: Answer, expected: Answer): boolean {
  try {
    assert.deepEqual(actual, expected);
    return true;
  } catch {
    return false;
  }
}
