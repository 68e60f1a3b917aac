import type { Files } from "../../lib/files.ts";
import { isSource } from "./parse.ts";

export type Resolved = { ok: true; path: string } | { ok: false; message: string };

/**
 * The only resolution there is: a relative path to a source file of the artifact, its name written out in full. The
 * bundler uses the same function, so nothing can be bundled that was not checked. No `node:` module is let in: the
 * backend interface is the web platform, which Deno, Node, Bun and Workers share.
 */
export function resolveImport(files: Files, importer: string, specifier: string): Resolved {
  if (!/^\.\.?\//.test(specifier)) {
    return no(`imports ${quote(specifier)}: only files of the artifact, by relative path, can be imported`);
  }
  if (!/^[A-Za-z0-9._@/-]+$/.test(specifier)) {
    return no(`imports ${quote(specifier)}: a path takes letters, digits and . _ @ - / only`);
  }
  const path = join(importer, specifier);
  if (path === null) return no(`imports ${quote(specifier)}, which is outside the artifact`);
  if (!Object.hasOwn(files, path)) return no(`imports ${quote(specifier)}, but the artifact has no ${path}`);
  if (!isSource(path)) {
    return no(`imports ${quote(specifier)}: only .ts, .mts, .js and .mjs files are modules`);
  }
  return { ok: true, path };
}

function join(importer: string, specifier: string): string | null {
  const segments = importer.split("/").slice(0, -1);
  for (const segment of specifier.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join("/");
}

function no(message: string): Resolved {
  return { ok: false, message };
}

function quote(specifier: string): string {
  return JSON.stringify(specifier.length > 120 ? `${specifier.slice(0, 120)}…` : specifier);
}
