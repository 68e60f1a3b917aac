/** What each entry of a list gets: "for each item, lineTotal is price × quantity", "each item's total is …". */
import type { Expr } from "../../expr.ts";
import type { Symbol } from "../../text/vocabulary.ts";
import { newNames } from "../names.ts";
import type { Match, Parsed, Reader, SlotValue } from "../reader.ts";
import { matchPrefix, skipFillers } from "../reader.ts";
import { type Arrangement, arrangement, type Change } from "./arrangement.ts";
import { listAt } from "./nouns.ts";
import { entryOf, inside, isOfRecords, listsOf } from "./scope.ts";

const EACH = "(each|every | each of the | every one of the)";
const GIVES = "(calculate|compute|determine|add|set|include|return|give|work out | we need | there is)";
const IS =
  "(is calculated as | is computed as | is worked out as | is the | is|are|equals|=|:|as|to|becomes | is set to)";
const VALUE = `({value:expr} | {chain:chain} | {ifchain:ifchain})`;

/** "For each item, lineTotal is price × quantity", "each item gets a lineTotal: price × quantity". */
export function readExtensions(reader: Reader, from: number): Parsed<Arrangement>[] {
  return listsOf(reader).filter(isOfRecords).flatMap((base) => {
    const inner = inside(reader, base);
    return [
      ...readForEach(reader, inner, base, from),
      ...readOfEach(reader, inner, base, from),
      ...readGets(reader, inner, base, from),
    ];
  });
}

function readForEach(reader: Reader, inner: Reader, base: Symbol, from: number): Parsed<Arrangement>[] {
  const each = matchPrefix(reader, "(for|per|in|to) [each|every|all]", from);
  const entry = each && listAt(reader, each.end);
  if (!entry || entry.symbol.id !== base.id) return [];
  const rest = matchPrefix(inner, `[,|:] [${GIVES}] {key:newName} [,] ${IS} ${VALUE}`, entry.end);
  return rest ? extension(rest.end, base, rest.value) : [];
}

/** "the line total of each item is …", "each item's lineTotal is …". */
function readOfEach(reader: Reader, inner: Reader, base: Symbol, from: number): Parsed<Arrangement>[] {
  const found: Parsed<Arrangement>[] = [];
  const start = skipFillers(reader, from);
  for (const { end, value } of newNames(reader, start)) {
    const of = matchPrefix(reader, `[of|for|in] ${EACH}`, end);
    const entry = of && listAt(reader, of.end);
    if (!entry || entry.symbol.id !== base.id) continue;
    const rest = matchPrefix(inner, `[,] ${IS} ${VALUE}`, entry.end);
    if (rest) found.push(...extension(rest.end, base, { ...rest.value, key: value }));
  }
  return found;
}

/** "Each item gets a lineTotal, which is price × quantity", "each item's lineTotal = …". */
function readGets(reader: Reader, inner: Reader, base: Symbol, from: number): Parsed<Arrangement>[] {
  const each = matchPrefix(reader, EACH, from);
  const at = each ? each.end : from;
  const owner = ownerEnd(reader, at, base);
  if (owner !== null) {
    const rest = matchPrefix(inner, `{key:newName} ${IS} ${VALUE}`, owner);
    return rest ? extension(rest.end, base, rest.value) : [];
  }
  const entry = each && listAt(reader, at);
  if (!entry || entry.symbol.id !== base.id) return [];
  const rest = matchPrefix(
    inner,
    `[also] (gets|get|receives|has|carries | should get | must get | is given | should have) {key:newName} [field] [,|LPAR] (which is | that is | equal to | of | calculated as | computed as | =|:) ${VALUE} [RPAR]`,
    entry.end,
  );
  return rest ? extension(rest.end, base, rest.value) : [];
}

/** "item's": whose value it is. */
function ownerEnd(reader: Reader, at: number, base: Symbol): number | null {
  const start = skipFillers(reader, at);
  const token = reader.tokens[start];
  if (!token || !/'s?$/.test(token.lower)) return null;
  const bare = { ...token, text: token.text.replace(/'s?$/, ""), lower: token.lower.replace(/'s?$/, "") };
  const tokens = [...reader.tokens.slice(0, start), bare, ...reader.tokens.slice(start + 1)];
  const entry = listAt({ ...reader, tokens }, start);
  return entry?.symbol.id === base.id && entry.end === start + 1 ? entry.end : null;
}

function extension(end: number, base: Symbol, match: Match): Parsed<Arrangement>[] {
  const key = match.key?.kind === "name" ? match.key.name : undefined;
  const value = match.value?.kind === "expr" ? match.value.expr : chosen(match.chain ?? match.ifchain);
  if (!key || !value || key.symbol?.role === "input") return [];
  const notes = Object.values(match).flatMap((slot) => slot.notes);
  const change: Change = (list) => ({
    kind: "map",
    list,
    item: base.entry!.id,
    value: { kind: "record", base: entryOf(base), entries: [{ key: key.key, value }] },
  });
  return [arrangement(end, base, change, notes, key.key)];
}

/** The first condition that holds gives the value; something must hold. */
function chosen(chain: SlotValue | undefined): Expr | undefined {
  if (chain?.kind !== "chain" || !chain.otherwise) return undefined;
  return chain.branches.reduceRight<Expr>(
    (otherwise, { when, value }) => ({ kind: "choose", when, then: value, otherwise }),
    chain.otherwise,
  );
}
