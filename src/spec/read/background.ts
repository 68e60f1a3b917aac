/**
 * What the whole is for, in sentences of their own: "We need a loan pre-check.", "The service must label feedback.",
 * "We get lots of requests by form." They name what the rules work out, and rule nothing themselves.
 */
import { findIn, type Rephrasing } from "../rephrase/mod.ts";
import type { Token } from "../text/tokens.ts";
import { canonical } from "../text/vocabulary.ts";
import { asksWord } from "./description.ts";

export interface Told {
  /** Words of the sentences that were read, each in its one spelling. */
  words: ReadonlySet<string>;
  /** There are rules for it. */
  hasRules: boolean;
}

type Kind = Pick<Rephrasing, "at" | "said"> & {
  /** It says what is done, so that the rules must speak of the same thing. */
  needs: "nothing" | "rules" | "sameWords";
};

const WHO = "(we|i|they | our {who:plain} | my {who:plain} | the {who:plain} | {who:plain})";
const THING =
  "(service|endpoint|api|backend|tool|helper|something|calculator|pre-check|check|checker|app|microservice|function|form|bot|script|program)";
const DOES =
  "(check|verify|validate|label|route|sort|classify|categorise|categorize|score|rate|price|grade|handle|process|screen|assess|judge|triage|vet|review | work out | reach the right | end up with the right)";

const KINDS: readonly Kind[] = [
  {
    at: "whole",
    said: [
      `${WHO} (need|needs|want|wants | would like | 'd like | are looking for | is looking for) (a|an|another|one) {what:plain}`,
    ],
    needs: "sameWords",
  },
  {
    at: "whole",
    said: [`(i'd|we'd) like (a|an) {what:plain}`],
    needs: "sameWords",
  },
  {
    at: "whole",
    said: [
      `${WHO} (need|needs|want|wants | would like | 'd like) (a|an|some) [small|simple|little|new|tiny] ${THING}`,
      `(i'd|we'd) like (a|an|some) [small|simple|little|new|tiny] ${THING}`,
    ],
    needs: "nothing",
  },
  {
    at: "whole",
    said: [
      `{who:plain} (must|should|shall|needs|need|has|have) [to] ${DOES} {what:plain}`,
      "(work out | decide | decide on | find out | figure out | tell me | tell us | determine | say | judge | establish) [which|whether|what|how|the] {what:plain}",
    ],
    needs: "sameWords",
  },
  {
    at: "whole",
    said: ["(validate|check|screen|vet|assess|judge) (a|an|the|each|every|incoming|new) {what:plain}"],
    needs: "rules",
  },
  {
    at: "whole",
    said: [
      `${WHO} (get|receive|have|handle|see) (lots of | many | a lot of | plenty of | too many) {what:plain}`,
    ],
    needs: "nothing",
  },
];

export function isBackground(tokens: readonly Token[], told: Told): boolean {
  const words = new Set(tokens.map(({ lower }) => lower));
  return KINDS.some((kind) => {
    const found = findIn(tokens, words, kind);
    if (!found) return false;
    const what = found.slots.what ?? [];
    if (what.some(({ lower }) => RULES.has(lower))) return false;
    return kind.needs === "nothing" || (told.hasRules && (kind.needs === "rules" || speaksOf(what, told)));
  });
}

/** What makes a rule of words that look like an aim. */
const RULES = new Set(
  "free discount twice double half automatically immediately extra unique different same".split(" "),
);

function speaksOf(what: readonly Token[], { words }: Told): boolean {
  const content = what.filter(({ lower }) => !asksWord(lower) && lower.length > 3);
  return content.some(({ lower }) => words.has(canonical(lower)));
}
