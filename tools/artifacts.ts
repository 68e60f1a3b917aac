/**
 * `deno task artifacts`: writes the projects under `examples/artifacts/`, whole, from the requirements beside them, so
 * that anybody can read what the compiler writes without running it. A test compares them with what it writes today.
 */
import { join } from "node:path";
import { generate } from "../src/codegen/mod.ts";
import { BUILTIN_COMPILER } from "../src/generation/mod.ts";
import { formatSources } from "../src/generation/stages/format.ts";
import type { Files } from "../src/lib/files.ts";
import { compile } from "../src/spec/mod.ts";
import { writeFiles } from "./corpus/backends.ts";

const EXAMPLES = join(import.meta.dirname ?? ".", "../examples");
export const ARTIFACTS = join(EXAMPLES, "artifacts");

/** Each is `examples/<name>.md`. */
export const NAMES = ["loan-check", "support-triage", "expense-report", "notes"];

/** What is generated from an example's requirements, less the reports, which validation adds. */
export async function artifactOf(name: string): Promise<Files> {
  const requirements = await Deno.readTextFile(join(EXAMPLES, `${name}.md`));
  const compiled = compile(requirements);
  if (!compiled.ok) throw new Error(`${name}: ${JSON.stringify(compiled.failure, null, 2)}`);
  const { spec, coverage } = compiled;
  const meta = {
    name: spec.name,
    slug: name,
    requirements,
    coverage,
    compilerVersion: BUILTIN_COMPILER.model,
  };
  const tool = { denoPath: Deno.execPath(), tmpDir: await Deno.makeTempDir({ prefix: "artifacts-" }) };
  try {
    return await formatSources(tool, generate(spec, meta));
  } finally {
    await Deno.remove(tool.tmpDir, { recursive: true });
  }
}

async function main(): Promise<void> {
  for (const name of NAMES) {
    const folder = join(ARTIFACTS, name);
    await Deno.remove(folder, { recursive: true }).catch(() => {});
    await writeFiles(folder, await artifactOf(name));
  }
}

if (import.meta.main) await main();
