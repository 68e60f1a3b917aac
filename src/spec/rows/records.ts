/** What the entries of a list have. */
import type { Attribute } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const HAS =
  "has|have|contains|contain|includes|include|carries|carry | consists of | consist of | is made up of | comes with | must have | should have | is described by";
const FIELDS = "[following] [fields|properties|attributes] [:]";

export const RECORD_ROWS: readonly Row[] = [
  {
    id: "record.members",
    patterns: [
      `(each|every|an|a | each of) {list:entry} [object|entry|record] (${HAS}) ${FIELDS} {members:declarations}`,
      `{list:eachOne} (${HAS}) ${FIELDS} {members:declarations}`,
      `{list:entry} (have | each have | all have | contain) ${FIELDS} {members:declarations}`,
      `(each|every) {list:entry} : {members:declarations}`,
      `(each|every) {new:newEntry} (${HAS}) ${FIELDS} {members:declarations}`,
    ],
    build(match, scene) {
      const list = slot.name(match, "list") ?? slot.name(match, "new");
      const { members } = match;
      if (!list || (list.symbol && list.symbol.role !== "input") || members?.kind !== "declarations") {
        return null;
      }
      return scene.section === "output" ? null : [{ kind: "members", list, members: members.declarations }];
    },
    paraphrase: "the fields of each entry of a list",
    examples: [
      "Each item has a name, a price (number, at least 0) and a quantity (integer).",
      "Every item contains a name and an optional note.",
    ],
    negatives: ["Each item has a price that was negotiated by phone.", "Each customer has a name."],
  },
  {
    id: "record.owner",
    patterns: [
      `(a|an|the|each|every|one) {owner:entryNoun} (${HAS}) [list of|some|many|several|multiple | any number of | zero or more | a number of] {list:entry}`,
      `(a|an|the|each|every|one) {owner:entryNoun} (${HAS}) (one or more | at least one | 1 or more) {filled:entry}`,
    ],
    build(match, scene) {
      const list = slot.name(match, "list") ?? slot.name(match, "filled");
      if (list?.symbol?.role !== "input" || scene.section === "output") return null;
      const attributes: Attribute[] = match.filled ? [{ kind: "items", min: 1 }] : [];
      return [{ kind: "constrain", name: list, attributes }];
    },
    paraphrase: "a list of the input",
    examples: ["A cart has items.", "The basket contains one or more items."],
    negatives: ["A cart has items on Mondays.", "A cart has friends."],
  },
  {
    id: "record.arranged",
    patterns: [
      `{arrangement:arrangement} [,] (and|then | and then) (return|answer|output|give|call) [with] [it|them|this|that | the result | the list | the sorted list | these] [back] [as] {name:newName}`,
      "{arrangement:arrangement}",
    ],
    build(match): Fact[] | null {
      const { arrangement } = match;
      if (arrangement?.kind !== "arrangement") return null;
      const { list, change, member } = arrangement;
      const name = slot.name(match, "name");
      if (!name) return [{ kind: "arrange", list, change, member }];
      const value = change({ kind: "ref", id: list.id });
      return [{ kind: "output", name, attributes: [] }, { kind: "compute", target: name, value }];
    },
    paraphrase: "what becomes of a list",
    examples: [
      "Sort the items by price from low to high.",
      "Sort the items by price and return them as sorted.",
      "Ignore items with a price of 0.",
      "For each item, lineTotal is price × quantity.",
      "Each item gets a lineTotal, which is price times quantity.",
      "Remove duplicates by name.",
    ],
    negatives: [
      "Sort the items by mood.",
      "Ignore items with a price that nobody likes.",
      "Sort the items.",
      "Each item's lineTotal is negotiable.",
    ],
  },
  {
    id: "record.list",
    patterns: [
      "{name:newName} (is|are | must be | will be | should be) {attributes:listAttributes}",
      "{name:newName} : {attributes:listAttributes}",
    ],
    build(match, scene): Fact[] | null {
      const name = slot.name(match, "name");
      const attributes = slot.attributes(match, "attributes");
      const isList = attributes.some((each) =>
        each.kind === "list" || (each.kind === "type" && each.type.endsWith("_list"))
      );
      if (!name || !isList || name.symbol?.role === "value" || scene.section === "output") return null;
      return [{ kind: "field", name, attributes }];
    },
    paraphrase: "a list of the input",
    examples: ["people is a list", "scores are a list of numbers from 1 to 6", "tags is an array of strings"],
    negatives: ["people is a list that nobody keeps", "people are happy"],
  },
  {
    id: "record.posted",
    patterns: [
      "[as [a|an] {role:entryNoun} [,]] (i|we|you|users|clients|callers) [will|can] (post|submit|pass|provide|give|upload|supply|have) {list:declarations} [[,] and [i|we|you] [want|to] (receive|get|want|expect) [back]] [:]",
    ],
    build({ list }) {
      if (list?.kind !== "declarations") return null;
      return list.declarations.map(({ name, attributes }) => ({ kind: "field", name, attributes }));
    },
    paraphrase: "the fields of the input",
    examples: ["I post a list of expenses, every one with category and amount, and receive:"],
    negatives: ["I post a letter every day", "We have no list of expenses"],
  },
  {
    id: "record.memberRule",
    patterns: [
      "{rule:memberRule} [LPAR (with|else|otherwise|or) {status:status} RPAR]",
      "{rule:memberRule} [LPAR {status:status} (otherwise|else | if not) RPAR]",
    ],
    build(match): Fact[] | null {
      const { rule } = match;
      if (rule?.kind !== "declarations") return null;
      const [member] = rule.declarations;
      const list = rule.of;
      const status = Number(slot.number(match, "status") ?? "422");
      // Another status than that of every wrong field would have to be a rule of its own.
      if (!list || !member || status !== 422) return null;
      const name = { key: list.key, words: list.key, symbol: list };
      return [{ kind: "members", list: name, members: [member] }];
    },
    paraphrase: "a limit on a field of each entry",
    examples: [
      "Prices must be at least 0.",
      "The quantity of each item must be a whole number of at least 1.",
    ],
    negatives: ["Prices must be fair.", "The quantity of each item must be agreed on."],
  },
  {
    id: "record.notEmpty",
    patterns: [
      "there (must|should|has) [to] be (at least one | one or more | at least 1) {list:entry}",
      "{list:entry} (must not | cannot | can't | may not | should not) be empty",
      "{list:entry} (must|should) (contain|have) (at least one | one or more | at least 1) {again:entry}",
    ],
    build(match): Fact[] | null {
      const list = slot.name(match, "list");
      return list?.symbol?.role === "input"
        ? [{ kind: "constrain", name: list, attributes: [{ kind: "items", min: 1 }] }]
        : null;
    },
    paraphrase: "a list that must hold something",
    examples: ["There must be at least one item.", "items must not be empty"],
    negatives: ["There must be at least one item on Mondays.", "There must be at least one reason."],
  },
];
