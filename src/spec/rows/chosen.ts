/** Answers with their value in the same breath: "return allowed = true if …, otherwise allowed = false". */
import { type Row, slot } from "./facts.ts";

const RETURN = "(return|returns|answer|answers|respond|responds|give|gives) [with]";
const IS = "(=|:|is|as)";

export const CHOSEN_ROWS: readonly Row[] = [
  {
    id: "chosen.chosen",
    patterns: [
      `${RETURN} {target:name} ${IS} {value:value} (if|when) {when:cond} [,|;|.|and] (otherwise|else) [return|returns] [{again:name} ${IS}] {else:value}`,
      `${RETURN} {target:name} [,] {value:boolean} (if|when) {when:cond} [,|;|.|and] (otherwise|else) {else:boolean}`,
      `(if|when) {when:cond} [,] ${RETURN} {target:name} ${IS} {value:value} [,|;|.|and] (otherwise|else) [,] [return|returns] [{again:name} ${IS}] {else:value}`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      const again = slot.name(match, "again");
      const when = slot.expr(match, "when");
      const value = slot.expr(match, "value");
      if (!target || !when || !value || target.symbol?.role === "input") return null;
      if (again && again.key !== target.key) return null;
      return [
        { kind: "output", name: target, attributes: [] },
        { kind: "decide", target, branches: [{ when, value }], otherwise: slot.expr(match, "else") },
      ];
    },
    paraphrase: "an answer chosen by a condition",
    examples: [
      "Return big = true if weight is over 100, otherwise big = false.",
      "Return big, true if weight is over 100, otherwise false.",
      'If weight is over 100, return size = "big", otherwise size = "small".',
    ],
    negatives: [
      "Return big = true if weight is over 100, otherwise small = false.",
      "Return big = true if weight is over 100, otherwise ask the people in the office by phone.",
    ],
  },
  {
    id: "chosen.constant",
    patterns: [
      `${RETURN} {target:name} (=|:|as) ({value:boolean} | {value:quotedValue})`,
      `${RETURN} {target:name} (set|equal) to ({value:boolean} | {value:quotedValue})`,
    ],
    build(match) {
      const target = slot.name(match, "target");
      const value = slot.expr(match, "value");
      if (!target || !value || target.symbol?.role === "input") return null;
      return [{ kind: "output", name: target, attributes: [] }, { kind: "compute", target, value }];
    },
    paraphrase: "an answer that is always the same",
    examples: ["Return saved = true.", "returns deleted: true", 'Return state = "on".'],
    negatives: ["Return saved = true on Mondays.", "Return saved = soon."],
  },
  {
    id: "field.fromTo",
    patterns: [
      "[input|inputs|request|body|it|fields] [:|has|have|is|are|contains|takes|gives|says] from and to [, both required] [, both texts] [, both strings]",
      "from and to (are|is) [both] (given|sent|required|passed|fields) [in (request|body|input)]",
    ],
    build: () => ["from", "to"].map((key) => ({ kind: "field", name: { key, words: key }, attributes: [] })),
    paraphrase: "the fields of the input",
    examples: ["Input: from and to.", "The request has from and to, both required."],
    negatives: ["Input: from and to the office."],
  },
  {
    id: "answer.every",
    patterns: [
      "(every|each|all) (answer|response|answers|responses) (has|have|contains|contain|includes|include|carries|carry|gives) {names:names}",
    ],
    build: (match) => slot.names(match, "names").map((name) => ({ kind: "output", name, attributes: [] })),
    paraphrase: "fields of every answer",
    examples: ["Every answer has total and score."],
    negatives: ["Every answer has total and score on Mondays."],
  },
  {
    id: "answer.after",
    patterns: [
      "(return|returns|answer with | answers with) {names:names} after (every|each|any) {doing:thing}",
    ],
    build: (match) => slot.names(match, "names").map((name) => ({ kind: "output", name, attributes: [] })),
    paraphrase: "fields of every answer",
    examples: ["Return total and score after every movement."],
    negatives: ["Return total and score after every movement but the first."],
  },
  {
    id: "status.unknownOperation",
    patterns: [
      "[an|any] (unknown|other|invalid|unsupported) (action|operation|command|type|op) (:|gives|give|is|->|=>|returns|return|gets | is answered with | is rejected with | leads to) [a|an] [status|code|error] {status:status}",
      "(missing|absent) {names:missed} [where (needed|required)] (:|gives|give|is|->|=>|returns|return|gets | is answered with | is rejected with | leads to) [a|an] [status|code|error] {status:status}",
    ],
    build(match) {
      const status = slot.number(match, "status");
      return status ? [{ kind: "defaultStatus", status: Number(status) }] : null;
    },
    assumes: "every request that lacks something or asks for what there is not gets this status",
    paraphrase: "the status of an invalid request",
    examples: ["An unknown action: 400.", "missing email or name where needed -> 400"],
    negatives: ["An unknown action: ask.", "missing friends -> 400"],
  },
  {
    id: "field.each",
    patterns: [
      "(each|every|any|a) (request|call) (has|have|carries|contains|gives|includes|names|brings|needs) {list:declarations}",
    ],
    build(match) {
      const { list } = match;
      return list?.kind === "declarations"
        ? list.declarations.map(({ name, attributes }) => ({ kind: "field", name, attributes }))
        : null;
    },
    paraphrase: "the fields of the input",
    examples: ["Each request has a page (string) and a count (integer)."],
    negatives: ["Each request has a page that was read before."],
  },
  {
    id: "field.given",
    patterns: [
      "{names:names} (are|is) [both|all] (given|sent|passed|provided|supplied|included|contained) (in|with|by) [each|every] (request|body|input|caller|client|payload)",
    ],
    build: (match) => slot.names(match, "names").map((name) => ({ kind: "field", name, attributes: [] })),
    paraphrase: "the fields of the input",
    examples: ["first and second are given in the request."],
    negatives: ["first and second are given in the request on Mondays."],
  },
];
