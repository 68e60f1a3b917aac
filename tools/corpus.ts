/**
 * `deno task corpus`: compiles every text of `examples/requirements/`, makes its calls, and counts by family what was right.
 * Ends with 1 if any text was compiled that should not have been, or answers other than the English says.
 *
 * `--code` answers with the generated code instead of the interpreter; `--show wrong|refused` gives the details of what
 * is wrong or was refused wrongly or elsewhere; `--rewrites` counts how many of the offered rewrites are carried when
 * they are taken, and shows the others with `--show rewrites`; `--from FOLDER` takes another corpus; further words are the families to
 * run.
 */
import { parseArgs } from "node:util";
import { generated, interpreted, type MakeBackend } from "./corpus/backends.ts";
import { CLAUSES_READ, clausesRead } from "./corpus/clauses.ts";
import { CORPUS, type Entry, readCorpus } from "./corpus/entries.ts";
import { takeRewrites } from "./corpus/rewrites.ts";
import { judge, type Judgement, type Verdict, VERDICTS } from "./corpus/judge.ts";

const SHOWN: Readonly<Record<string, readonly Verdict[]>> = {
  wrong: ["wrong"],
  refused: ["refused wrongly", "refused elsewhere"],
};

export async function judgeAll(entries: readonly Entry[], withCode: boolean): Promise<Judgement[]> {
  if (!withCode) return await judgeEach(entries, interpreted);
  const folder = await Deno.makeTempDir({ prefix: "corpus-" });
  try {
    return await judgeEach(entries, generated(folder));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function judgeEach(entries: readonly Entry[], makeBackend: MakeBackend): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  for (const entry of entries) judgements.push(await judge(entry, makeBackend));
  return judgements;
}

/** A line per family and one of sums, a column per verdict and one for the share of clauses that were read. */
export function table(judgements: readonly Judgement[]): string {
  const families = [...new Set(judgements.map(({ entry }) => entry.family))];
  const rows = families.map((family) => [
    family,
    ...cellsOf(judgements.filter(({ entry }) => entry.family === family)),
  ]);
  const lines = [["family", ...VERDICTS, CLAUSES_READ], ...rows, ["all", ...cellsOf(judgements)]];
  return lines.map(([family, ...cells]) => String(family).padEnd(16) + cells.map(column).join("")).join("\n");
}

function cellsOf(judgements: readonly Judgement[]): (number | string)[] {
  const counts = VERDICTS.map((verdict) => judgements.filter((each) => each.verdict === verdict).length);
  return [...counts, clausesRead(judgements)];
}

function column(cell: string | number): string {
  return String(cell).padStart(19);
}

/** How good the rewrites are that the refusals offer. */
function rewritesOf(judgements: readonly Judgement[], isShown: boolean): string {
  const taken = judgements.flatMap(({ entry, refused }) =>
    refused ? [{ entry, ...takeRewrites(entry.requirements, refused) }] : []
  );
  for (const { entry, useless } of isShown ? taken : []) {
    for (const { quote, suggestion } of useless) {
      console.log(`${entry.family}/${entry.name}\n    wrote   ${quote}\n    offered ${suggestion}`);
    }
  }
  const sum = (count: (each: typeof taken[number]) => number) =>
    taken.reduce((total, each) => total + count(each), 0);
  return `rewrites: ${sum((each) => each.clauses)} clauses refused, ${
    sum((each) => each.offered)
  } offered, ` +
    `${sum((each) => each.carried)} carried when taken; ` +
    `${sum((each) => Number(each.compiles))} of ${taken.length} texts then compile`;
}

function show({ entry, verdict, details }: Judgement): void {
  console.log(`${entry.family}/${entry.name}: ${verdict}`);
  for (const detail of details) console.log(`    ${detail}`);
  console.log();
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      code: { type: "boolean", default: false },
      show: { type: "string" },
      rewrites: { type: "boolean", default: false },
      from: { type: "string", default: CORPUS },
    },
    allowPositionals: true,
  });
  const all = await readCorpus(values.from);
  const entries = all.filter(({ family }) => positionals.length === 0 || positionals.includes(family));
  const judgements = await judgeAll(entries, values.code);
  const shown = SHOWN[values.show ?? ""] ?? [];
  judgements.filter(({ verdict }) => shown.includes(verdict)).forEach(show);
  console.log(table(judgements));
  if (values.rewrites) console.log(rewritesOf(judgements, values.show === "rewrites"));
  return judgements.some(({ verdict }) => verdict === "wrong") ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main());
