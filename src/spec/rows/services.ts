/** Calls of a named service: what is asked, what comes back, when no call is made, and what happens when it fails. */
import type { Match } from "../grammar/reader.ts";
import { HOST } from "../services.ts";
import { type Fact, type Refusal, type Row, slot } from "./facts.ts";
import { CALL_ID } from "./service_facts.ts";

const DO =
  "[then] [we|it] (call|calls|send|sends|make|makes|do|does|issue|request|requests|query|queries|use|uses)";
const REPLIES = "(it|which|that|service) (answers|returns|replies|responds|gives) [with]";
const FIRST = "[(if|when|whenever) {when:cond} [,|then]]";
const CALLED = "(it | that call | call | [that|{which:word}] (service|api|call|request))";
const FAILS =
  "(fails | errors | is down | is unavailable | is unreachable | does not (answer|respond) | doesn't (answer|respond) | can't be reached | cannot be reached | can not be reached | is not reachable | times out) [or fails | or errors | or does not answer | or times out | or is down]";

const ONLY_HTTPS: Refusal = {
  refused: "unsupported",
  reason: "Only https is called: over plain http anybody on the way could read and change what is sent.",
};
const NO_PUBLIC_NAME: Refusal = {
  refused: "unsupported",
  reason:
    "Only hosts with a public name are called, such as rates.example.com; no addresses, ports or local names.",
};

function call(match: Match): Fact[] | Refusal | null {
  const target = match.url?.kind === "endpoint" ? match.url.endpoint : undefined;
  if (!target) return null;
  if (target.scheme !== "https") return ONLY_HTTPS;
  if (!HOST.test(target.host)) return NO_PUBLIC_NAME;
  const field = slot.name(match, "field");
  const name = slot.name(match, "name");
  const answer = match.answer?.kind === "shape" ? match.answer.entries : field ? [{ key: field.key }] : [];
  const sent = match.body?.kind === "shape" ? match.body.entries.map(({ key }) => key) : undefined;
  const method = slot.text(match, "method") ?? (sent ? "POST" : "GET");
  const when = slot.expr(match, "when");
  if (method === "GET" && (sent || answer.length === 0)) return null;
  const made: Fact = {
    kind: "call",
    method: method as "GET",
    host: target.host,
    path: target.path,
    answer,
    ...(sent ? { sent } : {}),
    ...(when ? { when } : {}),
  };
  const values = answer.map(({ key }): Fact => ({
    kind: "compute",
    target: name && field ? name : { key, words: key },
    value: { kind: "ref", id: `${CALL_ID}.${key}` },
  }));
  const outputs = slot.names(match, "outputs").map((each): Fact => ({
    kind: "output",
    name: each,
    attributes: [],
  }));
  return [made, ...values, ...outputs];
}

export const SERVICE_ROWS: readonly Row[] = [
  {
    id: "service.call",
    patterns: [
      `${FIRST} ${DO} {method:method} [request] [to] {url:endpoint} [with {body:payload}] [as json] [;|,|:] [and] ${REPLIES} {answer:payload} [[;|,] [and] [we|it] (return|returns) {outputs:names}]`,
      `(get|fetch|read) {name:newName} from {url:endpoint} LPAR field {field:newName} in (its|the) json RPAR`,
      `(get|fetch|read) {name:newName} from field {field:newName} of the json at {url:endpoint}`,
      `${FIRST} [we|it] (post|posts|send|sends) {body:payload} [as json] to {url:endpoint}`,
      `${FIRST} [${DO}] {method:method} {body:payload} [as json] to {url:endpoint}`,
      `${FIRST} ${DO} {method:method} [request] [to] {url:endpoint} with {body:payload} [as json]`,
    ],
    build: call,
    paraphrase: "a call of another service",
    examples: [
      'Call GET https://rates.example.com/v1/latest?symbol={country}; it answers {"rate": 1.08}.',
      "get the temperature from https://weather.example.com/now?city={country} (field temp in its JSON)",
      'When price is over 100, POST {"email", "price"} as JSON to https://alerts.example.com/hooks.',
      'we send POST https://bank.example.com/check with {"email": "..."} and it returns {"valid": true or false}',
    ],
    negatives: [
      'Call GET https://rates.example.com/{nobody}; it answers {"rate": 1.08}.',
      'POST {"email"} as JSON to https://alerts.example.com/hooks twice.',
      'Call GET https://rates.example.com/v1; it answers {"rates": {"EUR": 1}}.',
    ],
  },
  {
    id: "service.skip",
    patterns: [
      "(if|when|whenever) {when:cond} [,|then] no (call|request) is made and {name:name} is {value:constant}",
      "(if|when|whenever) {when:cond} [,|then] (skip|make no) call and {name:name} is {value:constant}",
      "no (call|request) is made (if|when) {when:cond} [,|;] [and] [then] {name:name} is [then] {value:constant}",
    ],
    build(match) {
      const when = slot.expr(match, "when");
      const name = slot.name(match, "name");
      const value = slot.expr(match, "value");
      return when && name && value ? [{ kind: "noCall", when, key: (name.symbol ?? name).key, value }] : null;
    },
    paraphrase: "when no call is made, and what holds then",
    examples: ['If country is "DE" no call is made and the rate is 1.'],
    negatives: ['If country is "DE" no call is made on Sundays and the rate is 1.'],
  },
  {
    id: "service.fail",
    patterns: [
      `(if|when|whenever|should) ${CALLED} ${FAILS} [,|then] [we|it] (respond|return|answer|reply|fail) with [status|http] {status:status} [and|,|:] [message] {message:quoted}`,
      `(if|when|whenever) ${CALLED} ${FAILS} [,|then] status is {status:status} and message {message:quoted}`,
    ],
    build(match) {
      const status = Number(slot.number(match, "status"));
      const message = slot.text(match, "message");
      return status && message ? [{ kind: "callFailure", status, message }] : null;
    },
    paraphrase: "what is answered when the call fails",
    examples: [
      'If the rates service can\'t be reached or fails, respond with 502 and "Rates unavailable".',
      'If that call fails the status is 503 and the message "Verification is down".',
    ],
    negatives: ['If the rates service fails on Sundays, respond with 502 and "Rates unavailable".'],
  },
  {
    id: "service.default",
    patterns: [
      `(if|when|whenever) ${CALLED} ${FAILS} [,|then] [we] (use|assume|take) {value:constant} [degrees]`,
      `(if|when|whenever) ${CALLED} ${FAILS} [,|then] {name:name} is {value:constant}`,
    ],
    build(match) {
      const value = slot.expr(match, "value");
      const name = slot.name(match, "name");
      return value
        ? [{ kind: "callDefault", value, ...(name ? { key: (name.symbol ?? name).key } : {}) }]
        : null;
    },
    paraphrase: "what is used when the call fails",
    examples: ["if the weather service does not answer use 20 degrees"],
    negatives: ["if the weather service does not answer use 20 degrees on Sundays"],
  },
  {
    id: "service.harmless",
    patterns: [
      "(failing|failed) (alert|call|notification|webhook|request|hook) (must|should|may|can) not (fail|break|block|stop|affect) (order|request|response|answer|booking|sale|it)",
      `(if|when) ${CALLED} ${FAILS} [,] (carry on | go on | continue | ignore it | ignore that) [anyway]`,
    ],
    build: () => [{ kind: "callHarmless" }],
    paraphrase: "a failing call changes nothing else",
    examples: ["A failing alert must not fail the order."],
    negatives: ["A failing alert must not fail the order twice."],
  },
  {
    id: "service.told",
    patterns: [
      "{name:newName} (:|is|=) true (if|when) (alert|call|notification|request|webhook|hook) was (sent|made|delivered) [successfully] [[,] (otherwise|else) false]",
    ],
    build(match) {
      const target = slot.name(match, "name");
      return target ? [{ kind: "compute", target, value: { kind: "ref", id: CALL_ID } }] : null;
    },
    paraphrase: "whether the call was made and succeeded",
    examples: ["notified: true if the alert was sent successfully, otherwise false"],
    negatives: ["notified: true if the alert was sent by post, otherwise false"],
  },
];
