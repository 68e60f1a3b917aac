/** Bands of a number, in a sentence or as the items of a list; see `grammar/bands.ts`. */
import type { Attribute } from "../grammar/reader.ts";
import { type Fact, type Row, slot } from "./facts.ts";
import { REST } from "./groups.ts";

const IS = "(is|are|=|:|becomes|equals | should be | must be | will be | depends on {of:known} :)";
const GIVES = "(:|->|=>|=|is|are|-|costs|cost|gets|get|pays|pay)";

function bare(name: { key: string; words: string }, attributes: Attribute[]): Fact {
  return { kind: "field", name, attributes };
}

export const BAND_ROWS: readonly Row[] = [
  {
    id: "band.turned",
    patterns: [
      "(turn|convert|translate|map|grade|classify|sort) {list:declarations} (into|to|as|in) [a|an] {target:name} [:|,] {bands:bands}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const { list, bands } = match;
      if (!target || list?.kind !== "declarations" || bands?.kind !== "chain") return null;
      const fields = list.declarations.map(({ name, attributes }) => bare(name, attributes));
      return [...fields, { kind: "decide", target, branches: bands.branches, otherwise: bands.otherwise }];
    },
    paraphrase: "bands of a number",
    examples: [],
    negatives: ["Turn the price into a bargain.", "Turn a mark into a grade: A for 90 or more, B for luck."],
  },
  {
    id: "band.sentence",
    patterns: [
      `{target:name} ${IS} {bands:bands}`,
      `{target:name} {bands:bands}`,
      "(return|returns|give|assign) {target:name} [:] {bands:bands}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const { branches, otherwise } = slot.chain(match, "bands");
      if (!target || target.symbol?.role === "input" || branches.length === 0) return null;
      return [{ kind: "decide", target, branches, otherwise }];
    },
    paraphrase: "bands of a number",
    examples: [],
    negatives: ["Grade is A for 90 or more, B for friends.", "Grade is A for 90 or more, mostly."],
  },
  {
    id: "band.item",
    patterns: [`[for] {when:band} ${GIVES} {value:plain}`, `{value:plain} (for|:|if|when) {when:band}`],
    build(match, scene) {
      const when = slot.expr(match, "when");
      const value = slot.expr(match, "value");
      if (!when || !value || !(scene.about || scene.target)) return null;
      const branches = [{ when, value }];
      return [
        scene.target
          ? { kind: "decide", target: scene.target, branches }
          : { kind: "case", branches, isRest: false },
      ];
    },
    paraphrase: "a value for a band of a number",
    examples: [],
    negatives: ["under 6: free", "under 6: ask"],
  },
  {
    id: "band.rest",
    patterns: [
      `(otherwise|else | in all other cases | in any other case | in every other case | all other cases | anything else | everything else | for everything else | by default | default | ${REST}) ${GIVES} {value:plain}`,
    ],
    build(match, scene) {
      const otherwise = slot.expr(match, "value");
      if (!otherwise) return null;
      if (scene.target) return [{ kind: "otherwise", target: scene.target, branches: [], otherwise }];
      return scene.isItem ? [{ kind: "case", branches: [], otherwise, isRest: true }] : null;
    },
    paraphrase: "a value for every other case",
    examples: [],
    negatives: ["in all other cases -> ask", "in all other cases the price is 5"],
  },
  {
    id: "band.case",
    patterns: [
      "[if|when|for] {when:cond} (->|=>|:|then|,) {value:plain}",
      "{value:plain} (if|when|for|:) {when:cond}",
    ],
    build(match, scene) {
      const when = slot.expr(match, "when");
      const value = slot.expr(match, "value");
      if (!when || !value || !scene.isItem) return null;
      const isNumber = value.kind === "number" && !scene.target;
      if (isNumber) return null;
      const branches = [{ when, value }];
      return [
        scene.target
          ? { kind: "decide", target: scene.target, branches }
          : { kind: "case", branches, isRest: false },
      ];
    },
    paraphrase: "a value for a condition",
    examples: [],
    negatives: ['if weight is over 20 -> "heavy"', "if weight is over 20 -> ask"],
  },
];
