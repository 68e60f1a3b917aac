/** Sentences about what is kept between requests: several clauses in one, a caption before, "otherwise" after a refusal. */
import { gather } from "./gather.ts";
import { clausesOf, isNamedAfter, withoutOtherwise, withoutSubject } from "./clauses.ts";
import type { RowRead } from "./rows.ts";
import type { Statement } from "./statements.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";

type TokenReader = (tokens: readonly Token[]) => RowRead;

/** Every clause must be read, or none of it is. */
export function readKept(statement: Statement, vocabulary: Vocabulary, read: TokenReader): RowRead {
  const tokens = bare(statement);
  const clauses = clausesOf(tokens);
  if (clauses.length < 2) return tokens.length < statement.tokens.length ? read(tokens) : { kind: "unread" };
  const reads = clauses.map((clause) => {
    const part = read(clause);
    if (part.kind === "facts") {
      gather(vocabulary, part.facts.filter(({ kind }) => kind === "field" || kind === "effect"));
    }
    return part;
  });
  const good = reads.filter((each) => each.kind === "facts");
  if (good.length < reads.length) return { kind: "unread" };
  return {
    kind: "facts",
    row: good.find(({ row }) => row.isStored)?.row ?? good[0]!.row,
    facts: good.flatMap(({ facts }) => facts),
    notes: good.flatMap(({ notes }) => notes),
  };
}

function bare({ tokens, start, before }: Statement): readonly Token[] {
  const colon = tokens.findIndex(({ lower }) => lower === ":");
  const isCaptioned = start === 0 && colon > 0 && isNamedAfter(tokens.slice(0, colon));
  if (isCaptioned) return tokens.slice(colon + 1);
  return withoutSubject(withoutOtherwise(tokens, before) ?? tokens);
}
