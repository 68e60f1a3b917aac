import * as esbuild from "esbuild";
import type { Files } from "../../lib/files.ts";
import { type Finding, PASSED, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";
import { resolveImport } from "./resolve.ts";

const MAX_BUNDLE_BYTES = 2 * 1024 * 1024;
const NAMESPACE = "artifact";

export async function checkBundle(run: Run): Promise<Verdict> {
  const built = await bundle(run.input.files, run.entry ?? "");
  if (!built.ok) return verdictOf(built.findings);
  run.bundle = built.text;
  return PASSED;
}

export function checkSize(run: Run): Verdict {
  const sizeBytes = new TextEncoder().encode(run.bundle ?? "").length;
  if (sizeBytes <= MAX_BUNDLE_BYTES) return PASSED;
  return verdictOf([{
    message: `the bundle has ${sizeBytes} bytes; at most ${MAX_BUNDLE_BYTES} are deployed`,
  }]);
}

export type Bundled = { ok: true; text: string } | { ok: false; findings: Finding[] };

/** One ES module, the same bytes for the same files. Reads no disk: the plug-in answers for every path. */
export async function bundle(files: Files, entry: string): Promise<Bundled> {
  await using _service = holdService();
  try {
    const result = await esbuild.build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: "esm",
      target: "esnext",
      platform: "neutral",
      treeShaking: true,
      charset: "utf8",
      legalComments: "inline",
      logLevel: "silent",
      // Settings written out, so that esbuild looks for no tsconfig.json on the disk.
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: false, useDefineForClassFields: true } },
      plugins: [onlyArtifact(files)],
    });
    return { ok: true, text: result.outputFiles[0]?.text ?? "" };
  } catch (error) {
    if (isBuildFailure(error)) return { ok: false, findings: error.errors.map(toFinding) };
    throw error;
  }
}

function onlyArtifact(files: Files): esbuild.Plugin {
  return {
    name: "only-artifact",
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
        if (kind === "entry-point") return { path, namespace: NAMESPACE };
        const resolved = resolveImport(files, importer, path);
        return resolved.ok
          ? { path: resolved.path, namespace: NAMESPACE }
          : { errors: [{ text: resolved.message }] };
      });
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
        contents: files[path] ?? "",
        loader: /\.m?ts$/.test(path) ? "ts" : "js",
      }));
    },
  };
}

let holders = 0;

/** esbuild keeps a process between builds. It goes when nobody builds, so that it outlives neither tests nor platform. */
function holdService(): AsyncDisposable {
  holders++;
  return {
    async [Symbol.asyncDispose]() {
      holders--;
      if (holders === 0) await esbuild.stop();
    },
  };
}

function isBuildFailure(error: unknown): error is esbuild.BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function toFinding({ text, location }: esbuild.Message): Finding {
  if (!location) return { message: text };
  const path = location.file.replace(`${NAMESPACE}:`, "");
  return { message: text, path, line: location.line, column: location.column + 1 };
}
