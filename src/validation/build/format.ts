import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";
import { runDeno } from "./deno_tool.ts";
import { sourcesOf } from "./sources.ts";

export async function checkFormat(run: Run): Promise<Verdict> {
  const { exitCode, stdout, stderr } = await runDeno(
    run.deps.deno,
    sourcesOf(run),
    ["fmt", "--check", "--config", "deno.json", "artifact"],
    run.input.signal,
  );
  if (exitCode === 0) return verdictOf([]);
  return verdictOf(unformatted(stderr + stdout));
}

/** `from src/logic.ts:` heads each file's difference. */
function unformatted(output: string): Finding[] {
  const paths = [...output.matchAll(/^from (.+):$/gm)].map((match) => match[1] ?? "");
  if (paths.length === 0) return [{ message: `deno fmt failed: ${output.trim().slice(-500)}` }];
  return paths.map((path) => ({ path, message: "is not formatted as deno fmt does" }));
}
