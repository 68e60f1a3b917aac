import type { Match } from "../grammar/reader.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";

const REJECT = "(reject|refuse|deny|block|rejects|decline)";
const REQUEST = "[it | request|requests|input|order|message|lead|application]";
const WITH =
  "[(with|using|,) [status|code|http|a|an] [status|code|error] {status:status} [error|status|response] ] [(and|with|,|saying|:) [message|error|text] [message|saying|:|of] {message:quoted}] [with message {message:quoted}]";
const REQUESTS =
  "(request|requests|it|they|order|orders|input|application|applications|lead|leads|message|messages|booking|bookings|payment|user|users)";
const REJECTED = "(rejected|refused|declined|denied)";
const IF = "(if|when|whenever|where | in case | as long as) [that]";
const RESPOND =
  "[api|it|service|backend] [should|must|will|shall] (return|respond|answer|fail|returns|responds|fails|error) [with]";
const STATUS =
  "[status|http|code|error] [status|code|error] {status:status} [error|status|response] [(and|with|,|saying|:) [message|error|text] [message|saying|:] {message:quoted}]";

function reject(match: Match): Fact[] | null {
  const unless = slot.expr(match, "unless");
  const when = unless ? not(unless) : slot.expr(match, "when");
  if (!when) return null;
  const status = slot.number(match, "status");
  const message = slot.text(match, "message");
  if (message === "") return null;
  return [{ kind: "reject", when, status: status ? Number(status) : undefined, message }];
}

export const REJECT_ROWS: readonly Row[] = [
  {
    id: "reject.when",
    patterns: [
      `${REJECT} ${REQUEST} ${WITH} ${IF} {when:cond}`,
      `${REQUESTS} (must|should|shall|will|is|are) [always] [be] ${REJECTED} ${WITH} ${IF} {when:cond}`,
      `${IF} {when:cond} [,] ${REQUESTS} (must|should|shall|will|is|are) [always] [be] ${REJECTED} ${WITH}`,
      `${RESPOND} ${STATUS} {message:quoted} ${IF} {when:cond}`,
      `${IF} {when:cond} [,] ${RESPOND} ${STATUS} {message:quoted}`,
      `${REJECT} ${REQUEST} ${IF} {when:cond} ${WITH}`,
      `${REJECT} ${REQUEST} ${WITH} unless {unless:cond}`,
      `${REJECT} ${REQUEST} unless {unless:cond} ${WITH}`,
      `${IF} {when:cond} [,] ${REJECT} ${REQUEST} ${WITH}`,
      `unless {unless:cond} [,] ${REJECT} ${REQUEST} ${WITH}`,
      `${RESPOND} ${STATUS} ${IF} {when:cond}`,
      `${IF} {when:cond} [,] ${RESPOND} ${STATUS}`,
      `${RESPOND} error {message:quoted} ${IF} {when:cond}`,
      `${REJECT} orders|requests|leads|messages|applications (with|where|whose) {when:cond} ${WITH}`,
    ],
    build: reject,
    paraphrase: "a request that is refused",
    examples: [
      'Reject with 422 and "Too heavy" when weight is over 100.',
      "Reject the request if country is missing.",
      'If weight is over 100, reject with 400 and message "Too heavy".',
      'Return 422 with "No budget" if budget is missing.',
      'If weight is over 100, return error 409 "Too heavy".',
      'An order must be refused with a 409 and the message "Too heavy" if weight is over 100.',
      'If weight is over 100 the API should return HTTP 451 with the message "Too heavy".',
      'Unless email ends with "@acme.com", reject the request with status 403.',
    ],
    negatives: [
      "Reject with 422 when weight is over 100 or the sender is rude.",
      "Reject with 200 when weight is over 100.",
    ],
  },
  {
    id: "reject.case",
    patterns: [
      `{when:cond} (:|->|=>|-) [return|respond|reject|error] [with] ${STATUS}`,
      `{status:status} (:|-|->|if|when) [if|when] {when:cond}`,
      `{status:status} {message:quoted} (if|when) {when:cond}`,
      `{status:status} (if|when) {when:cond} [(:|-|with) {message:quoted}]`,
      `{when:cond} (:|->|=>|-) {message:quoted}`,
    ],
    sections: ["errors"],
    build: reject,
    paraphrase: "a request that is refused",
    examples: ["weight is over 100: 422", "422 when weight is over 100", 'weight is over 100 -> "Too heavy"'],
    negatives: ["weight is over 100: maybe"],
  },
  {
    id: "reject.invalid",
    patterns: [
      "(invalid|bad|malformed) (input|request|requests|body) (must|should|is|are) [be] (answered|rejected|refused) with [status|code|http] {status:status}",
      "(if|when) (any|a|required) (field|fields|value) (is|are) (missing|invalid) [or (missing|invalid|wrong | out of range)] [,] [request] [must|should] [be] (reject|rejected|refused|return|respond|fail) [request] [with] [status|code|http] {status:status}",
      "(return|respond|answer|reject) [with] {status:status} [error] (for|on|when|if) [any] (invalid|bad|malformed) (input|request|requests|body|data|fields) [is sent]",
      "(invalid|bad|malformed) (input|request|requests|body|fields) (returns|return|gives|give|:|-> | is rejected with | are rejected with) {status:status}",
      "[http|status] {status:status} (on|for | in case of) [any] (violation|violations | (invalid|bad|malformed) (input|request|requests|body|data|fields) | (validation|input) (error|errors|failure|failures))",
      "(return|respond|answer|reject) [with] {status:status} (if|when) [any|a|required] (field|fields|input|request|body) (is|are) (invalid|missing|wrong)",
    ],
    build(match) {
      const status = slot.number(match, "status");
      return status ? [{ kind: "defaultStatus", status: Number(status) }] : null;
    },
    paraphrase: "the status of an invalid request",
    examples: ["Return 400 for invalid input.", "400 on violation."],
    negatives: ["Return 400 for invalid input on Mondays.", "400 on Mondays."],
  },
];
