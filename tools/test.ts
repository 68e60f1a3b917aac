/**
 * `deno task test`: the unit tests beside the code, in parallel, then those of `tools/` and `tests/`, one file after another
 * because they start and kill programs. Ends with the line `N passed, N failed`, added up from what each run said.
 */
import { join } from "node:path";
import { lastSummary } from "./test/summary.ts";

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Run {
  readonly folders: readonly string[];
  readonly flags: readonly string[];
}

const ROOT = join(import.meta.dirname ?? ".", "..");

const RUNS: readonly Run[] = [
  { folders: ["src", "sdk", "dashboard"], flags: ["--parallel"] },
  { folders: ["tools"], flags: ["--ignore=tools/test.ts"] },
  { folders: ["tests"], flags: [] },
];

/** A test that hangs must not hold up everybody: its run is ended, and counts as failed. */
const LONGEST_RUN_MS = 1_500_000;

/** Types are another check's business. */
const FLAGS = ["test", "-A", "--no-check", "--permit-no-files"];

export async function runTests(): Promise<Count[]> {
  const counts: Count[] = [];
  for (const { folders, flags } of RUNS) {
    const present = await existing(folders);
    if (present.length > 0) counts.push(await runOnce([...FLAGS, ...flags, ...present]));
  }
  return counts;
}

export function total(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}

/** Nothing run is nothing shown to work, so it fails as well. The line is the last one that is printed. */
export function exitWith(all: Count, tests: Count): never {
  const hasRun = tests.passed + tests.failed > 0;
  if (!hasRun) console.error("no test ran");
  console.log(`\n${all.passed} passed, ${all.failed} failed`);
  Deno.exit(all.failed === 0 && hasRun ? 0 : 1);
}

async function existing(folders: readonly string[]): Promise<string[]> {
  const names = new Set((await Array.fromAsync(Deno.readDir(ROOT))).map(({ name }) => name));
  return folders.filter((folder) => names.has(folder));
}

/** A run that ends badly without a failed test (a crash, a file that does not load) counts as one failure. */
async function runOnce(args: readonly string[]): Promise<Count> {
  console.log(`\n── deno ${args.join(" ")}`);
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    stdin: "null",
    stdout: "piped",
  });
  const child = command.spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_RUN_MS);
  const [count, { success }] = await Promise.all([showAndCount(child.stdout), child.status]);
  clearTimeout(timer);
  return success || count.failed > 0 ? count : { ...count, failed: 1 };
}

async function showAndCount(output: ReadableStream<Uint8Array>): Promise<Count> {
  const [shown, read] = output.tee();
  const [text] = await Promise.all([
    new Response(read).text(),
    shown.pipeTo(Deno.stdout.writable, { preventClose: true }),
  ]);
  return lastSummary(text);
}

if (import.meta.main) {
  const count = total(await runTests());
  exitWith(count, count);
}
