import { parse, type ParserPlugin } from "@babel/parser";
import type { Comment, Node } from "@babel/types";
import type { Finding } from "../report.ts";

export interface ParsedFile {
  path: string;
  root: Node;
  comments: readonly Comment[];
}

const SOURCE = /\.(ts|mts|js|mjs)$/;
const TYPED = /\.(ts|mts)$/;

/** JSX and CommonJS are no sources: the one imports a library unseen, the other has no static imports. */
export function isSource(path: string): boolean {
  return SOURCE.test(path);
}

/**
 * WARNING: parse JavaScript as JavaScript. `f<import("x")>(y)` is a type in the one language and a call in the other.
 * The plug-ins turn syntax that later tools may know into nodes that the gate can name.
 */
export function parseSource(path: string, text: string): ParsedFile | Finding {
  const plugins: ParserPlugin[] = ["sourcePhaseImports", "deferredImportEvaluation", "decorators"];
  if (TYPED.test(path)) plugins.push(["typescript", { dts: /\.d\.m?ts$/.test(path) }]);
  try {
    const file = parse(text, { sourceType: "module", plugins, attachComment: false });
    return { path, root: file.program, comments: file.comments ?? [] };
  } catch (error) {
    return syntaxFinding(path, error);
  }
}

export function isFinding(value: ParsedFile | Finding): value is Finding {
  return "message" in value;
}

function syntaxFinding(path: string, error: unknown): Finding {
  if (error instanceof RangeError) return { path, message: "the code is nested too deeply to be read" };
  if (!(error instanceof SyntaxError)) throw error;
  const loc = "loc" in error ? error.loc as { line: number; column: number } : undefined;
  const message = error.message.replace(/\s*\(\d+:\d+\)$/, "");
  return loc ? { path, message, line: loc.line, column: loc.column + 1 } : { path, message };
}
