import type { Files } from "../../lib/files.ts";
import { sortedPaths } from "../../lib/files.ts";
import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";
import { directiveFindings } from "./directives.ts";
import { isFinding, isSource, type ParsedFile, parseSource } from "./parse.ts";
import { referencesOf } from "./references.ts";
import { resolveImport } from "./resolve.ts";
import { nodesOf, placeOf } from "./walk.ts";

/**
 * Reads the sources without running or loading anything. It comes first, because the tools after it follow imports:
 * `deno check` has no sandbox of its own and would read any file that a source names.
 */
export function checkImports(run: Run): Verdict {
  const { files, spec } = run.input;
  if (run.entry === null) return verdictOf([{ message: "there is no src/handler.ts or src/handler.js" }]);
  // Nothing loads what the entry does not reach, so an upload may keep its tests and scripts. Ours must be clean.
  const roots = spec ? sortedPaths(files).filter((path) => path.startsWith("src/")) : [run.entry];
  const { parsed, findings } = readSources(files, roots);
  if (findings.length === 0) run.parsed = parsed;
  return verdictOf(findings);
}

export interface Sources {
  parsed: Map<string, ParsedFile>;
  findings: Finding[];
}

/** The roots and all they import, each file once. */
export function readSources(files: Files, roots: readonly string[]): Sources {
  const sources: Sources = { parsed: new Map(), findings: [] };
  const seen = new Set(roots);
  for (const path of seen) {
    if (!isSource(path)) continue;
    const file = parseSource(path, files[path] ?? "");
    if (isFinding(file)) {
      sources.findings.push(file);
      continue;
    }
    sources.parsed.set(path, file);
    const { targets, findings } = inspect(files, file);
    sources.findings.push(...findings);
    for (const target of targets) seen.add(target);
  }
  return sources;
}

function inspect(files: Files, file: ParsedFile): { targets: string[]; findings: Finding[] } {
  const targets: string[] = [];
  const findings = directiveFindings(file.path, file.comments);
  for (const node of nodesOf(file.root)) {
    for (const reference of referencesOf(node)) {
      const place = { path: file.path, ...placeOf(node) };
      if ("refused" in reference) {
        findings.push({ message: reference.refused, ...place });
        continue;
      }
      const resolved = resolveImport(files, file.path, reference.specifier);
      if (resolved.ok) targets.push(resolved.path);
      else findings.push({ message: resolved.message, ...place });
    }
  }
  return { targets, findings };
}
