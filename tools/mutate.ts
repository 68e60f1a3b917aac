/**
 * `deno task mutate`: gets the rules of every generated backend of the corpus wrong, one small mistake at a time, and
 * counts by family how many of these mutants the backend's own tests find out. The corpus's calls take no part.
 *
 * `--show` lists the survivors, each with a request that tells it from the right one; `--from FOLDER` takes another
 * corpus; further words are the families to run.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "../src/codegen/mod.ts";
import { compile } from "../src/spec/mod.ts";
import { CORPUS, type Entry, readCorpus } from "./corpus/entries.ts";
import { type Tried, tryMutants } from "./mutation/kill.ts";

interface Outcome {
  entry: Entry;
  tried: Tried[];
}

async function mutate(entry: Entry, folder: string): Promise<Outcome> {
  const { name, requirements } = entry;
  const compiled = compile(requirements);
  if (!compiled.ok) return { entry, tried: [] };
  const { spec, coverage } = compiled;
  const files = generate(spec, { name, slug: name, requirements, coverage, compilerVersion: "mutation" });
  return { entry, tried: await tryMutants(spec, files, join(folder, `${entry.family}-${name}`)) };
}

/** A line per family and one of sums. */
export function table(outcomes: readonly Outcome[]): string {
  const families = [...new Set(outcomes.map(({ entry }) => entry.family))];
  const rows = families.map((family) => row(family, outcomes.filter(({ entry }) => entry.family === family)));
  return [
    columns("family", ["backends", "killed", "survived", "alike", "figure"]),
    ...rows,
    row("all", outcomes),
  ]
    .join("\n");
}

function row(name: string, outcomes: readonly Outcome[]): string {
  const tried = outcomes.flatMap((each) => each.tried);
  const [killed, survived, alike] = (["killed", "survived", "alike"] as const).map((fate) =>
    tried.filter((each) => each.fate === fate).length
  ) as [number, number, number];
  const figure = killed + survived === 0 ? "-" : `${((100 * killed) / (killed + survived)).toFixed(1)} %`;
  const backends = outcomes.filter((each) => each.tried.length > 0).length;
  return columns(name, [backends, killed, survived, alike, figure]);
}

function columns(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(16) + cells.map((cell) => String(cell).padStart(10)).join("");
}

function show({ entry, tried }: Outcome): void {
  for (const { mutant, fate, telling } of tried) {
    if (fate !== "survived") continue;
    console.log(`${entry.family}/${entry.name} ${mutant.mistake}\n    told by ${JSON.stringify(telling)}`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { show: { type: "boolean", default: false }, from: { type: "string", default: CORPUS } },
    allowPositionals: true,
  });
  const all = await readCorpus(values.from);
  const entries = all.filter(({ family }) => positionals.length === 0 || positionals.includes(family));
  const folder = await Deno.makeTempDir({ prefix: "mutants-" });
  try {
    const outcomes: Outcome[] = [];
    for (const entry of entries) outcomes.push(await mutate(entry, folder));
    if (values.show) outcomes.forEach(show);
    console.log(table(outcomes));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
