import { type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";
import { runDeno } from "./deno_tool.ts";
import { parseDiagnostics } from "./diagnostics.ts";
import { sourcesOf } from "./sources.ts";

/** No network, no packages, no lock file; the one configuration is ours. */
const FLAGS = ["--no-remote", "--no-npm", "--no-lock", "--cached-only", "--config", "deno.json"];

/** Strict, with the web platform as the only library. JavaScript is checked for its syntax alone. */
export async function checkTypes(run: Run): Promise<Verdict> {
  const { exitCode, stderr } = await runDeno(
    run.deps.deno,
    sourcesOf(run),
    ["check", ...FLAGS, `artifact/${run.entry}`],
    run.input.signal,
  );
  if (exitCode === 0) return verdictOf([]);
  const findings = parseDiagnostics(stderr);
  if (findings.length > 0) return verdictOf(findings);
  return verdictOf([{ message: `the type check ended with code ${exitCode}: ${lastLines(stderr)}` }]);
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join(" ").slice(-500);
}
