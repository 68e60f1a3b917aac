import type { Name } from "../grammar/reader.ts";
import type { Section } from "../rows/facts.ts";
import type { Token } from "../text/tokens.ts";
import { canonical, keyOf } from "../text/vocabulary.ts";

/** Headings, and lead-ins that end in a colon, by the section they open. Compared without separators and in the singular. */
const SECTIONS: Readonly<Record<Exclude<Section, "none">, string[]>> = {
  input: [
    "in",
    "input",
    "inputs",
    "input fields",
    "request",
    "request body",
    "request fields",
    "parameters",
    "fields",
    "body",
    "payload",
    "accepts",
    "it accepts",
    "the api accepts",
    "the input has",
    "the input contains",
    "the request has",
    "the request contains",
    "the request body contains",
    "the request body has",
    "input schema",
    "request schema",
    "it takes",
    "the api takes",
    "takes",
    "receives",
    "it receives",
    "the api receives",
    "input parameters",
    "the input is",
    "the request must contain",
    "the request should contain",
    "the input should contain",
    "the input must contain",
    "input json",
    "the input includes",
  ],
  output: [
    "out",
    "output",
    "outputs",
    "output fields",
    "response",
    "response body",
    "response fields",
    "returns",
    "return",
    "it returns",
    "answer",
    "the api returns",
    "the response contains",
    "the response has",
    "the output has",
    "the output contains",
    "respond with",
    "output schema",
    "response schema",
    "the response should contain",
    "the response must contain",
    "the response includes",
    "result",
    "the answer has",
    "the answer contains",
    "it should return",
    "the api should return",
    "output json",
    "it responds with",
  ],
  rules: [
    "rules",
    "logic",
    "business rules",
    "business logic",
    "behavior",
    "behaviour",
    "scoring",
    "scoring rules",
    "calculation",
    "calculations",
    "requirements",
    "processing",
    "decision rules",
    "pricing",
    "pricing rules",
    "the rules",
    "rule",
    "steps",
    "algorithm",
    "score",
    "the following rules apply",
    "grading",
    "discounts",
    "computation",
    "formula",
    "formulas",
    "decisions",
    "next actions",
    "actions",
    "priority rules",
  ],
  errors: [
    "errors",
    "error handling",
    "validation",
    "validations",
    "validation rules",
    "error",
    "error cases",
    "failures",
    "rejections",
    "reject",
    "constraints",
  ],
  examples: [
    "examples",
    "example",
    "worked examples",
    "test cases",
    "for example",
    "sample",
    "samples",
    "tests",
  ],
  transitions: [
    "transitions",
    "allowed transitions",
    "valid transitions",
    "permitted transitions",
    "allowed",
    "allowed moves",
    "allowed changes",
    "state transitions",
    "status transitions",
    "moves",
    "the following transitions are allowed",
    "the allowed transitions are",
    "workflow",
    "lifecycle",
    "flow",
  ],
  categories: [
    "categories",
    "category",
    "keywords",
    "classes",
    "classification",
    "category keywords",
    "labels",
    "topics",
  ],
};

const BY_NAME = new Map(
  Object.entries(SECTIONS).flatMap(([section, names]) =>
    names.map((name) => [canonical(plain(name)), section as Section])
  ),
);

function plain(name: string): string {
  return name.replace(/\b(the|a|an|following)\b/gi, " ");
}

export interface OpenedSection {
  section: Section;
  subject?: Name;
}

/** The section that a heading opens, or `null` when it is a title. */
export function sectionOf(tokens: readonly Token[]): OpenedSection | null {
  const words = tokens.filter((token) => token.kind === "word");
  if (
    words.length === 0 ||
    words.length <
      tokens.filter((token) => ![":", "."].includes(token.lower) && !/^\d/.test(token.text)).length
  ) return null;
  const name = canonical(plain(words.map((word) => word.text).join(" ")));
  const section = BY_NAME.get(name);
  if (section) return { section };
  if (WANTS_TO_KNOW.test(words.map(({ lower }) => lower).join(" "))) return { section: "output" };
  return CLASSIFIES.has(words[0]!.lower) && words.every((word) => CLASSIFYING.has(word.lower))
    ? { section: "categories" }
    : keywordSection(words);
}

/** "Our editors paste a text and want to know:" */
const WANTS_TO_KNOW =
  /^(?!.*\b(if|when|unless|only|except|must|should)\b).*\b((want|wants|need|needs|like|likes) to (know|see|get)|(gets|get|want|wants|need|needs|expect|expects) back)$/;

/** "Classify the message into one of these categories:", with the categories and their keywords in a list. */
const CLASSIFIES = new Set("classify categorize categorise label".split(" "));
const CLASSIFYING = new Set(
  ("classify categorize categorise label the a an each it message messages text texts request requests ticket tickets feedback into as by with one of " +
    "these following categories category topic topics labels type types using keyword keywords").split(" "),
);

/** Headings that may share a line with what they head. Names that a value could have ("score: …") are none. */
const INLINE =
  /^(in|input|inputs|input fields|fields|parameters|request|payload|accepts|takes|out|output|outputs|output fields|return|returns|response|rules?|logic|business rules|calculations?|formulas?|pricing|errors|validation|steps)$/;

export function inlineSection(tokens: readonly Token[]): { section: Section; tokens: Token[] } | undefined {
  const colon = tokens.findIndex((token) => token.lower === ":");
  if (colon < 1 || colon > 3 || colon === tokens.length - 1) return undefined;
  const label = tokens.slice(0, colon).map((token) => token.lower).join(" ");
  const opened = INLINE.test(label) ? sectionOf(tokens.slice(0, colon)) : null;
  return opened ? { section: opened.section, tokens: tokens.slice(colon + 1) } : undefined;
}

/** "Priority keywords": the keywords that decide `priority`. */
function keywordSection(words: readonly Token[]): OpenedSection | null {
  const last = words.at(-1)!.lower;
  if (words.length < 2 || !["keywords", "categories"].includes(last)) return null;
  const subject = words.slice(0, -1);
  return {
    section: "categories",
    subject: { key: keyOf(subject), words: subject.map((word) => word.text).join(" ") },
  };
}
