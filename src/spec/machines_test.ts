import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret, SimulatedStore } from "./mod.ts";

type Call = [input: Json, status: number, body?: Json];

function refused(requirements: string) {
  const compiled = compile(requirements);
  assert.ok(!compiled.ok, requirements);
  return compiled.failure.details.clauses;
}

/** Texts with calls to them, in order, and what must come back. */
const WHOLE: readonly [requirements: string, ...calls: Call[]][] = [
  [
    `An order may go from pending to paid or cancelled, from paid to shipped, and from shipped to delivered.
Input: currentStatus and newStatus. Return allowed = true if the change is permitted, otherwise allowed = false.`,
    [{ currentStatus: "pending", newStatus: "cancelled" }, 200, { allowed: true }],
    [{ currentStatus: "shipped", newStatus: "paid" }, 200, { allowed: false }],
  ],
  [
    `The request has from and to, both required.
Valid transitions are: draft -> review, review -> published / draft.
Return allowed, true if the transition is valid, otherwise false.`,
    [{ from: "review", to: "draft" }, 200, { allowed: true }],
    [{ from: "draft", to: "published" }, 200, { allowed: false }],
  ],
  [
    `The request has state, action and role.

| state | action | next state | role |
|---|---|---|---|
| draft | submit | review | author |
| review | approve | published | editor |

Return newState. If the role may not take the action, 403 "Not yours". If the action isn't possible from that state → 409 "Not now". The state is checked first.`,
    [{ state: "draft", action: "submit", role: "author" }, 200, { newState: "review" }],
    [{ state: "draft", action: "approve", role: "author" }, 409],
    [{ state: "draft", action: "submit", role: "editor" }, 403],
  ],
  [
    `The request has state, action and role.

| state | action | next state | role |
|---|---|---|---|
| draft | submit | review | author |
| review | approve | published | editor |

Return newState. If the role may not take the action, 403 "Not yours". If the action isn't possible from that state → 409 "Not now". The role is checked before the state.`,
    [{ state: "draft", action: "approve", role: "author" }, 403],
    [{ state: "draft", action: "approve", role: "editor" }, 409],
    [{ state: "review", action: "approve", role: "editor" }, 200, { newState: "published" }],
  ],
  [
    `The request has state, action and role.

| state | action | next state | role |
|---|---|---|---|
| draft | submit | review | author |
| review | approve | published | editor |

Return newState. Anything else is a 422 with "Impossible".`,
    [{ state: "draft", action: "submit", role: "editor" }, 422],
    [{ state: "draft", action: "submit", role: "author" }, 200, { newState: "review" }],
  ],
  [
    `The request has state and event.

| state | event | next state |
|---|---|---|
| idle | start | running |
| running | stop | idle |

Return the new state as newState. Any other combination gives 422 "Impossible".`,
    [{ state: "idle", event: "start" }, 200, { newState: "running" }],
    [{ state: "idle", event: "stop" }, 422, { error: { code: "rejected", message: "Impossible" } }],
  ],
  [
    `Input: state and action.
Transitions:
- submit: draft -> review
- approve: review -> published
- withdraw: review or published -> draft
Output: state
Any other transition must be rejected with 409 and "No".`,
    [{ state: "published", action: "withdraw" }, 200, { state: "draft" }],
    [{ state: "draft", action: "approve" }, 409, { error: { code: "rejected", message: "No" } }],
  ],
  [
    `The input is phase: "day", "dusk" or "night". Day becomes dusk, dusk becomes night, night becomes day.
Return the next phase as next.`,
    [{ phase: "night" }, 200, { next: "day" }],
    [{ phase: "noon" }, 422],
  ],
  [
    `Input: currentState and nextState.
open can go to closed or archived. closed can only become archived. archived is final.
If the transition is not allowed, return 409 with "Not allowed". Return ok = true.`,
    [{ currentState: "open", nextState: "archived" }, 200, { ok: true }],
    [{ currentState: "archived", nextState: "open" }, 409],
  ],
];

for (const [requirements, ...calls] of WHOLE) {
  Deno.test(`changes of state are carried as written: ${requirements.slice(0, 60)}`, () => {
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

const FIELDS = "Input: from and to. Return allowed, true if the transition is valid, otherwise false.";

Deno.test("a state that is final, and left all the same, is a contradiction", () => {
  for (
    const final of ["An order can never leave paid.", "paid is final.", "Nothing leaves paid."]
  ) {
    const [clause] = refused(`An order may go from paid to shipped. ${final} ${FIELDS}`);
    assert.equal(clause?.quote, final);
    assert.equal(clause?.status, "contradiction");
  }
});

Deno.test("an action that leads from one state to two is a contradiction", () => {
  const clauses = refused(
    "Input: state and action. Return the new state as next. pay: draft -> paid. pay: draft -> open.",
  );
  assert.ok(clauses.some(({ status }) => status === "contradiction"));
});

Deno.test("a state that is not listed is a contradiction", () => {
  const clauses = refused(`States: open, closed. An order may go from open to close. ${FIELDS}`);
  assert.ok(clauses.some(({ reason }) => reason?.includes("close is none of the states")));
});

Deno.test("a change with a tail that narrows it stays refused", () => {
  for (
    const tail of [
      "An order may go from pending to paid on weekdays only.",
      "Tickets move from new to open when an agent likes them.",
      "A draft becomes published when the time is right.",
      "An order may not go from pending to paid.",
      "An order may go from pending to paid unless it is late.",
    ]
  ) {
    assert.ok(
      refused(`An order may go from paid to shipped. ${tail} ${FIELDS}`).some(({ quote }) => quote === tail),
      tail,
    );
  }
});
