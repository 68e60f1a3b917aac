import { createHash } from "node:crypto";
import type { Json } from "../lib/json.ts";
import { type Coverage, plainInput, type Spec } from "../spec/mod.ts";

interface Meta {
  name: string;
  slug: string;
  requirements: string;
  coverage: Coverage;
  compilerVersion: string;
  model?: string;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function packageFile({ slug }: Meta): string {
  return json({
    name: slug,
    version: "1.0.0",
    private: true,
    type: "module",
    engines: { node: ">=22.18" },
    scripts: { start: "deno serve --port 8000 src/handler.ts", test: "node --test tests/*.test.ts" },
  });
}

/** The same compiler and formatter settings that the code was made for. */
export function denoFile(): string {
  return json({
    nodeModulesDir: "none",
    compilerOptions: {
      strict: true,
      noImplicitReturns: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
    },
    fmt: { lineWidth: 110 },
    tasks: { start: "deno serve --port 8000 src/handler.ts", test: "deno test" },
  });
}

export function dockerFile(): string {
  return [
    "FROM denoland/deno:2.9.6",
    "WORKDIR /app",
    "COPY src ./src",
    "RUN deno cache src/handler.ts",
    "USER deno",
    "EXPOSE 8000",
    'CMD ["serve", "--port", "8000", "src/handler.ts"]',
    "",
  ].join("\n");
}

/** The requirements' own example, if they have one that is answered. */
function firstRequest(spec: Spec): Json {
  return spec.examples.find(({ status }) => status === 200)?.input ?? plainInput(spec);
}

export function readmeFile(spec: Spec, meta: Meta): string {
  const body = JSON.stringify(firstRequest(spec)).replaceAll("'", "'\\''");
  const assumptions = meta.coverage.assumptions.map(({ text }) => `- ${text.replace(/\s+/g, " ")}`);
  const gaps = (meta.coverage.gaps ?? []).map((gap) => `- ${gap.replace(/\s+/g, " ")}`);
  return [
    `# ${meta.name}`,
    "",
    "A JSON backend made from `requirements.md`. It has no dependencies.",
    "",
    "```sh",
    "deno serve --port 8000 src/handler.ts",
    `curl -s http://127.0.0.1:8000/ -H 'Content-Type: application/json' -d '${body}'`,
    "```",
    "",
    "Its tests run with `deno test` or `node --test tests/*.test.ts`.",
    "",
    "## What it does",
    "",
    asMarkdown(meta.coverage.paraphrase),
    ...(gaps.length
      ? ["", "## What was left out", "", "These parts of the requirements were not understood:", "", ...gaps]
      : []),
    ...(assumptions.length ? ["", "## What was assumed", "", ...assumptions] : []),
    "",
  ].join("\n");
}

/** A list needs an empty line before and after it. */
function asMarkdown(paraphrase: string): string {
  return paraphrase.replace(/^([^-\n].*)\n(?=-)/gm, "$1\n\n").replace(/^(-.*)\n(?=[^-\n])/gm, "$1\n\n");
}

export function provenanceFile(meta: Meta, specText: string): string {
  return json({
    compiler: meta.model === undefined ? "built-in" : "model",
    compilerVersion: meta.compilerVersion,
    model: meta.model ?? null,
    requirementsSha256: sha256(meta.requirements),
    specSha256: sha256(specText),
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
