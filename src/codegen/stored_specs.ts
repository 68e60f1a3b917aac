/** Specs of backends that keep data, written by hand: what the compiler reads from texts is tested elsewhere. */
import type { Spec } from "../spec/mod.ts";

const source = (quote: string) => ({ kind: "text" as const, start: 0, end: quote.length, quote });
const ref = (id: string) => ({ kind: "ref" as const, id });
const text = (value: string) => ({ kind: "text" as const, value });
const yes = { kind: "boolean" as const, value: true };

const field = (key: string, more: object = {}) => ({
  id: `in.${key}`,
  kind: "field" as const,
  key,
  type: "string" as const,
  required: true,
  source: source(`${key} is required.`),
  ...more,
});
const output = (key: string, id: string) => ({
  id: `out.${key}`,
  kind: "output" as const,
  key,
  ref: id,
  source: source(`Return ${key}.`),
});
const constant = (key: string, value: object) => ({
  id: `val.${key}`,
  kind: "compute" as const,
  key,
  value,
  changes: [],
  source: source(`Return ${key}.`),
});
const absent = (find: string, message: string) => ({
  id: `reject.${find}`,
  kind: "reject" as const,
  when: { kind: "not" as const, of: ref(find) },
  status: 404,
  code: "not_found",
  message,
  source: source(`If there is none, return 404 "${message}".`),
});
const base = {
  specVersion: 1,
  summary: "",
  profiles: [],
  steps: [],
  outputs: [],
  examples: [],
  assumptions: [],
};

export const NOTES = {
  ...base,
  name: "Notes",
  inputs: [field("action", { options: ["save", "get", "delete"] })],
  collections: [{
    id: "kept.notes",
    kind: "collection",
    key: "notes",
    entry: "note",
    ids: "given",
    idKey: "key",
    isListed: false,
    fields: [{ key: "key", type: "string", nullable: false }, {
      key: "text",
      type: "string",
      nullable: false,
    }],
    source: source("Store notes."),
  }],
  operations: [
    {
      id: "op.save",
      kind: "operation",
      name: "save",
      source: source("save: stores the text under the key"),
      inputs: [field("key"), field("text")],
      steps: [
        {
          id: "val.note",
          kind: "put",
          key: "note",
          collection: "kept.notes",
          at: ref("in.key"),
          values: [{ key: "key", value: ref("in.key") }, { key: "text", value: ref("in.text") }],
          source: source("stores the text under the key"),
        },
        constant("saved", yes),
      ],
      outputs: [output("saved", "val.saved")],
    },
    {
      id: "op.get",
      kind: "operation",
      name: "get",
      source: source("get: returns text"),
      inputs: [field("key")],
      steps: [
        {
          id: "val.note",
          kind: "find",
          key: "note",
          collection: "kept.notes",
          at: ref("in.key"),
          source: source("returns text"),
        },
        absent("val.note", "Note not found"),
      ],
      outputs: [output("text", "val.note.text")],
    },
    {
      id: "op.delete",
      kind: "operation",
      name: "delete",
      source: source("delete: removes the note"),
      inputs: [field("key")],
      steps: [
        {
          id: "val.gone",
          kind: "drop",
          key: "gone",
          collection: "kept.notes",
          at: ref("in.key"),
          source: source("removes the note"),
        },
        constant("deleted", yes),
      ],
      outputs: [output("deleted", "val.deleted")],
    },
  ],
} as unknown as Spec;

export const TASKS = {
  ...base,
  name: "Tasks",
  inputs: [field("action", { options: ["add", "complete", "take"] })],
  collections: [{
    id: "kept.tasks",
    kind: "collection",
    key: "tasks",
    entry: "task",
    ids: "text",
    idKey: "id",
    isListed: true,
    fields: [
      { key: "id", type: "string", nullable: false },
      { key: "title", type: "string", nullable: false },
      { key: "done", type: "boolean", nullable: false },
    ],
    source: source("Keep tasks."),
  }],
  operations: [
    {
      id: "op.add",
      kind: "operation",
      name: "add",
      source: source("add: saves a task"),
      inputs: [field("title", { minLength: 1, maxLength: 100 })],
      steps: [{
        id: "val.task",
        kind: "put",
        key: "task",
        collection: "kept.tasks",
        values: [
          { key: "title", value: ref("in.title") },
          { key: "done", value: { kind: "boolean", value: false } },
        ],
        source: source("saves a task with a generated id and done = false"),
      }],
      outputs: ["id", "title", "done"].map((key) => output(key, `val.task.${key}`)),
    },
    {
      id: "op.complete",
      kind: "operation",
      name: "complete",
      source: source("complete: sets done to true"),
      inputs: [field("id")],
      steps: [
        {
          id: "val.task",
          kind: "find",
          key: "task",
          collection: "kept.tasks",
          at: ref("in.id"),
          source: source("complete: takes id"),
        },
        absent("val.task", "No such task"),
        {
          id: "val.changed",
          kind: "put",
          key: "changed",
          collection: "kept.tasks",
          at: ref("in.id"),
          values: [
            { key: "id", value: ref("val.task.id") },
            { key: "title", value: ref("val.task.title") },
            { key: "done", value: yes },
          ],
          source: source("sets done to true"),
        },
      ],
      outputs: ["id", "title", "done"].map((key) => output(key, `val.changed.${key}`)),
    },
    {
      id: "op.take",
      kind: "operation",
      name: "take",
      source: source("take: removes the oldest task"),
      inputs: [],
      steps: [
        {
          id: "val.task",
          kind: "find",
          key: "task",
          collection: "kept.tasks",
          source: source("the oldest task"),
        },
        absent("val.task", "Nothing to do"),
        {
          id: "val.gone",
          kind: "drop",
          key: "gone",
          collection: "kept.tasks",
          source: source("removes the oldest task"),
        },
      ],
      outputs: [output("title", "val.task.title")],
    },
  ],
} as unknown as Spec;

export const BALANCES = {
  ...base,
  name: "Balances",
  inputs: [field("account"), field("amount", { type: "number" })],
  collections: [{
    id: "kept.balances",
    kind: "collection",
    key: "balances",
    entry: "balance",
    ids: "given",
    idKey: "account",
    isListed: false,
    fields: [
      { key: "account", type: "string", nullable: false },
      { key: "balance", type: "number", nullable: false },
    ],
    source: source("Keep a balance for each account."),
  }],
  steps: [
    {
      id: "val.stored",
      kind: "find",
      key: "stored",
      collection: "kept.balances",
      at: ref("in.account"),
      start: [{ key: "account", value: "" }, { key: "balance", value: 0 }],
      source: source("the stored balance of the account, which starts at 0"),
    },
    {
      id: "val.balance",
      kind: "compute",
      key: "balance",
      value: { kind: "math", op: "add", left: ref("val.stored.balance"), right: ref("in.amount") },
      changes: [],
      source: source("Add amount to the stored balance."),
    },
    {
      id: "reject.1",
      kind: "reject",
      when: { kind: "compare", op: "lt", left: ref("val.balance"), right: { kind: "number", value: "0" } },
      status: 409,
      code: "rejected",
      message: "Insufficient balance",
      source: source("If the balance would fall below 0, reject with 409."),
    },
    {
      id: "val.kept",
      kind: "put",
      key: "kept",
      collection: "kept.balances",
      at: ref("in.account"),
      values: [{ key: "account", value: ref("in.account") }, { key: "balance", value: ref("val.balance") }],
      source: source("Keep a balance for each account."),
    },
  ],
  outputs: [output("balance", "val.balance")],
} as unknown as Spec;

export const SUMS = {
  ...base,
  name: "Sums",
  inputs: [field("op", { options: ["double", "shout it"] })],
  operations: [
    {
      id: "op.double",
      kind: "operation",
      name: "double",
      source: source("double: returns twice n"),
      inputs: [field("n", { type: "number" })],
      steps: [
        constant("result", {
          kind: "math",
          op: "multiply",
          left: ref("in.n"),
          right: { kind: "number", value: "2" },
        }),
      ],
      outputs: [output("result", "val.result")],
    },
    {
      id: "op.shout",
      kind: "operation",
      name: "shout it",
      source: source("shout it: returns the text in capitals"),
      inputs: [field("text")],
      steps: [
        constant("loud", { kind: "call", fn: "upper", args: [ref("in.text")] }),
        constant("mark", text("!")),
      ],
      outputs: [output("loud", "val.loud"), output("mark", "val.mark")],
    },
  ],
} as unknown as Spec;
