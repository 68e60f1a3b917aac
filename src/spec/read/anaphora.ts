/**
 * "It", "both", "they", "the result": replaced by the names that the sentence before gave, where only those can be
 * meant. The sentence is then read as if it had been written with the names.
 */
import { refsOf } from "../expr.ts";
import { exprsOf, type Scene } from "../rows/facts.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import type { RowRead } from "./rows.ts";

const VERB =
  /^(is|are|must|should|shall|will|can|cannot|can't|may|has|have|defaults|default|gets|get|needs|need|never|always|equals|costs|starts)$/;
const LEADS = /^(round|rounds|cap|limit|clamp|keep|double|halve|increase|reduce|add|return|returns)$/;
const ONE = /^(it|this|that)$/;
const MANY = /^(both|they|these|those|all|each|them)$/;
const THINGS =
  /^(result|outcome|amount|value|figure|values|amounts|numbers|results|figures|fields|inputs|marks|readings|scores|two|three|four|of|them|these|those|the)$/;

/** The names that a sentence gives to values, and those of the fields that it speaks of; each in order. */
export function namesGiven(read: RowRead): string[][] {
  if (read.kind !== "facts") return [];
  const values = read.facts.flatMap((fact) =>
    fact.kind === "output" ? [fact.name] : "target" in fact && fact.target ? [fact.target] : []
  );
  const fields = read.facts.flatMap((fact) =>
    fact.kind === "field" || fact.kind === "constrain" ? [fact.name] : []
  );
  const used = refsOf(...read.facts.flatMap(exprsOf)).filter((id) => id.startsWith("in.")).map((id) =>
    id.slice(3)
  );
  const keys = (names: typeof fields) => names.map((name) => (name.symbol ?? name).key);
  return [keys(values), [...keys(fields), ...used]].map((names) => [...new Set(names)]).filter((names) =>
    names.length > 0
  );
}

/** The sentence with names in the place of the words that stand for them, or `null` if it has none that are clear. */
export function resolved(tokens: readonly Token[], scene: Scene, vocabulary: Vocabulary): Token[] | null {
  const at = LEADS.test(tokens[0]?.lower ?? "") ? 1 : 0;
  const start = tokens[at]?.lower === "the" ? at + 1 : at;
  const word = tokens[start]?.lower ?? "";
  const isThing = start > at && /^(result|outcome|amount|figure)s?$/.test(word) &&
    !vocabulary.at(tokens, start);
  if (!ONE.test(word) && !MANY.test(word) && !isThing) return null;
  let end = start + 1;
  while (MANY.test(word) && THINGS.test(tokens[end]?.lower ?? "")) end++;
  if (at === 0 && !VERB.test(tokens[end]?.lower ?? "")) return null;
  // Only what is worked out can be rounded or capped.
  const isWorkedOut = (names: readonly string[]) =>
    names.every((name) => vocabulary.find(name)?.role === "value");
  const meant = at === 1 ? { ...scene, given: scene.given?.filter(isWorkedOut) } : scene;
  const names = MANY.test(word) || /s$/.test(word) && isThing
    ? several(word, tokens.slice(start, end), meant)
    : single(meant, isThing);
  return names && [...tokens.slice(0, at), ...asTokens(names, tokens[at]!), ...tokens.slice(end)];
}

function several(word: string, words: readonly Token[], { given = [] }: Scene): string[] | null {
  const counted = words.map(({ lower }) =>
    ({ both: 2, two: 2, three: 3, four: 4 } as Record<string, number>)[lower]
  ).find(
    Boolean,
  );
  const found = given.find((names) => counted ? names.length === counted : names.length > 1) ??
    (counted ? lastOf(counted, given) : undefined);
  return found && (word !== "all" || counted || words.length > 1) ? found : null;
}

/** "Both", after two sentences that each gave one name. */
function lastOf(count: number, given: readonly string[][]): string[] | undefined {
  const last = given.filter((names) => names.length === 1).slice(0, count);
  return last.length === count && last.every(({ length }) => length === 1)
    ? last.flat().reverse()
    : undefined;
}

/** The one name of the sentence just before; of a result, the value that was worked out last. */
function single({ given = [], recent }: Scene, isResult: boolean): string[] | null {
  const last = given.find((names) => names.length > 0);
  if (last?.length === 1 && !isResult) return last;
  return recent ? [recent.replace(/^val\./, "")] : null;
}

function asTokens(names: readonly string[], { start, end }: Token): Token[] {
  const made = (text: string, kind: Token["kind"], isName: boolean): Token => ({
    kind,
    text,
    lower: text.toLowerCase(),
    isName,
    start,
    end,
  });
  return names.flatMap((name, n) => [
    ...(n === 0 ? [] : [n === names.length - 1 ? made("and", "word", false) : made(",", "symbol", false)]),
    made(name, "word", true),
  ]);
}
