/** How a request fails whose field is missing or wrong: "An invalid email is a 400 with "…"", "no plate: 400 "Plate needed"". */
import type { Expr } from "../expr.ts";
import type { Match, Name } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";
import { saidFailure } from "./failures.ts";

const IS =
  "(is|are|must be|should be|will be|gets|get|gives|give|means|yields|causes|leads to|results in|is answered with|are answered with|must give|should give|should get|has to be|counts as|:|->|=>|-)";
const KIND = "[value|values|address|addresses|number|numbers|format|one|ones]";
const WRONG =
  "(invalid|malformed|incorrect|wrong|bad|unparseable | wrongly formatted | badly formatted | not valid)";
const MISSING = "(missing|blank|empty|absent)";

/** What a valid one is, where the name alone says it. */
const FORMATS = [
  { of: /e?mail(Address|_address)?$/i, format: "email" },
  { of: /(^|_)date$|Date$/, format: "date" },
  { of: /iban$/i, format: "iban" },
] as const;

function wrong(match: Match): Fact[] | null {
  const name = slot.name(match, "name");
  if (!name) return null;
  const format = FORMATS.find(({ of }) => of.test((name.symbol ?? name).key))?.format;
  const limits: Fact[] = format
    ? [{ kind: "constrain", name, attributes: [{ kind: "format", format }] }]
    : [];
  return [...limits, { kind: "invalidField", name, on: "any", ...saidFailure(match) }];
}

function absent(name: Name): Expr {
  return not({ kind: "present", value: { kind: "ref", id: `in.${(name.symbol ?? name).key}` } });
}

/** A request without one of the fields is refused, and so is one whose text is blank. */
function missing(match: Match): Fact[] | null {
  const names = [
    ...slot.names(match, "list"),
    ...(slot.name(match, "name") ? [slot.name(match, "name")!] : []),
  ];
  if (names.length === 0) return null;
  const [first, ...others] = names.map(absent);
  const when: Expr = others.length === 0 ? first! : { kind: "any", of: [first!, ...others] };
  return [{ kind: "reject", when, ...saidFailure(match) }];
}

export const INVALID_FIELD_ROWS: readonly Row[] = [
  {
    id: "invalid.field",
    patterns: [
      `[any|an|every] ${WRONG} {name:field} ${KIND} ${IS} {fail:failure}`,
      `{fail:failure} (for|on | in case of) [any] ${WRONG} {name:field} ${KIND}`,
      `(if|when) {name:field} ${KIND} (is|are) (${WRONG} | not valid) [,|:|then] {fail:failure}`,
      `{fail:failure} (if|when) {name:field} ${KIND} (is|are) ${WRONG}`,
    ],
    build: wrong,
    assumes: "a field that is missing is an invalid one, too",
    paraphrase: "what is answered to a request with an invalid field",
    examples: [
      'An invalid email is a 400 with "Please give a valid e-mail address".',
      'Malformed email addresses get 409 "No such address".',
      "Respond with 400 for an invalid email.",
      'If the email is invalid, answer 400 "Bad address".',
    ],
    negatives: [
      "An invalid email is a nuisance.",
      'An invalid email is a 400 with "No" on Mondays.',
      'An invalid pass is a 400 with "No".',
    ],
  },
  {
    id: "invalid.missing",
    patterns: [
      `[any] ${MISSING} [(or|and|/) ${MISSING}] ({list:fields} | {name:field}) ${KIND} ${IS} {fail:failure}`,
      `{list:fields} ${MISSING} [(or|and|/) ${MISSING}] ${IS} {fail:failure}`,
      `(no|without [a|an]) {name:field} [given] (:|->|=>|-|,|is|gives|gets|means) {fail:failure}`,
      `{fail:failure} (for|on | in case of) [any] ${MISSING} [(or|and|/) ${MISSING}] ({list:fields} | {name:field})`,
    ],
    build: missing,
    paraphrase: "what is answered to a request without a field",
    examples: [
      'A missing or blank message is refused with 400 "Say something".',
      'No country: status 400, message "Where to?"',
      'An empty message gives a 422 with the text "Say something".',
      'Respond with 400 and "Say something" for a missing message.',
    ],
    negatives: ["A missing message is a pity.", 'A missing message is refused with 400 "No" on Mondays.'],
  },
];
