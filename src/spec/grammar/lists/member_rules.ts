/** What must hold of a member of each entry: "prices must be at least 0", "each item's quantity must be a whole number". */
import type { Symbol } from "../../text/vocabulary.ts";
import { readAttributes } from "../attributes.ts";
import type { Parsed, Reader, SlotValue } from "../reader.ts";
import { matchPrefix, skipFillers } from "../reader.ts";
import { listAt } from "./nouns.ts";
import { inside, isOfRecords, listsOf } from "./scope.ts";

type Rule = Parsed<Extract<SlotValue, { kind: "declarations" }>>;

const MUST = "(must|should|shall|has|have|needs|need) [always] [to] [all] [be]";
const ARE = "(is|are | may be | can be)";

export function readMemberRules(reader: Reader, from: number): Rule[] {
  return listsOf(reader).filter((base) => isOfRecords(base) && base.role === "input").flatMap((base) =>
    readRule(reader, from, base)
  );
}

function readRule(reader: Reader, from: number, base: Symbol): Rule[] {
  const inner = inside(reader, base);
  const start = matchPrefix(reader, "(all | each | every | each of)", from)?.end ?? from;
  const member = inner.vocabulary.at(inner.tokens, skipFillers(inner, start));
  if (member?.symbol.role !== "member") return [];
  const of = matchPrefix(reader, "(of|for|in) [each|every|an|all]", member.end);
  const entry = of && listAt(reader, of.end);
  const end = entry?.symbol.id === base.id ? entry.end : member.end;
  const must = matchPrefix(reader, MUST, end) ?? matchPrefix(reader, ARE, end);
  if (!must) return [];
  const { symbol } = member;
  return readAttributes(inner, must.end).map(({ end, value }) => ({
    end,
    value: {
      kind: "declarations",
      declarations: [{ name: { key: symbol.key, words: symbol.key, symbol }, attributes: value.attributes }],
      of: base,
      notes: value.notes,
    },
  }));
}
