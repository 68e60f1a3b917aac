import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret, SimulatedStore } from "./mod.ts";

type Call = [input: Json, status: number, body?: Json];

const error = (code: string, message: string) => ({ error: { code, message } });

/** Texts with calls to them, in order on an empty store, and what must come back. */
const WHOLE: readonly [requirements: string, ...calls: Call[]][] = [
  [
    `Store notes. The request has an action: "save", "get" or "delete".

- save: needs key and text; stores the text under the key and returns saved: true
- get: needs key; returns text. If there's no note with that key, return 404 "Note not found".
- delete: needs key; removes the note and returns deleted: true`,
    [{ action: "get", key: "a" }, 404, error("not_found", "Note not found")],
    [{ action: "save", key: "a", text: "hi" }, 200, { saved: true }],
    [{ action: "get", key: "a" }, 200, { text: "hi" }],
    [{ action: "delete", key: "a" }, 200, { deleted: true }],
    [{ action: "get", key: "a" }, 404],
    [{ action: "fly", key: "a" }, 422],
    [{ action: "save", key: "a" }, 422],
  ],
  [
    `A to-do list backend.

Operations (field \`action\`):
1. \`add\`: takes \`title\` (required, 1 to 100 characters), saves a to-do with a generated id and done = false, and returns the to-do.
2. \`list\`: returns \`todos\`, all saved to-dos, newest first.
3. \`complete\`: takes \`id\`, sets done to true and returns the to-do; unknown ids give 404 "No such to-do".`,
    [{ action: "add", title: "Milk" }, 200, { id: "1", title: "Milk", done: false }],
    [{ action: "add", title: "Bread" }, 200, { id: "2", title: "Bread", done: false }],
    [{ action: "complete", id: "1" }, 200, { id: "1", title: "Milk", done: true }],
    [{ action: "list" }, 200, {
      todos: [{ id: "2", title: "Bread", done: false }, { id: "1", title: "Milk", done: true }],
    }],
    [{ action: "complete", id: "9" }, 404, error("not_found", "No such to-do")],
  ],
  [
    `Keep a balance for each account. A request has account (required) and amount (number; negative amounts are withdrawals).
Add amount to the stored balance of the account, which starts at 0. If the balance would fall below 0, reject with 409 and "Insufficient balance" and leave the balance unchanged. Return the balance.`,
    [{ account: "x", amount: 100.1 }, 200, { balance: 100.1 }],
    [{ account: "x", amount: 0.2 }, 200, { balance: 100.3 }],
    [{ account: "x", amount: -100.31 }, 409, error("rejected", "Insufficient balance")],
    [{ account: "y", amount: 5 }, 200, { balance: 5 }],
    [{ account: "x", amount: 0 }, 200, { balance: 100.3 }],
  ],
  [
    `Count page views. Each request has a page (required text). Add 1 to the counter of that page and return views, the new value of the counter.`,
    [{ page: "/" }, 200, { views: 1 }],
    [{ page: "/" }, 200, { views: 2 }],
    [{ page: "/b" }, 200, { views: 1 }],
  ],
  [
    `Newsletter sign-up: take email (required, valid email) and store it. If the email has already been stored, reject with 409 and "Already subscribed". Otherwise return subscribed = true.`,
    [{ email: "a@example.com" }, 200, { subscribed: true }],
    [{ email: "a@example.com" }, 409, error("already_exists", "Already subscribed")],
    [{ email: "b@example.com" }, 200, { subscribed: true }],
  ],
];

for (const [requirements, ...calls] of WHOLE) {
  Deno.test(`what is kept is carried as written: ${requirements.slice(0, 50).replaceAll("\n", " ")}`, () => {
    const compiled = compile(requirements);
    assert.ok(compiled.ok, JSON.stringify(compiled.ok ? "" : compiled.failure.details.clauses, null, 1));
    const store = new SimulatedStore();
    for (const [input, status, body] of calls) {
      const answer = interpret(compiled.spec, input, store);
      assert.equal(answer.status, status, JSON.stringify([input, answer]));
      if (body !== undefined) assert.deepEqual(answer.body, body);
    }
  });
}

Deno.test("what narrows, or names another system, stays refused", () => {
  for (
    const sentence of [
      "Save the contact in our CRM.",
      "Remember everything that matters for next time.",
      "Save it for a week.",
      "Store it unless the customer objects.",
    ]
  ) {
    const compiled = compile(
      `Take email and name, both required. Store the name under the email. ${sentence} Return ok = true.`,
    );
    assert.ok(
      !compiled.ok && compiled.failure.details.clauses.some(({ quote }) => quote === sentence),
      sentence,
    );
  }
});
