/** The corpus on disk: `examples/requirements/<family>/<name>.md`, the requirements, beside `<name>.json`, what is expected. */
import { join } from "node:path";
import type { Json } from "../../src/lib/json.ts";

/** The project's own. */
export const CORPUS = join(import.meta.dirname ?? ".", "../../examples/requirements");

/** One request, and the answer that the English leaves no doubt about. */
export interface Call {
  input: Json;
  /** `"4xx"` where the text asks for a refusal and names no status. */
  status: number | "4xx";
  /** The part of the body that is certain. */
  body?: Json;
  /** Keys that the body has, whatever stands under them. */
  keys?: string[];
}

export type Expectation =
  | { expect: "compiles"; calls: Call[] }
  /** `quote` is the part of the text that can't be carried, `because` says why to a reader. */
  | { expect: "refused"; because: string; quote: string };

export interface Entry {
  family: string;
  name: string;
  requirements: string;
  expectation: Expectation;
}

/** Every entry under `folder`, by family and name. */
export async function readCorpus(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const family of await namesIn(folder)) {
    const files = await namesIn(join(folder, family));
    for (const file of files.filter((each) => each.endsWith(".md"))) {
      entries.push(await readEntry(folder, family, file.slice(0, -".md".length)));
    }
  }
  return entries;
}

async function readEntry(folder: string, family: string, name: string): Promise<Entry> {
  const path = join(folder, family, name);
  const requirements = await Deno.readTextFile(`${path}.md`);
  const expectation: Expectation = JSON.parse(await Deno.readTextFile(`${path}.json`));
  return { family, name, requirements, expectation };
}

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}
