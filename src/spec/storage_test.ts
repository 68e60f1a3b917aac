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
    `Input: cardId (required, text), cups (whole number, at least 1).
Keep stamps for each card. Each request adds the cups to the stamps of that card; a new card starts with 2 stamps. Return cardId and stamps.`,
    [{ cardId: "a", cups: 3 }, 200, { cardId: "a", stamps: 5 }],
    [{ cardId: "a", cups: 1 }, 200, { cardId: "a", stamps: 6 }],
    [{ cardId: "b", cups: 1 }, 200, { cardId: "b", stamps: 3 }],
  ],
  [
    `Newsletter sign-up: take email (required, valid email) and store it. If the email has already been stored, reject with 409 and "Already subscribed". Otherwise return subscribed = true.`,
    [{ email: "a@example.com" }, 200, { subscribed: true }],
    [{ email: "a@example.com" }, 409, error("already_exists", "Already subscribed")],
    [{ email: "b@example.com" }, 200, { subscribed: true }],
  ],
  [
    `Contact API. The \`op\` field selects the operation.

1. \`create\` - takes name (required), email (required, valid email) and phone (optional). Stores the contact with a generated id. Returns id.
2. \`read\` - takes id. Returns the contact. 404 "Contact not found" if it does not exist.
3. \`update\` - takes id and name. Changes the name of the contact and returns the contact.
4. \`delete\` - takes id. Deletes the contact and returns deleted = true.`,
    [{ op: "create", name: "A", email: "a@x.example" }, 200, { id: "1" }],
    [{ op: "read", id: "1" }, 200, { id: "1", name: "A", email: "a@x.example", phone: null }],
    [{ op: "update", id: "1", name: "B" }, 200, { id: "1", name: "B", email: "a@x.example", phone: null }],
    [{ op: "delete", id: "1" }, 200, { deleted: true }],
    [{ op: "read", id: "1" }, 404, error("not_found", "Contact not found")],
  ],
  [
    `Job queue with the field action.

- push: needs payload (text); adds a job with a generated id to the queue and returns id.
- pop: removes the oldest job from the queue and returns payload. If there is no job, return 404 "Queue is empty".
- size: returns size, the number of jobs.`,
    [{ action: "pop" }, 404, error("not_found", "Queue is empty")],
    [{ action: "push", payload: "a" }, 200, { id: "1" }],
    [{ action: "push", payload: "b" }, 200, { id: "2" }],
    [{ action: "size" }, 200, { size: 2 }],
    [{ action: "pop" }, 200, { payload: "a" }],
    [{ action: "pop" }, 200, { payload: "b" }],
  ],
  [
    `Keep the status of each order, which starts at "pending". The request has orderId and newStatus.
Allowed transitions: pending -> paid, paid -> shipped, shipped -> delivered.
If the transition is not allowed, reject with 409 "Invalid transition". Return status.`,
    [{ orderId: "1", newStatus: "paid" }, 200, { status: "paid" }],
    [{ orderId: "1", newStatus: "paid" }, 409, error("rejected", "Invalid transition")],
    [{ orderId: "1", newStatus: "shipped" }, 200, { status: "shipped" }],
    [{ orderId: "2", newStatus: "shipped" }, 409],
  ],
  [
    `Username registration

Input
- username: text, required, 3 to 20 characters

Rules
- Usernames can be registered only once. If the username is already taken, respond with 409 and the message "Username taken".
- Otherwise save the username and return registered: true.`,
    [{ username: "anna" }, 200, { registered: true }],
    [{ username: "anna" }, 409, error("already_exists", "Username taken")],
  ],
  [
    `Keep track of likes for each post. The request has postId (required). Increase the likes of the post by 1 and return the new likes.`,
    [{ postId: "p" }, 200, { likes: 1 }],
    [{ postId: "p" }, 200, { likes: 2 }],
  ],
  [
    `URL shortener with two actions.

action = "create": takes code and url. If the code already exists, return 409 "Code taken". Saves the url under the code and returns code and url.
action = "resolve": takes code and returns url. If the code does not exist, return 404 "Unknown code".`,
    [{ action: "create", code: "a", url: "u" }, 200, { code: "a", url: "u" }],
    [{ action: "create", code: "a", url: "v" }, 409, error("already_exists", "Code taken")],
    [{ action: "resolve", code: "a" }, 200, { url: "u" }],
    [{ action: "resolve", code: "b" }, 404, error("not_found", "Unknown code")],
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
