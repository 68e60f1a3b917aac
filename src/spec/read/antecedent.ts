/** Sentences as they would stand written out: a name for the "it" of "If it mentions …", a colon for a dash. */
import { refsOf } from "../expr.ts";
import { exprsOf } from "../rows/facts.ts";
import type { Token } from "../text/tokens.ts";
import type { RowRead } from "./rows.ts";

const INTRODUCES = new Set("if when whenever where unless because and or".split(" "));

/** The key of the one field of the input that the last rule depends on. */
export function antecedentOf(before: readonly RowRead[]): string | undefined {
  const fields = before.map((read) =>
    read.kind === "facts" ? refsOf(...read.facts.flatMap(exprsOf)).filter((id) => id.startsWith("in.")) : []
  );
  const [only, second] = new Set(fields.findLast((ids) => ids.length > 0));
  return second === undefined ? only?.slice("in.".length) : undefined;
}

/** The sentence with the name of the field for "it", or `null` where no condition is on "it". */
export function withAntecedent(tokens: readonly Token[], key: string | undefined): Token[] | null {
  const isMeant = (at: number) => tokens[at]!.lower === "it" && INTRODUCES.has(tokens[at - 1]?.lower ?? "");
  if (key === undefined || !tokens.some((_, at) => isMeant(at))) return null;
  return tokens.map((token, at) =>
    isMeant(at) ? { ...token, text: key, lower: key.toLowerCase(), isName: true } : token
  );
}

/** "preview - the first 20 characters" with a colon for the dash, or `null` where no name stands before one. */
export function withColon(tokens: readonly Token[]): Token[] | null {
  const [name, dash, next] = tokens;
  const isDash = dash?.kind === "symbol" && ["-", "–", "—"].includes(dash.text);
  const isSpaced = isDash && name!.end < dash.start && next !== undefined && dash.end < next.start;
  if (!isSpaced || name?.kind !== "word") return null;
  return tokens.map((token) => token === dash ? { ...token, text: ":", lower: ":" } : token);
}
