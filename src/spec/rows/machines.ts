/** Changes of state, and what is said of all that are, or are not, among them. */
import type { Match } from "../grammar/reader.ts";
import { ALLOWED } from "../grammar/phrases.ts";
import { declared } from "./requests.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";
import { saidFailure, statusPhrase } from "./failures.ts";

const MAY = "(may|can|should|must|could|will|shall)";
const GOES =
  "(go|move|change|pass|transition|switch|progress|advance|be moved|be changed|be set|be switched|be taken)";
const STATUS = statusPhrase("conflict");
const MOVES =
  "(moves|transitions|changes|steps|combinations|move|transition|change|step|combination|action|actions|jump|jumps|pair|pairs|request|requests)";
const HERE = "[the] [table|present|current|that|this|its] [state|status|stage]";
const UNFIT =
  `((is not | isn't | are not | aren't) (allowed|possible|listed|permitted|valid|mentioned|available) [(from|in|for) ${HERE}] | (do not | does not | don't | doesn't) (fit|match|suit|belong to | go with | apply to | apply in | work in | make sense in | exist in) ${HERE} | cannot be (done|taken|made|performed) [(from|in|for) ${HERE}])`;
const ANSWER =
  "(return|returns|give|gives|reply with | replies with | answer with | answers with | respond with | responds with | give back | gives back | you get back | you get)";

function moves(match: Match): Fact[] | null {
  const list = match.moves;
  if (list?.kind !== "moves") return null;
  const action = slot.text(match, "action");
  return list.moves.map((move) => ({ kind: "move", ...move, ...(action ? { action } : {}) }));
}

function single(match: Match): Fact[] | null {
  const from = slot.texts(match, "from");
  const to = slot.texts(match, "to");
  const action = slot.text(match, "action");
  const roles = slot.texts(match, "roles");
  return from.length > 0 && to.length > 0
    ? [{ kind: "move", from, to, ...(action ? { action } : {}), ...(roles.length > 0 ? { roles } : {}) }]
    : null;
}

function refusal(match: Match, when: Extract<Fact, { kind: "reject" }>["when"]): Fact[] {
  return [{ kind: "reject", when, ...saidFailure(match) }];
}

export const MACHINE_ROWS: readonly Row[] = [
  {
    id: "machine.cell",
    patterns: ["transition from {from:states} to {to:states} [on {action:state}] [by {roles:states}]"],
    build: single,
    paraphrase: "a change of state",
    examples: ["transition from draft to review on submit"],
    negatives: ["transition from draft to review on submit if it is late"],
  },
  {
    id: "machine.moves",
    patterns: [
      `[{who:bearer}] ${MAY} [only] ${GOES} [only] {moves:movesTo}`,
      `[{who:bearer}] (go|goes|move|moves|change|changes|pass|passes|transition|transitions|progress|progresses) [only] [it|{that:bearer}] [:] {moves:movesTo}`,
      `[the|these|following|only] [allowed|valid|possible|permitted|legal] (transitions|moves|changes|steps|flow|lifecycle|workflow | status changes | state changes | status flow) [are|is] [allowed|possible|valid|permitted] [:] {moves:movesTo}`,
      "{moves:moves}",
      "{moves:following}",
    ],
    build: moves,
    paraphrase: "changes of state",
    examples: [
      "An order may go from pending to paid or cancelled, from paid to shipped or refunded, and from shipped to delivered.",
      "Tickets move: new -> open, open -> solved, solved -> closed, solved -> open.",
      "Red goes to green, green goes to amber, amber goes to red.",
      "green follows red, amber follows green, red follows amber.",
      "A draft can become published or archived.",
      "Valid transitions are: draft to review, review to published.",
      "draft -> review (submit)",
      "From open to solved or closed.",
    ],
    negatives: [
      "An order may go from pending to paid on weekdays only.",
      "Tickets move from new to open when an agent likes them.",
      "A draft becomes published when the time is right.",
    ],
  },
  {
    id: "machine.next",
    patterns: [
      "(return|returns | answer with | respond with) {target:name} : ({moves:following} | {moves:moves})",
      "{target:name} (:|is) ({moves:following} | {moves:moves})",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const facts = moves(match);
      if (!target || !facts || !NEXT.test(target.key)) return null;
      return [{ kind: "output", name: withoutSymbol(target), attributes: [], isState: true }, ...facts];
    },
    paraphrase: "the state that follows",
    examples: ["Return next: green follows red, amber follows green, red follows amber."],
    negatives: ["Return next: green follows red on weekdays."],
  },
  {
    id: "machine.action",
    patterns: [
      "[action|event] {action:state} (:|-|=) {moves:movesTo}",
      "[action|event|the] {action:state} [action|event] (moves|takes|brings|changes|switches|sets|transitions|turns|makes) [it | the {who:bearer} | {who:bearer}] {moves:movesTo}",
      "(on|when) {action:state} [,|:] [it | the {who:bearer}] [goes|moves|changes] {moves:movesTo}",
    ],
    build: moves,
    paraphrase: "a change of state and the action that brings it",
    examples: [
      "pay: draft -> paid",
      "cancel: draft or paid -> cancelled",
      'action "start" moves it from open to in_progress',
      "assign: new to assigned",
    ],
    negatives: ["pay: draft -> paid, unless the customer is late", "start moves it soon"],
  },
  {
    id: "machine.turns",
    patterns: [
      `[action|event|command|the] {action:state} (turns|makes|changes|converts) [a|an|the] {from:states} {who:word} [into|to] [a|an|the] {to:states} [one|{again:word}]`,
      "[the|this] [action|event|command] {action:state} (is|can be) (possible|allowed|used|permitted) [only] (in|from|when) [(it|status|state) is] {from:states} and (leads|goes|moves|changes) [it] to {to:states}",
    ],
    isMachine: true,
    build: single,
    paraphrase: "a change of state and the action that brings it",
    examples: ["publish turns a draft article into a published one"],
    negatives: ["publish turns a draft article into a published one on Mondays"],
  },
  {
    id: "machine.targets",
    patterns: ["[from] {from:states} (:|can only|->) {to:states}"],
    sections: ["transitions"],
    build(match) {
      const from = slot.texts(match, "from");
      const to = slot.texts(match, "to");
      return from.length > 0 && to.length > 0 ? [{ kind: "move", from, to }] : null;
    },
    paraphrase: "what a state may become",
    examples: ["draft: review, archived"],
    negatives: ["draft: review, if somebody asks"],
  },
  {
    id: "machine.states",
    patterns: [
      "[possible|allowed|valid|the|order|ticket|document|{who:bearer}] (states|statuses|stages|phases) [are|is] [:] {states:texts}",
      "{who:bearer} has (a|one) (state|status) [:|,|of] [one of] {states:texts}",
      "{who:bearer} (is|are) [always] [either] {states:quotedTexts}",
      "(a|an|every|each) {who:bearer} (is | can be | may be | is always) [either] {states:texts}",
    ],
    isMachine: true,
    build(match) {
      const states = slot.texts(match, "states");
      return states.length > 1 ? [{ kind: "states", states }] : null;
    },
    paraphrase: "the states that there are",
    examples: ["States: draft, review, approved, published.", 'A turnstile is "locked" or "unlocked".'],
    negatives: ["States: all that we know of", 'A turnstile is "locked" or broken on Mondays.'],
  },
  {
    id: "machine.body",
    patterns: [
      "[the|request|json] (body|payload) (says|has|gives|holds|carries|names|tells|contains) {list:declarations}",
      "(send|post|submit|pass) {list:declarations} [;|,|.] [and] (you get back | you get | returns | the answer is | the reply is | it returns) {target:name}",
    ],
    isMachine: true,
    build(match) {
      const fields = declared(match);
      const target = slot.name(match, "target");
      if (!fields || fields.length < 2) return null;
      return target
        ? [...fields, { kind: "output", name: withoutSymbol(target), attributes: [], isState: true }]
        : fields;
    },
    paraphrase: "the fields of the input",
    examples: ["The body says email, country and message."],
    negatives: ["The body says email, but only on Mondays."],
  },
  {
    id: "machine.final",
    patterns: [
      "[{who:bearer}] (can|may|must) (never|not) [again] (leave|change from) {states:states}",
      "[{who:bearer}] (never|cannot) [again] (leaves|leave) {states:states}",
      "{states:states} (is|are) (final|terminal|dead ends | end states | final states | the end | a final state | terminal states)",
      "(final|terminal|end) (state|states) [are|is] [:] {states:states}",
      "nothing (leaves|follows | comes after) {states:states}",
      "a {states:state} {who:bearer} (can never | can not | cannot | can't | may never | may not | must not | must never) (change|leave) [its] [status|state] [again|anymore] [; every action on it is answered with {status:status}] [; (any|every) action is rejected with {status:status}]",
    ],
    build(match) {
      const one = slot.text(match, "states");
      const states = one ? [one] : slot.texts(match, "states");
      return states.length > 0 ? [{ kind: "finalStates", states }] : null;
    },
    paraphrase: "states that nothing leaves",
    examples: ["An order can never leave paid.", "delivered and cancelled are final."],
    negatives: ["An order can never leave paid unless it is refunded."],
  },
  {
    id: "machine.rest",
    patterns: [
      `[(if|in|for)] [there is] (all|any|every) other ${MOVES} {fail:failure}`,
      `(invalid|illegal|forbidden|disallowed|impossible|unlisted|unknown) (moves|transitions|changes|steps|move|transition|change|step | status changes) {fail:failure}`,
      `(reject|refuse|deny|block) (any|every|all) other ${MOVES} with ${STATUS}`,
      `(reject|refuse|deny|block) (invalid|illegal|forbidden|impossible) ${MOVES} with ${STATUS}`,
      `(anything|everything) else {fail:failure}`,
      `[a|an|any] [{who:bearer}] ${MOVES} (that|which) ${UNFIT} {fail:failure}`,
      `[a|an|any] ${MOVES} [that are | that is] not (allowed|possible|listed|permitted|valid|mentioned|shown) [(in|from|for) ${HERE}] [here|above|below] {fail:failure}`,
      `${STATUS} for (any|every|all) other ${MOVES}`,
      `${STATUS} for (anything|everything) else`,
    ],
    build: (match) => refusal(match, not(ALLOWED)),
    paraphrase: "a refusal of every change of state that is not listed",
    examples: [
      'All other moves must be rejected with 409 and "Invalid transition".',
      'Any other combination must be rejected with 409 and the message "Action not allowed".',
      'A step that isn\'t allowed from the present status: 409 "Not possible now".',
      "Any other transition gives a 422.",
    ],
    negatives: [
      "All other moves must be rejected with 409 on Sundays.",
      "All other people must be rejected with 409.",
    ],
  },
  {
    id: "machine.good",
    patterns: [
      "(valid|allowed|legal|permitted|possible|listed) (moves|transitions|changes|steps|ones) (return|give|get|answer|result in) {target:name} (:|=|is|as) {value:boolean}",
      "(a|any|every) (valid|allowed|legal|permitted|possible|listed) (move|transition|change|step) (returns|gives|gets|is answered with) {target:name} (:|=|is|as) {value:boolean}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      const value = slot.expr(match, "value");
      if (!target || !value || target.symbol?.role === "input") return null;
      return [{ kind: "decide", target, branches: [{ when: ALLOWED, value }] }];
    },
    paraphrase: "what is answered to a change of state that is listed",
    examples: ["Valid moves return ok: true."],
    negatives: ["Valid moves return home: soon."],
  },
  {
    id: "machine.result",
    patterns: [
      `${ANSWER} {target:name} [,] (the|as) (resulting|new|next) (state|status)`,
      "(next|new|resulting) {who:bearer} is (returned|answered|given|sent) as {target:name}",
      `${ANSWER} [the|its] (next|new|resulting) {who:bearer} as {target:name}`,
      "{who:bearer} (contains|has) [the] (new|next|resulting) (state|status) as {target:name}",
    ],
    build(match) {
      const target = slot.name(match, "target");
      return target ? [{ kind: "output", name: withoutSymbol(target), attributes: [], isState: true }] : null;
    },
    paraphrase: "the state after the change",
    examples: ["Return the new state as newState.", "The next light is returned as next."],
    negatives: ["The next light is returned as soon as possible by post."],
  },
];

/** What the state after a change is called. */
const NEXT = /^(next|new|resulting|following|after)|^(state|status|stage|phase|light|colou?r)$/i;

/** The new state may have the name of the old one: then the answer is another value than the input. */
function withoutSymbol({ key, words }: { key: string; words: string }) {
  return { key, words };
}
