/** Stands in for the generated `input.ts`, so that `handler.ts` can be checked where it lives. Never copied. */
import type { Issue } from "./fields.ts";

export type Input = Readonly<Record<string, never>>;

export function readInput(_body: unknown): { ok: true; input: Input } | { ok: false; issues: Issue[] } {
  return { ok: true, input: {} };
}
