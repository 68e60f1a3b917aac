import { closest, distance } from "fastest-levenshtein";
import type { Token } from "../text/tokens.ts";
import { canonical, type Vocabulary } from "../text/vocabulary.ts";
import type { Statement } from "./statements.ts";

const SHAPES: Readonly<Record<Statement["section"], string>> = {
  input: "price: number, required, at least 0",
  output: "total: number",
  rules:
    "Add 10 points if budget is over 1000. / total is price times quantity. / grade is A when score is at least 80, otherwise B.",
  errors: 'Reject with 422 and "Too heavy" when weight is over 100.',
  examples: 'For input {"price": 5} return {"total": 5}.',
  categories: "billing: refund, invoice, charge",
  none:
    'Write one of: "price: number, required" under "Input:", "Add 10 points if …", "… is … when …, otherwise …", "Reject with 422 when …".',
};

/** Why a sentence was not read, as far as can be told, and one that would be. */
export function suggestFor(
  statement: Statement,
  vocabulary: Vocabulary,
): { reason: string; suggestion: string } {
  const typo = misspelled(statement.tokens, vocabulary);
  if (typo) {
    return {
      reason: `Part of this was not understood; "${typo.word}" is not a known name.`,
      suggestion: `Did you mean "${typo.meant}"?`,
    };
  }
  return {
    reason: "No sentence pattern reads all of this, so none of it was used.",
    suggestion: SHAPES[statement.section],
  };
}

function misspelled(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
): { word: string; meant: string } | null {
  const names = vocabulary.symbols().map((symbol) => symbol.key);
  if (names.length === 0) return null;
  for (const token of tokens.slice(0, 60)) {
    if (
      token.kind !== "word" || token.text.length < 4 || token.text.length > 40 || vocabulary.find(token.text)
    ) continue;
    const meant = closest(token.text, names);
    const far = distance(canonical(token.text), canonical(meant));
    if (far > 0 && far <= Math.max(1, Math.floor(meant.length / 4))) return { word: token.text, meant };
  }
  return null;
}
