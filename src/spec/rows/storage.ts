/** Keeping data between requests: store, return, list, change, remove, count. */
import type { Match } from "../grammar/reader.ts";
import type { Detail, Effect } from "./effects.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const STORE =
  "(store|stores|save|saves|keep|keeps|record|records|persist|persists|remember|remembers|put|puts|insert|inserts|write|writes)";
const MAKE =
  "(create|creates|add|adds|register|registers|insert|inserts|open|opens|submit|submits|store|stores|save|saves|record|records|enqueue|enqueues|push|pushes)";
const IT = "(it|them|one|everything | the request | all of it | both)";
const UNDER = "(under|by|for|with|per|against|keyed by | identified by) {at:key} [as [its] key]";
const INTO =
  "[(to|in|into|on) [our|this|its] (list|store|storage|database|collection|queue|backlog|book|register | to-do list | todo list | shopping list | address book)]";
/** "(saving again replaces the name)": that is what keeping under a key means. */
const AGAIN =
  "[[LPAR|,] (saving|storing|adding|sending) [it] again (replaces|overwrites|updates) [it|the|{again:thing}] [RPAR] | LPAR (replacing|overwriting) [any|the|what] {again:thing} RPAR]";
const GET =
  "(get|gets|return|returns|fetch|fetches|read|reads|find|finds|retrieve|retrieves|show|shows|load|loads|answer with | answers with | give back | gives back | look up | looks up)";
const WITH_KEY = "[(with|by|for|under|of|having) {at:key}]";
const DROP =
  "(delete|deletes|remove|removes|erase|erases|forget|forgets|drop|drops|discard|discards|unregister|unregisters)";
const ORDER =
  "[,] [in|with] [{oldest:oldest} | {newest:newest} | (sorted|ordered) by {by:key} [ascending | {desc:desc}]]";
const STORED = "[of] [all] [saved|stored|kept|existing|registered|known|recorded|current|of]";

const effect = (value: Effect): Fact => ({ kind: "effect", effect: value });

function detailsOf(match: Match): { details: Detail[]; newId?: "text" | "number" } {
  const { details } = match;
  if (details?.kind === "details") {
    return { details: details.details, ...(details.newId ? { newId: details.newId } : {}) };
  }
  return { details: slot.names(match, "values").map((name) => ({ name })) };
}

function put(match: Match): Fact[] {
  const { details, newId } = detailsOf(match);
  const noun = slot.text(match, "noun");
  const at = slot.name(match, "at");
  return [effect({
    do: "put",
    ...(noun ? { noun } : {}),
    ...(at ? { at } : {}),
    details,
    isWhole: details.every(({ value }) => value !== undefined),
    ...(newId ? { newId } : {}),
  })];
}

const named = (match: Match) => {
  const noun = slot.text(match, "noun");
  const at = slot.name(match, "at");
  return { ...(noun ? { noun } : {}), ...(at ? { at } : {}) };
};

export const STORAGE_ROWS: readonly Row[] = [
  {
    id: "store.keyed",
    patterns: [
      `${STORE} {values:knownInputs} ${UNDER} ${AGAIN}`,
      `${STORE} ${IT} ${UNDER}`,
      `${STORE} {values:knownInputs} ${INTO}`,
      `${STORE} ${IT} ${INTO}`,
    ],
    build: put,
    paraphrase: "what is kept, and under which key",
    examples: ["stores the message under the name", "Save it.", "store name and email"],
    negatives: ["Save the message in our CRM.", "Remember everything that matters for next time."],
  },
  {
    id: "store.new",
    patterns: [
      `${MAKE} [new] {noun:thing} [${UNDER}] with {details:details} ${INTO}`,
      `${MAKE} [new] {noun:thing} ${INTO} with {details:details}`,
      `${MAKE} ${IT} with {details:details} ${INTO}`,
      `${MAKE} [new] {noun:thing} ${UNDER} ${AGAIN}`,
      `${MAKE} [new] {noun:knownThing} ${INTO}`,
    ],
    build: put,
    paraphrase: "a record that is kept",
    examples: ["saves a to-do with a generated id and done = false", "stores the contact under its email"],
    negatives: ["saves a to-do with a generated id and a smile on Mondays", "stores the contact in our CRM"],
  },
  {
    id: "store.set",
    patterns: [
      "(set|sets|change|changes|update|updates|mark|marks|switch|switches) [its|the] {name:name} (to|as|=) {value:constant}",
      "(mark|marks) (it | {noun:knownThing}) as {flag:flagName}",
    ],
    build(match) {
      const flag = slot.name(match, "flag");
      const name = flag ?? slot.name(match, "name");
      const value = flag ? { kind: "boolean" as const, value: true } : slot.expr(match, "value");
      return name && value ? [effect({ do: "set", name, value })] : null;
    },
    isStored: true,
    paraphrase: "a change of what is kept",
    examples: ["sets done to true", 'changes the status to "closed"'],
    negatives: ["sets done to true on Mondays"],
  },
  {
    id: "store.update",
    patterns: [
      "(update|updates|change|changes|replace|replaces|overwrite|overwrites) [its|the] {values:knownInputs} [of (it | {noun:knownThing})] [(with|by|for|under|of) {at:key}]",
    ],
    build(match) {
      const names = slot.names(match, "values");
      return names.length > 0 ? names.map((name) => effect({ do: "set", name })) : null;
    },
    isStored: true,
    paraphrase: "a change of what is kept",
    examples: ["updates the name"],
    negatives: ["updates the name on Mondays"],
  },
  {
    id: "store.drop",
    patterns: [
      `${DROP} (it|that|one | {noun:knownThing}) ${WITH_KEY}`,
      `${DROP} {noun:thing} (with|under|by|for) {at:key}`,
      "(it | {noun:knownThing}) is (removed|deleted|erased|forgotten)",
    ],
    build: (match) => [effect({ do: "drop", ...named(match) })],
    isStored: true,
    paraphrase: "what is removed",
    examples: ["removes it", "deletes the note with that name"],
    negatives: ["removes it on Mondays", "removes the spaces"],
  },
  {
    id: "store.pop",
    patterns: [
      `(take|takes|remove|removes|pop|pops|dequeue|dequeues|return and remove | returns and removes | remove and return | removes and returns) [the] (oldest|first|next) [waiting|queued] {noun:knownThing} [(from|off|of|in) [the] (queue|list)] [and (return|returns) it]`,
    ],
    build: (match) => [effect({ do: "pop", ...named(match) })],
    isStored: true,
    paraphrase: "the oldest record is taken",
    examples: ["removes and returns the oldest job from the queue"],
    negatives: ["removes the oldest job from the queue on Mondays"],
  },
  {
    id: "store.list",
    patterns: [
      `(return|returns|answer with | answers with) {as:newName} [,|:|=|as] [(the|a) list of] all [of] [the] [saved|stored|kept|existing|registered|known|recorded] {noun:knownThing} ${ORDER}`,
      `(return|returns|list|lists|show|shows|get|gets) [(the|a) list of] all [of] [the] [saved|stored|kept|existing|registered|known|recorded] {noun:knownThing} [(as|in) {as:newName}] ${ORDER}`,
      `(list|lists) [the] {noun:knownThing} [(as|in) {as:newName}] ${ORDER}`,
      `(return|returns) [the] list of {noun:knownThing} [(as|in) {as:newName}] ${ORDER}`,
    ],
    build(match) {
      const as = slot.name(match, "as");
      const by = slot.name(match, "by");
      return [effect({
        do: "list",
        ...named(match),
        ...(as ? { as } : {}),
        ...(by ? { by } : {}),
        newestFirst: match.newest !== undefined,
        descending: match.desc !== undefined,
      })];
    },
    isStored: true,
    paraphrase: "all that is kept",
    examples: ["returns todos, all saved jobs, oldest first", "lists all jobs as jobs, newest first"],
    negatives: ["returns todos, all saved jobs that matter", "lists all people"],
  },
  {
    id: "store.count",
    patterns: [
      `(return|returns|answer with | answers with) {as:newName} [,|:|=|as] [(the|a)] (number|count) of ${STORED} {noun:knownThing} [(so far | in total | altogether)]`,
      `(return|returns|count|counts) [the] (number|count) of ${STORED} {noun:knownThing} [(as|in) {as:newName}]`,
      "(count|counts) [the|all] {noun:knownThing} [(as|in) {as:newName}]",
    ],
    build(match) {
      const as = slot.name(match, "as");
      return [effect({ do: "count", ...named(match), ...(as ? { as } : {}) })];
    },
    isStored: true,
    paraphrase: "how many records are kept",
    examples: ["returns count, the number of jobs"],
    negatives: ["returns count, the number of jobs that matter"],
  },
  {
    id: "store.answer",
    patterns: [
      `[only] ${GET} (it|that|one | {noun:knownThing}) ${WITH_KEY}`,
      "(return|returns|answer with | answers with) [the] (whole|full|stored|saved|created|updated|new|complete|changed|resulting) {noun:knownThing}",
    ],
    build: (match) => [effect({ do: "answer", ...named(match) })],
    isStored: true,
    paraphrase: "the whole record",
    examples: ["returns the job", "returns it"],
    negatives: ["returns the job on Mondays"],
  },
  {
    id: "store.keyedThing",
    patterns: [
      "{noun:thing} are (kept|stored|saved|filed|held) (by|under|per) [its|their] {id:newName}",
      `[we | api | backend] [will|should|must] (store|stores|keep|keeps|save|saves) {noun:thing} (by|under|per) [its|their] {id:newName}`,
    ],
    build(match) {
      const name = slot.name(match, "id");
      const noun = slot.text(match, "noun");
      if (!name || !noun) return null;
      return [effect({ do: "thing", noun, at: name }), { kind: "field", name, attributes: [] }];
    },
    isStored: true,
    paraphrase: "what is kept, and its key",
    examples: ["Repair tickets are kept by ticketNumber."],
    negatives: ["Repair tickets are kept by people who like them."],
  },
  {
    id: "store.thing",
    patterns: [
      `[we | api | backend] [will|should|must] (store|stores|keep|keeps|save|saves|manage|manages|remember|hold) {noun:thing} [(by|under|per) {at:key}] [with {details:details}]`,
      "{noun:thing} are (kept|stored|saved) (by|under|per) {at:key}",
      "(count|counts|track|tracks|record|records|log|logs) {noun:thing}",
    ],
    build(match) {
      const { details } = detailsOf(match);
      return [effect({ do: "thing", ...named(match), ...(details.length > 0 ? { details } : {}) })];
    },
    paraphrase: "what is kept",
    examples: ["Store notes.", "Store notes by name with message."],
    negatives: ["Store notes on Mondays.", "Keep it simple."],
  },
];
