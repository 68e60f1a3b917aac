/** What is said of the order in which rules are tried; see `assemble/precedence.ts`. */
import { type Fact, type Row, slot } from "./facts.ts";

const CHECKED = "(checked|tested|tried|looked at|considered|applied|validated|comes|goes)";

const CHECK = "check|test|try|apply|evaluate|go through|work through|use";
const RULE = "rule|rules|condition|conditions|match|case|cases|line|lines|row|rows|check|checks|band|bands";
const HOLDS = "applies|apply|matches|match|fits|holds|is true|is met|is satisfied|is fulfilled";
const WINS =
  "wins|win|counts|applies|decides|is used|is taken|is applied|takes precedence|takes effect|has priority|is the one that counts";

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
  {
    id: "order.firstWins",
    patterns: [
      `[only] first [of these|of them] [(${RULE}) [of these|of them]] [[that|which] (${HOLDS})] (${WINS})`,
      `first (matching|applicable|fitting) (${RULE}) (${WINS})`,
      `[the] (${RULE}) (are|is) (${CHECKED}|evaluated|read|processed|used|worked through) ((in [this|that|given|listed|written|following] order [given|listed|written] [above|below]) | (from top to bottom | top to bottom | top down | one after the other)) [[;|,|-] [and] [only] first [(${RULE})] [[that|which] (${HOLDS})|match] (${WINS})]`,
      `first match (${WINS})`,
      `(${CHECK}) [(${RULE})] (in this order | in the order given | in order | from top to bottom | top to bottom | top down) [[;|,|-] [and] first [matching] [(${RULE})] [[that|which] (${HOLDS})|match] (${WINS})]`,
    ],
    build: (): Fact[] => [{ kind: "firstWins" }],
    paraphrase: "of the rules for one value, the first that holds",
    examples: [
      "The first rule that applies wins.",
      "The first matching rule wins.",
      "First match wins.",
      "The rules are checked in this order; the first that holds counts.",
      "Only the first condition which is met is used.",
      "Apply the rules from top to bottom.",
    ],
    negatives: [
      "The first customer wins.",
      "The first rule that applies wins a prize.",
      "The last rule that applies wins.",
      "The rules are applied in no particular order.",
    ],
  },
];
