/** Changes of state: "from pending to paid or cancelled", `new -> open, open -> solved`, "green follows red". */
import { isWord, matchPrefix, type Parsed, type Reader, skipFillers, type SlotValue } from "./reader.ts";
import { RESERVED } from "./words.ts";

/** One of `from` becomes one of `to`, for an action or just so. */
export interface Move {
  from: string[];
  to: string[];
  action?: string;
}

type Moves = Extract<SlotValue, { kind: "moves" }>;

const ARROWS = ["->", "=>", "→"];
const CAN = "(can|may|must|should|will)";
/** What stands between a state and the next, besides an arrow. */
const LINKS = [
  `${CAN} [only|also|then] (become|go to | move to | change to | turn into | turn | transition to | be changed to | be moved to | pass to | switch to | lead to | be followed by)`,
  "(becomes|become|turns|goes to | go to | moves to | changes to | turns into | turns to | switches to | leads to | transitions to | is followed by | advances to | comes before)",
];
const FOLLOWS = ["(follows|comes after | is after | is reached from)"];

const STOPS = new Set(
  "state status states statuses action actions transition transitions move moves change changes when if then next back only other"
    .split(" "),
);

/** A name of a state or of an action: in quotes, one of the states that were listed, or one plain word. */
export function readState(reader: Reader, from: number): Parsed<string> | null {
  const at = skipFillers(reader, from);
  const token = reader.tokens[at];
  if (token?.kind === "quoted") return { end: at + 1, value: token.text };
  const known = knownState(reader, at);
  if (known) return known;
  if (token?.kind !== "word" || (RESERVED.has(token.lower) && !token.isName) || STOPS.has(token.lower)) {
    return null;
  }
  return { end: at + 1, value: token.text };
}

/** "in progress" is one state where it was listed as one. */
function knownState(reader: Reader, at: number): Parsed<string> | null {
  const options = reader.vocabulary.symbols().flatMap((symbol) => symbol.options ?? []);
  for (let length = 4; length > 0; length--) {
    const words = reader.tokens.slice(at, at + length);
    if (words.length < length || words.some(({ kind }) => kind !== "word")) continue;
    const text = words.map((token) => token.text).join(" ").toLowerCase();
    const option = options.find((each) => each.toLowerCase() === text);
    if (option !== undefined) return { end: at + length, value: option };
  }
  return null;
}

/** `isEnd` says where a list stops before its next entry: what a state becomes ends where the next change begins. */
function readStateList(
  reader: Reader,
  from: number,
  isEnd: (after: number) => boolean = () => false,
): Parsed<string[]> | null {
  const first = readState(reader, isWord(reader, from, "either", "any") ? from + 1 : from);
  if (!first) return null;
  const values = [first.value];
  let { end } = first;
  for (;;) {
    const next = separatorEnd(reader, end);
    const more = next === null ? null : readState(reader, isWord(reader, next, "to") ? next + 1 : next);
    if (!more || isEnd(more.end)) return { end, value: values };
    values.push(more.value);
    end = more.end;
  }
}

function separatorEnd(reader: Reader, at: number): number | null {
  const comma = isWord(reader, at, ",") ? 1 : 0;
  if (isWord(reader, at + comma, "or", "and", "/", "|")) return at + comma + 1;
  return comma ? at + 1 : null;
}

function linkEnd(reader: Reader, at: number, takesTo: boolean): number | null {
  if (isWord(reader, at, ...ARROWS)) return at + 1;
  if (takesTo && isWord(reader, at, "to", "into")) return at + 1;
  for (const pattern of LINKS) {
    const found = matchPrefix(reader, pattern, at);
    if (found) return found.end;
  }
  return null;
}

/** "a parcel that is registered becomes …" */
const WHO_IS = "{who:bearer} (that|which|who) (is|are) [still|currently|in]";

/** "from a to b": only after "from" is a bare "to" a change of state. */
function readMove(reader: Reader, from: number, takesTo: boolean): Parsed<Move> | null {
  const at = skipFillers(reader, from);
  const isFrom = isWord(reader, at, "from");
  const bearer = isFrom ? undefined : matchPrefix(reader, WHO_IS, at)?.end;
  const sources = readStateList(reader, isFrom ? at + 1 : bearer ?? at);
  if (!sources) return null;
  const comma = isWord(reader, sources.end, ",") && isFrom ? sources.end + 1 : sources.end;
  const link = linkEnd(reader, comma, takesTo || isFrom) ?? (isFrom ? linkAfterSubject(reader, comma) : null);
  const startsNext = (after: number) => linkEnd(reader, after, takesTo) !== null;
  const targets = link === null ? null : readStateList(reader, link, startsNext);
  if (!targets) return null;
  const action = readAction(reader, targets.end);
  return {
    end: action?.end ?? targets.end,
    value: { from: sources.value, to: targets.value, ...(action ? { action: action.value } : {}) },
  };
}

/** "From draft it can go to review": what the states belong to may stand before the link. */
function linkAfterSubject(reader: Reader, at: number): number | null {
  for (let end = at + 1; end <= at + 3; end++) {
    if (BEARER_STOPS.has(reader.tokens[end - 1]?.lower ?? "")) return null;
    const link = linkEnd(reader, end, false);
    if (link !== null) return link;
  }
  return null;
}

/** `(submit)`, `on submit`, `by "approve"`, `via pay` after a change. */
function readAction(reader: Reader, at: number): Parsed<string> | null {
  const isBracket = isWord(reader, at, "(");
  const isWorded = isWord(reader, at, "on", "via", "by");
  if (!isBracket && !isWorded) return null;
  const start = isWord(reader, at + 1, "on", "via", "by", "action", "event", "the") ? at + 2 : at + 1;
  const action = readState(reader, isWord(reader, start, "action", "event") ? start + 1 : start);
  if (!action || (isBracket && !isWord(reader, action.end, ")"))) return null;
  return { end: isBracket ? action.end + 1 : action.end, value: action.value };
}

/** A sentence with none of these words has no change of state in it: a cheap test before the dear one. */
const MOVING = new Set([
  ...ARROWS,
  ..."from become becomes go goes move moves change changes changed turn turns transition transitions pass switch switches lead leads"
    .split(" "),
  ..."followed advances comes moved".split(" "),
]);
const MOVING_TO = new Set([...MOVING, "to", "into"]);
const FOLLOWING = new Set("follows after reached".split(" "));

/** One change after the other, the longest list only: a list that is cut short has lost something. */
export function readMoves(reader: Reader, from: number, takesTo = false): Parsed<Moves>[] {
  if (reader.words.isDisjointFrom(takesTo ? MOVING_TO : MOVING)) return [];
  const moves: Move[] = [];
  let at = from;
  let end = from;
  for (let move = readMove(reader, at, takesTo); move; move = readMove(reader, at, takesTo)) {
    moves.push(move.value);
    end = move.end;
    for (let other = readOther(reader, end, move.value); other; other = readOther(reader, end, move.value)) {
      moves.push(other.value);
      end = other.end;
    }
    const next = [",", ";", "and", "then"].some((word) => isWord(reader, end, word));
    if (!next) break;
    at = end + 1;
    while (isWord(reader, at, ",", "and", "then")) at++;
  }
  return moves.length > 0 ? [{ end, value: { kind: "moves", moves, notes: [] } }] : [];
}

/** "…, or returned on refuse": another action from the same state. */
function readOther(reader: Reader, from: number, { from: sources, action }: Move): Parsed<Move> | null {
  const next = action === undefined ? null : separatorEnd(reader, from);
  if (next === null) return null;
  const target = readState(reader, isWord(reader, next, "or", "to", "and") ? next + 1 : next);
  const other = target && readAction(reader, target.end);
  return target && other
    ? { end: other.end, value: { from: sources, to: [target.value], action: other.value } }
    : null;
}

/** "green follows red, amber follows green" */
export function readFollowing(reader: Reader, from: number): Parsed<Moves>[] {
  if (reader.words.isDisjointFrom(FOLLOWING)) return [];
  const moves: Move[] = [];
  let end = from;
  for (let at = from;;) {
    const target = readState(reader, at);
    const link = target &&
      FOLLOWS.map((pattern) => matchPrefix(reader, pattern, target.end)).find((each) => each);
    const source = link ? readState(reader, link.end) : null;
    if (!target || !source) break;
    moves.push({ from: [source.value], to: [target.value] });
    end = source.end;
    at = end;
    while (isWord(reader, at, ",", ";", "and")) at++;
    if (at === end) break;
  }
  return moves.length > 0 ? [{ end, value: { kind: "moves", moves, notes: [] } }] : [];
}

export function stateSlot(reader: Reader, from: number): Parsed[] {
  const state = readState(reader, from);
  return state ? [{ end: state.end, value: { kind: "text", value: state.value, notes: [] } }] : [];
}

export function statesSlot(reader: Reader, from: number): Parsed[] {
  const states = readStateList(reader, from);
  return states
    ? [{ end: states.end, value: { kind: "texts", values: states.value, isAll: false, notes: [] } }]
    : [];
}

/** What the states belong to: "an order", "tickets", "the status of a document". It says nothing by itself. */
export function bearerSlot(reader: Reader, from: number): Parsed[] {
  const found: Parsed[] = [];
  for (let end = from; end < from + 5; end++) {
    const token = reader.tokens[end];
    if (token?.kind !== "word" || BEARER_STOPS.has(token.lower)) break;
    found.push({ end: end + 1, value: { kind: "text", value: token.text, notes: [] } });
  }
  return found.reverse();
}

const BEARER_STOPS = new Set(
  ("may can must should will could is are has have does do never not no only if when unless from to go goes move moves change changes " +
    "become becomes return returns reject with and or otherwise add subtract").split(" "),
);
