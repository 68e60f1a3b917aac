/**
 * Spec → files. The same Spec gives the same bytes: no clock, no chance, no order that is not spelled out.
 *
 * The code has no dependencies at run time and runs wherever there is a web-standard `Request`: `src/handler.ts`
 * reads the request, `src/input.ts` checks its fields, `src/logic.ts` holds the rules, each under the sentence that it
 * implements. The files in `runtime/` are copied as they are, so they are linted, type-checked and tested here.
 */
import type { Coverage, Spec } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";
import { customFiles } from "./custom_file.ts";
import { openApiFile } from "./openapi_file.ts";
import { denoFile, dockerFile, packageFile, provenanceFile, readmeFile } from "./project_files.ts";
import { sourceFiles } from "./source_files.ts";
import { testFiles } from "./test_files.ts";

export { type CustomFunction, customFunctions } from "./custom_file.ts";

export interface GenerateMeta {
  name: string;
  slug: string;
  requirements: string;
  coverage: Coverage;
  compilerVersion: string;
  /** The model that made the Spec; absent: the built-in compiler did. */
  model?: string;
}

export function generate(spec: Spec, meta: GenerateMeta): Files {
  const specText = json(spec);
  return {
    ...sourceFiles(spec),
    ...testFiles(spec),
    ...customFiles(spec),
    "requirements.md": meta.requirements,
    "spec.json": specText,
    "coverage.json": json(meta.coverage),
    "openapi.json": json(openApiFile(spec, meta)),
    "deno.json": denoFile(),
    "package.json": packageFile(meta),
    "Dockerfile": dockerFile(),
    "README.md": readmeFile(spec, meta),
    "provenance.json": provenanceFile(meta, specText),
  };
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
