/** What is said of the order in which rules are tried; see `assemble/precedence.ts`. */
import { type Fact, type Row, slot } from "./facts.ts";

const CHECKED = "(checked|tested|tried|looked at|considered|applied|validated|comes|goes)";

export const PRECEDENCE_ROWS: readonly Row[] = [
  {
    id: "order.precedes",
    patterns: [
      "(check|test|try|look at|consider|apply|validate) [for] {first:word} first",
      `{first:word} (is|are|gets | must be | should be) ${CHECKED} (before|ahead of) {then:word}`,
      `{first:word} (is|are|gets | must be | should be) ${CHECKED} first`,
      "(check|test|validate) {first:word} before {then:word}",
      "{first:word} (comes|goes) first",
      `(word|keyword|rule) {first:word} (is|gets | must be | should be) ${CHECKED} first`,
    ],
    build(match): Fact[] | null {
      const [first, then] = [slot.text(match, "first"), slot.text(match, "then")];
      return first ? [{ kind: "precedes", first, ...(then ? { then } : {}) }] : null;
    },
    paraphrase: "the order in which the rules are tried",
    examples: ["Check weight first.", "The country is checked before the weight."],
    negatives: ["Check weight first on Mondays.", "Check with the manager first."],
  },
];
