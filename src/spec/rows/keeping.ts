/** Values that go on from request to request: counters, balances, stock; and what happens where nothing is there yet. */
import { FOUND, foundBy } from "../grammar/things.ts";
import type { Match, Name } from "../grammar/reader.ts";
import type { Effect } from "./effects.ts";
import { type Fact, not, type Row, slot } from "./facts.ts";
import { statusPhrase } from "./failures.ts";

const EACH = "(for|of|per) [each|every] {at:key}";
const OF_KEY = "(of|for|under) [that|this|the|its|given|same|each] {at:key}";
const WAS = "[current|stored|existing|saved|kept|previous|its|the]";
const STARTS =
  "[,|LPAR] [which|that|it] [initially|always] (starts|start|begins|starting|begin) (at|with|from) {start:constant} [RPAR]";
const STARTS_AT = "(starts|begins) (at|with|from) {start:constant} RPAR";
const STATUS = statusPhrase();
const GIVES =
  "(give|gives|return|returns|->|=>|:|get|gets|yield|yields|lead to | leads to | is answered with | are answered with | is rejected with | are rejected with | must be rejected with | should be rejected with | must return | should return | results in | is a | answers | answers with)";

const effect = (value: Effect): Fact => ({ kind: "effect", effect: value });

function keep(match: Match, name: Name | undefined): Fact[] | null {
  if (!name) return null;
  const at = slot.name(match, "at");
  const start = startOf(match);
  return [
    effect({ do: "keep", name: asValue(name), ...(at ? { at } : {}), ...(start === undefined ? {} : start) }),
  ];
}

/** A kept value may be called like an input of another operation; here it is what is kept. */
function asValue(name: Name): Name {
  return name.symbol?.role === "input" ? { key: name.key, words: name.words } : name;
}

function startOf(match: Match): { start: string | boolean; isTextStart?: boolean } | undefined {
  const start = slot.expr(match, "start");
  if (start?.kind === "number") return { start: start.value };
  if (start?.kind === "boolean") return { start: start.value };
  return start?.kind === "text" ? { start: start.value, isTextStart: true } : undefined;
}

function changed(match: Match, op: "add" | "subtract"): Fact[] | null {
  const name = slot.name(match, "name");
  const by = slot.expr(match, "by") ?? { kind: "number" as const, value: "1" };
  const kept = keep(match, name);
  if (!kept || !name || by.kind === "text") return null;
  const target = asValue(name);
  return [...kept, { kind: "adjust", target, by: (left) => ({ kind: "math", op, left, right: by }) }];
}

function foundIn(match: Match) {
  const at = slot.name(match, "at");
  return at ? foundBy(at) : FOUND;
}

function refusal(match: Match, when: Extract<Fact, { kind: "reject" }>["when"], code: string): Fact[] {
  const status = slot.number(match, "status");
  const message = slot.text(match, "message");
  return [{
    kind: "reject",
    when,
    code,
    ...(status ? { status: Number(status) } : {}),
    ...(message ? { message } : {}),
  }];
}

export const KEEPING_ROWS: readonly Row[] = [
  {
    id: "keep.declared",
    patterns: [
      `[we | it | api | backend] [will|should|must] (keep|keeps|track|tracks|store|stores|remember|remembers|maintain|maintains|hold|holds | keep track of | keeps track of) [a|the|one] {name:newName} ${EACH} [${STARTS}]`,
      `[each|every] {at:key} has [its own|a|an|one] {name:newName} ${STARTS}`,
      `[every|each|a] new {at:key} starts (at|with) [a|an] [{name:name} of] {start:constant} [{name:name}]`,
    ],
    build: (match) => keep(match, slot.name(match, "name")),
    isStored: true,
    paraphrase: "a value that is kept",
    examples: ["Keep a balance for each name.", "Each name has a balance, which starts at 0."],
    negatives: ["Keep a balance for each name on Mondays.", "Keep a smile for each of your friends."],
  },
  {
    id: "keep.add",
    patterns: [
      `[[each|every] request] (add|adds) {by:expr} to ${WAS} {name:newName} ${OF_KEY} [${STARTS}]`,
      `{by:expr} is added to ${WAS} {name:newName} ${OF_KEY} [LPAR a new {new:key} ${STARTS_AT}]`,
      `(add|adds) {by:expr} to (stored|current|saved|kept|existing) {name:newName} [${STARTS}]`,
      `(increase|increases|increment|increments|raise|raises) ${WAS} {name:newName} ${OF_KEY} [by {by:expr}] [${STARTS}]`,
      `(count|counts) [one|this] [up] ${WAS} {name:newName} ${OF_KEY}`,
    ],
    build: (match) => changed(match, "add"),
    isStored: true,
    paraphrase: "a kept value that grows",
    examples: [
      "Add 1 to the counter of that name.",
      "Add weight to the stored balance of the name, which starts at 0.",
      "Increase the counter for the name by 1.",
      "Each request adds weight to the counter of that name.",
    ],
    negatives: [
      "Add 1 to the counter of that name on Mondays.",
      "Each request adds weight to the counter of that name on Mondays.",
    ],
  },
  {
    id: "keep.subtract",
    patterns: [
      `(subtract|subtracts|deduct|deducts|take|takes|withdraw|withdraws) {by:expr} from ${WAS} {name:newName} ${OF_KEY} [${STARTS}]`,
      `{by:expr} is (subtracted|deducted|taken|withdrawn) from ${WAS} {name:newName} ${OF_KEY} [LPAR a new {new:key} ${STARTS_AT}]`,
      `(subtract|subtracts|deduct|deducts|take|takes|withdraw|withdraws) {by:expr} from (stored|current|saved|kept|existing) {name:newName} [${STARTS}]`,
      `(decrease|decreases|decrement|decrements|reduce|reduces|lower|lowers) ${WAS} {name:newName} ${OF_KEY} [by {by:expr}] [${STARTS}]`,
    ],
    build: (match) => changed(match, "subtract"),
    isStored: true,
    paraphrase: "a kept value that shrinks",
    examples: ["Subtract weight from the stored balance of the name."],
    negatives: ["Subtract weight from the stored balance of the name on Mondays."],
  },
  {
    id: "keep.start",
    patterns: [
      `{name:known} (starts|begins|start|begin) (at|with|from) {start:constant}`,
      `{name:known} is {start:constant} (at first | initially | to begin with | at the start | in the beginning)`,
    ],
    build: (match) => keep(match, slot.name(match, "name")),
    isStored: true,
    paraphrase: "what a kept value starts with",
    examples: ["total starts at 0"],
    negatives: ["total starts at 0 on Mondays"],
  },
  {
    id: "keep.answer",
    patterns: [
      "(return|returns | answer with | respond with) {as:name} [,|:|=|as] [the] (new|current|updated|resulting|latest|total) (value|count|number|total|state|amount) [of {name:known}] [after (that|this|it | the change | the update)]",
      "(return|returns | answer with | respond with) [the] (new|current|updated|resulting|latest|stored) {name:known} [as {as:name}]",
      "(return|returns | answer with | respond with) [the] (new|current|updated|resulting) (value|count|number|total) [of {name:known}] as {as:name}",
    ],
    build(match) {
      const as = slot.name(match, "as");
      const name = slot.name(match, "name");
      if (name?.symbol?.role === "input") return null;
      const target = as ?? name;
      if (!target) return null;
      const output: Fact = { kind: "output", name: asValue(target), attributes: [] };
      const isRenamed = as && as.key !== name?.key;
      return isRenamed
        ? [output, { kind: "newValue", target: asValue(as), ...(name ? { of: name } : {}) }]
        : [output];
    },
    isStored: true,
    paraphrase: "the value after the change",
    examples: ["return views, the new value of the total", "Return the new total."],
    negatives: ["return views, the new value of the house"],
  },
  {
    id: "keep.purpose",
    patterns: [
      "(count|counts|track|tracks) how (many|often) [times] [each|every|a|the] ({at:key} | {noun:thing}) (was|is|were|has been | have been | gets) {done:thing}",
    ],
    build: () => [],
    isStored: true,
    paraphrase: "what is counted; the counter is said elsewhere",
    examples: ["Count how many times each name was sent."],
    negatives: ["Count how many times each name was sent on Mondays."],
  },
  {
    id: "keep.unchanged",
    patterns: [
      "(leave|leaves|keep|keeps) [stored] ({name:known} | {noun:thing} | it) (unchanged | as it is | as it was | untouched)",
      "[stored] {name:known} (stays|remains | must stay | must remain | should remain | is left) (unchanged | as it is | as it was | the same)",
    ],
    build: () => [],
    isStored: true,
    paraphrase: "a refused request changes nothing",
    examples: ["leave the total unchanged", "The total stays unchanged."],
    negatives: ["leave the total unchanged on Mondays"],
  },
  {
    id: "store.absent",
    patterns: [
      `[any action (on|for) | ({ops:opNames} (of|on|with|for))] [a|an|the] (unknown|missing|nonexistent|non-existent|non-existing|not existing) ({at:key} | {noun:thing}) ${GIVES} ${STATUS}`,
      `${STATUS} (for|if|when|on) [a|an|the] (unknown|missing|nonexistent|non-existent) ({at:key} | {noun:thing})`,
      `(reject|refuse) [a|an|the] (unknown|nonexistent|non-existent) ({at:key} | {noun:thing}) with ${STATUS}`,
      `[if|when] (not found | not there | none found) [,|:|->] [return|returns|->|answer with] ${STATUS}`,
      `${STATUS} (if|when) (not found | not there | it (is not | isn't) there)`,
    ],
    build: (match) => withOperations(match, refusal(match, not(foundIn(match)), "not_found")),
    isStored: true,
    paraphrase: "what is answered where nothing is kept",
    examples: ['unknown names give 404 "No such person"', "An unknown name is answered with 404."],
    negatives: ["unknown names give 404 on Mondays"],
  },
  {
    id: "store.taken",
    patterns: [
      `(duplicate|duplicates|repeated|second|existing) [{at:key}|{noun:thing}|ones] ${GIVES} ${STATUS}`,
      `(reject|refuse) (duplicates | [a] duplicate ({at:key}|{noun:thing}) | [an] existing {at:key}) with ${STATUS}`,
      `{doing:thing} [a|an|the] ({at:key} | {noun:thing}) (which|that) (exists already | already exists | is already there | is already taken | is already stored) ${GIVES} ${STATUS}`,
      `[each|every|the] {at:key} (must be unique | can (only be|be) (stored|used|registered) [only] once | may (only be|be) (stored|used|registered) [only] once) [(,|;|:|-|otherwise|else) [otherwise|else] [return|reject|->] [with] ${STATUS}]`,
    ],
    build: (match) => withOperations(match, refusal(match, foundIn(match), "already_exists")),
    isStored: true,
    paraphrase: "what is answered where something is kept already",
    examples: ['Duplicate names give 409 "Taken".', 'Each name must be unique, otherwise 409 "Taken".'],
    negatives: ["Duplicate names give 409 on Mondays."],
  },
];

/** "get or delete of an unknown key": only for those operations. */
function withOperations(match: Match, facts: Fact[]): Fact[] {
  const only = slot.texts(match, "ops");
  return only.length === 0 ? facts : facts.map((fact) => fact.kind === "reject" ? { ...fact, only } : fact);
}
