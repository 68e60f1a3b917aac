/** A sentence that isn't read as it stands, read in other words: with a name for its "it", or in those of the table. */
import { wordingsOf } from "../rephrase/mod.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { withAntecedent, withColon } from "./antecedent.ts";
import { joined } from "./joined.ts";
import type { RowRead } from "./rows.ts";
import type { Statement } from "./statements.ts";

type ReadAs = (statement: Statement) => RowRead;

const WORDED: readonly Statement["kind"][] = ["sentence", "intro", "leadIn"];

export function readWorded(
  statement: Statement,
  it: string | undefined,
  vocabulary: Vocabulary,
  read: ReadAs,
): RowRead {
  const plain = read(statement);
  if (plain.kind !== "unread") return plain;
  const named = withAntecedent(statement.tokens, it) ?? withColon(statement.tokens);
  const own = named ? read({ ...statement, tokens: named }) : plain;
  return own.kind === "unread" && WORDED.includes(statement.kind)
    ? readReworded({ ...statement, tokens: named ?? statement.tokens }, vocabulary, read)
    : own;
}

/** The first wording of which every sentence is read. */
function readReworded(statement: Statement, vocabulary: Vocabulary, read: ReadAs): RowRead {
  for (const wording of wordingsOf(statement.tokens)) {
    const found = wording.length === 1
      ? read({ ...statement, tokens: [...wording[0]!] })
      : readAll(wording, statement, vocabulary, read);
    if (found.kind !== "unread") return found;
  }
  return { kind: "unread" };
}

/** All sentences as one reading, each with the names of those before it, or none of them. */
function readAll(
  wording: readonly (readonly Token[])[],
  statement: Statement,
  vocabulary: Vocabulary,
  read: ReadAs,
): RowRead {
  const [first, ...others] = wording.map((tokens) => ({ ...statement, tokens: [...tokens] }));
  return others.reduce<RowRead>((before, next) => joined(before, () => read(next), vocabulary), read(first!));
}
