/** `deno task imports`: checks every import of `src/` against the table of who may import whom. */
import { join } from "node:path";
import { readEdges, sourceFiles } from "./imports/graph.ts";
import { checkEdges, checkEnvironment, type Violation } from "./imports/rules.ts";

export async function checkImports(src: string): Promise<{ files: number; violations: Violation[] }> {
  const files = await sourceFiles(src);
  const edges = await readEdges(src, files);
  const environment = await Promise.all(
    files.map(async (file) => checkEnvironment(file, await Deno.readTextFile(join(src, file)))),
  );
  return { files: files.length, violations: [...checkEdges(edges), ...environment.flat()] };
}

if (import.meta.main) {
  const { files, violations } = await checkImports(join(import.meta.dirname ?? ".", "../src"));
  for (const { rule, where } of violations) console.error(`${where}\n    ${rule}`);
  console.log(`imports: ${files} files, ${violations.length} violations`);
  if (violations.length > 0) Deno.exit(1);
}
