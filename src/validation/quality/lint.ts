import { runDeno } from "../build/deno_tool.ts";
import { sourcesOf } from "../build/sources.ts";
import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";

interface LintReport {
  diagnostics: {
    filename: string;
    message: string;
    code: string;
    range?: { start: { line: number; col: number } };
  }[];
  errors: { message: string }[];
}

export async function checkLint(run: Run): Promise<Verdict> {
  const { exitCode, stdout, stderr } = await runDeno(
    run.deps.deno,
    sourcesOf(run),
    ["lint", "--json", "--config", "deno.json", "artifact"],
    run.input.signal,
  );
  if (exitCode === 0) return verdictOf([]);
  return verdictOf(
    stdout.startsWith("{") ? findingsOf(JSON.parse(stdout)) : [{ message: stderr.trim().slice(-500) }],
  );
}

function findingsOf({ diagnostics, errors }: LintReport): Finding[] {
  const found = diagnostics.map(({ filename, message, code, range }): Finding => ({
    path: filename,
    message: `${code}: ${message}`,
    ...(range ? { line: range.start.line, column: range.start.col + 1 } : {}),
  }));
  return [...found, ...errors.map(({ message }) => ({ message }))];
}
