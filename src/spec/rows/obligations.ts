/** What must hold of a request, or it is refused: rules across fields, and what fails how. */
import type { Expr } from "../expr.ts";
import type { Match, Name } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";
import { saidFailure } from "./failures.ts";

const IF = "(if|when|whenever|where|once | in case | in the event | as soon as) [that]";
const ELSE =
  "[,|;|-] (otherwise | else | or else | or | if not | if it is not | if it isn't | if they are not | if they aren't | if it does not | if it doesn't | if that is not the case) [,|:]";
const IF_SO =
  "[,|;|-] [and] (if it is | if they are | if it does | if they do | if so | if that happens) [,|:]";
const NEEDED =
  "(required|mandatory|needed|compulsory|obligatory | must be (given|present|provided|set|filled in|supplied|there|sent|included))";
const GIVEN = "(given|present|provided|set|supplied|filled|sent|there|included|specified|available)";

function failing(when: Expr | undefined, match: Match, isObligation = false): Fact[] | null {
  if (!when) return null;
  return [{ kind: "reject", when, ...saidFailure(match), ...(isObligation ? { isObligation } : {}) }];
}

function must(match: Match): Fact[] | null {
  const holds = slot.expr(match, "must");
  if (!holds) return null;
  return failing(holds.kind === "not" ? holds.of : not(holds), match, true);
}

function present(name: Name): Expr {
  return { kind: "present", value: { kind: "ref", id: `in.${(name.symbol ?? name).key}` } };
}

const REFUSED = "(rejected|refused|declined|invalid | not accepted | turned away)";
const STATUS = "[(with|using) [a|the] [http] [status] [code] [error] {status:status} [error|status]]";

/** What was refused already by the limits of a field; a status is that of every invalid request. */
function alreadyRefused(match: Match): Fact[] {
  const status = slot.number(match, "status");
  return status
    ? [{ kind: "defaultStatus", status: Number(status) }]
    : [{ kind: "promise", words: "invalid values are refused" }];
}

/** Rules that say how a request fails. */
export const FAILURE_ROWS: readonly Row[] = [
  {
    id: "failure.limits",
    patterns: [
      `(anything|everything|values|numbers|value|requests) (outside|out of|beyond) [of] (that|this|the|these|its|their) (range|limits|limit|bounds) (must|should|is|are|shall|will) [be] ${REFUSED} ${STATUS}`,
      `[any|an|all] (invalid|malformed|bad|wrong|incorrect) {name:field} [number|numbers|address|addresses|value|values] (must|should|is|are|shall|will) [be] ${REFUSED} ${STATUS}`,
      `(anything|everything) (invalid|wrong|missing|malformed) [or (missing|invalid|wrong)] (gives|returns|is|yields|gets|must be|should be) [${REFUSED}] [with] [a] [status|http] [code] {status:status}`,
    ],
    build: alreadyRefused,
    paraphrase: "values beyond the limits are refused, as always",
    examples: [
      "Anything outside that range must be rejected.",
      "Invalid email addresses should be rejected.",
    ],
    negatives: [
      "Anything outside our office must be rejected.",
      "Invalid email addresses should be rejected on Mondays.",
    ],
  },
  {
    id: "fields.dateFormat",
    patterns: [
      "[all] dates (are|is|come|have) [always] (written|given|sent|formatted|in|expected) [like|as|in] [the] [format|form|this] [form] {pattern:isoDate}",
      "[all] dates (are|come) (like|as|in) [the] [format|form] {pattern:isoDate}",
    ],
    build: () => [{ kind: "promise", words: "dates are written YYYY-MM-DD" }],
    paraphrase: "how dates are written, as always",
    examples: ["Dates are written like 2026-01-31.", "All dates are given as YYYY-MM-DD."],
    negatives: ["Dates are written like 03/04/2025."],
  },
  {
    id: "fields.named",
    patterns: [
      "[the] input (field|fields|key|keys) (is|are) {inputs:declarations} [,|;] and [the] output (field|fields|key|keys) (is|are) {outputs:names}",
      "[the] [only] input (field|fields|key|keys) (is|are) [called|named] {inputs:declarations} [[,|;|and] (it is | it's | which is | they are | which are | is | are) {attributes:attributes}]",
    ],
    build({ inputs, outputs, attributes }) {
      if (inputs?.kind !== "declarations") return null;
      const more = attributes?.kind === "attributes" ? attributes.attributes : [];
      const names = outputs?.kind === "names" ? outputs.names : [];
      return [
        ...inputs.declarations.map((each): Fact => ({
          kind: "field",
          name: each.name,
          attributes: [...each.attributes, ...more],
        })),
        ...names.map((name): Fact => ({ kind: "output", name, attributes: [] })),
      ];
    },
    paraphrase: "the fields of the input and of the answer",
    examples: ["The input field is remark and the output field is topic."],
    negatives: ["The input field is remark and the output field is topic on Mondays."],
  },
  {
    id: "failure.else",
    patterns: [
      `{must:obligation} ${ELSE} {fail:complaint}`,
      `{must:prohibition} ${IF_SO} {fail:complaint}`,
    ],
    build: must,
    paraphrase: "a request that is refused unless something holds",
    examples: [
      'budget must be greater than 0, otherwise return error 422 "Amount must be positive".',
      'The budget must not be negative; if it is, answer 422 with the message "Amount must be positive".',
      'Quantity can not be less than 1, else say "At least one is needed".',
    ],
    negatives: [
      "budget must be greater than 0, otherwise call the manager.",
      'The budget must be positive; if it is, answer 422 with the message "Amount must be positive".',
      'Quantity can not be less than 1, else say "At least one is needed" in French.',
    ],
  },
  {
    id: "failure.when",
    patterns: [
      `${IF} {when:cond} [,] [then] {fail:failure}`,
      `{fail:failure} ${IF} {when:cond}`,
      `{fail:failure} unless {unless:cond}`,
      `{when:cond} (:|->|=>|-) {fail:failure}`,
    ],
    build(match) {
      const unless = slot.expr(match, "unless");
      return failing(unless ? not(unless) : slot.expr(match, "when"), match);
    },
    paraphrase: "a request that is refused",
    examples: [
      'If weight is over 100, fail with status 404 and "Too heavy".',
      'weight is over 100 -> 422 "Too heavy"',
      'When weight is 0, respond with a 400 error saying "No weight".',
    ],
    negatives: ["If weight is over 100, reject it kindly.", 'weight is over 100 -> 200 "ok"'],
  },
];

export const OBLIGATION_ROWS: readonly Row[] = [
  {
    id: "must.oneOf",
    patterns: [
      `(at least one of | either | one of | one or both of | at least one out of) {list:fields} (is|are|must|has to|have to|should|needs to) [be] (${GIVEN} | required)`,
      `(at least one of | either | one of) {list:eitherFields} (is|are|must|has to|have to|should|needs to) [be] (${GIVEN} | required)`,
    ],
    build(match) {
      const names = slot.names(match, "list");
      if (names.length < 2) return null;
      const none: Expr = { kind: "not", of: { kind: "any", of: names.map(present) } };
      const optional = names.map((name): Fact => ({
        kind: "constrain",
        name,
        attributes: [{ kind: "required", required: false }],
      }));
      return [...optional, { kind: "reject", when: none }];
    },
    assumes: "each of several fields of which one must be given is optional",
    paraphrase: "one of several fields must be there",
    examples: ["At least one of email and country must be given."],
    negatives: ["At least one of the managers must be given a copy."],
  },
  {
    id: "must.requiredWhen",
    patterns: [
      `${IF} {when:cond} [,] {name:field} (is|becomes|are) [also] ${NEEDED}`,
      `{name:field} (is|becomes) [only] ${NEEDED} [only] ${IF} {when:cond}`,
      `${IF} {when:cond} [,] {name:field} (must|has to|should|needs to) be ${GIVEN}`,
      `{name:field} (must|has to|should|needs to) be ${GIVEN} ${IF} {when:cond}`,
    ],
    build(match) {
      const name = slot.name(match, "name");
      const when = slot.expr(match, "when");
      if (!name || !when) return null;
      return [
        { kind: "constrain", name, attributes: [{ kind: "required", required: false }] },
        { kind: "reject", when: { kind: "all", of: [when, not(present(name))] } },
      ];
    },
    paraphrase: "a field that must be there in some cases",
    examples: ["When budget is over 100, email is required."],
    negatives: ["When budget is over 100, email is required by law."],
  },
  {
    id: "must.elseOptional",
    patterns: [
      "(otherwise | else | in all other cases | in other cases) [,] [it|they|this|that | this field | the field] (may|can|need) [not] [be] (left out|omitted|missing|empty|absent|given)",
      "(otherwise | else | in all other cases | in other cases) [,] [it|they|this|that | this field | the field] (is|are) (optional | not required | not needed)",
    ],
    build: () => [{ kind: "promise", words: "optional otherwise" }],
    paraphrase: "the field is optional in all other cases",
    examples: ["Otherwise it may be left out."],
    negatives: ["Otherwise it may be rejected."],
  },
  {
    id: "must.all",
    patterns: [
      "(both | all two | all three | all four | all five | all six) [of (them|these|those|which) | fields | values | inputs | dates | numbers | texts | parameters | (of the|these) fields] (is|are | must be | have to be | should be) {attributes:attributes}",
      "(all|every|each) [of (them|these|those|the)] [the|input] (fields|field|inputs|input|values|value|parameters|parameter|properties|keys) (is|are | must be | have to be | should be) {attributes:attributes}",
      "(they|everything) (is|are) [all|both] {attributes:attributes}",
      "(all|none) (is|are) {attributes:attributes}",
    ],
    build(match) {
      const attributes = slot.attributes(match, "attributes");
      return attributes.length > 0 ? [{ kind: "constrainAll", attributes }] : null;
    },
    paraphrase: "a limit on every field",
    examples: ["All fields are required.", "All three are required."],
    negatives: ["All fields are required on Mondays."],
  },
  {
    id: "must.rule",
    patterns: ["{must:obligation}"],
    build: must,
    paraphrase: "a request that is refused unless something holds",
    examples: ["budget must not be lower than weight.", "weight must be after budget."],
    negatives: ["budget must be fair.", "budget must be lower than weight on Mondays."],
  },
];
