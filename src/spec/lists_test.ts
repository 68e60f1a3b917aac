import assert from "node:assert/strict";
import type { Json } from "../lib/json.ts";
import { compile, interpret } from "./mod.ts";

type Trial = [requirements: string, ...calls: [input: Json, body: Json][]];

/** Everyday wordings about lists and tables, with the answers that the English asks for. */
const TRIALS: Trial[] = [
  [
    "Input: an array `orders`; each order has an id (text), a status (open, paid or cancelled) and a total (number).\nOutput:\n- openCount: the number of orders with status open\n- revenue: the sum of the totals of the paid orders\n- averageTotal: the average total over all orders, rounded to 2 decimals",
    [
      {
        orders: [
          { id: "a", status: "open", total: 10 },
          { id: "b", status: "paid", total: 0.1 },
          { id: "c", status: "paid", total: 0.2 },
        ],
      },
      { openCount: 1, revenue: 0.3, averageTotal: 3.43 },
    ],
    [{ orders: [] }, { openCount: 0, revenue: 0, averageTotal: null }],
  ],
  [
    "Takes `people`, an array of objects {name: string, team: string, years: number >= 0}. Return perTeam, the number of people per team. Return longest, the name of the person with the most years.",
    [
      { people: [{ name: "A", team: "x", years: 2 }, { name: "B", team: "y", years: 9 }] },
      { perTeam: { x: 1, y: 1 }, longest: "B" },
    ],
  ],
  [
    "## Input\n- students: list of objects\n  - name: string, required\n  - score: number, 0 to 100\n## Output\n- best: name of the student with the highest score\n- everyonePassed: true if all students have a score of at least 50, otherwise false",
    [
      { students: [{ name: "A", score: 49 }, { name: "B", score: 80 }] },
      { best: "B", everyonePassed: false },
    ],
    [{ students: [] }, { best: null, everyonePassed: true }],
  ],
  [
    "The caller sends players, a list of objects with name (string) and points (integer). Return ranking: the names sorted by points from highest to lowest, ties broken by name.",
    [
      { players: [{ name: "Zoe", points: 3 }, { name: "Abe", points: 3 }, { name: "Kim", points: 9 }] },
      { ranking: ["Kim", "Abe", "Zoe"] },
    ],
  ],
  [
    "Input: tasks, a list of { title, done (boolean), hours (number) }. Return hoursLeft: the sum of hours of the tasks that are not done. Return percentDone: the percentage of tasks that are done, rounded to the nearest whole number (0 if there are no tasks).",
    [{ tasks: [] }, { hoursLeft: 0, percentDone: 0 }],
    [
      {
        tasks: [
          { title: "a", done: true, hours: 1 },
          { title: "b", done: false, hours: 2 },
          { title: "c", done: false, hours: 3 },
        ],
      },
      { hoursLeft: 5, percentDone: 33 },
    ],
  ],
  [
    "orders is a list of objects with customerId and amount; customers is a list of objects with id and name. For each order, customerName is the name of the customer whose id is the customerId. Return orders.",
    [
      {
        orders: [{ customerId: "2", amount: 5 }, { customerId: "9", amount: 1 }],
        customers: [{ id: "1", name: "A" }, { id: "2", name: "B" }],
      },
      {
        orders: [
          { customerId: "2", amount: 5, customerName: "B" },
          { customerId: "9", amount: 1, customerName: null },
        ],
      },
    ],
  ],
  [
    'POST a JSON body like\n\n```json\n{ "employees": [ { "name": "Ann", "department": "IT", "salary": 5200 } ] }\n```\n\nReturn headcount, the number of employees, and payroll, the total salary per department.',
    [
      { employees: [{ name: "A", department: "IT", salary: 1 }, { name: "B", department: "IT", salary: 2 }] },
      { headcount: 2, payroll: { IT: 3 } },
    ],
  ],
  [
    "The input has items, a list of objects with price (number) and quantity (integer), and country (text). total is the sum of price times quantity. Return total and country.",
    [{ items: [{ price: 2, quantity: 3 }], country: "DE" }, { total: 6, country: "DE" }],
  ],
  [
    "| Weight (kg) | Price |\n|---|---|\n| up to 1 | 3.50 |\n| more than 1 up to 5 | 6 |\n| over 5 | 12 |\n\nInput: weight (number, above 0). Output: price.",
    [{ weight: 1 }, { price: 3.5 }],
    [{ weight: 5 }, { price: 6 }],
    [{ weight: 5.01 }, { price: 12 }],
  ],
  [
    "Ticket prices:\n- child: 5\n- adult: 12\n- senior: 8\n\nInput: ticketType (child, adult or senior) and quantity (integer, at least 1).\nOutput: total, the ticket price times the quantity.",
    [{ ticketType: "senior", quantity: 3 }, { total: 24 }],
  ],
  [
    "Approval matrix:\n\n| amount | department | approver |\n|---|---|---|\n| under 1000 | any | manager |\n| 1000 or more | IT | CTO |\n| 1000 or more | other | CFO |\n\nInputs: amount (number, min 0), department (string). Output: approver.",
    [{ amount: 999.99, department: "HR" }, { approver: "manager" }],
    [{ amount: 1000, department: "IT" }, { approver: "CTO" }],
    [{ amount: 1000, department: "HR" }, { approver: "CFO" }],
  ],
];

for (const [requirements, ...calls] of TRIALS) {
  Deno.test(`compiles and answers rightly: ${requirements.replace(/\s+/g, " ").slice(0, 90)} …`, () => {
    const compiled = compile(requirements);
    assert.ok(compiled.ok, JSON.stringify(compiled.ok ? "" : compiled.failure, null, 1));
    for (const [input, body] of calls) {
      assert.deepEqual(interpret(compiled.spec, input), { status: 200, body });
    }
  });
}

const PRICES = "Input: items, a list of objects with name (string), price (number) and kind (string).\n";

/** Sentences near those that are read, which say something else. */
const REFUSED = [
  `${PRICES}Return total, the sum of the prices excluding the lowest.`,
  `${PRICES}Return total, the sum of the prices of the nice items.`,
  `${PRICES}Return top, the three best items.`,
  `${PRICES}Return names, the names of the items in my favourite order.`,
  `${PRICES}Sort the items by mood. Return items.`,
  `${PRICES}Return count, the number of items per weekday.`,
  `${PRICES}Return price.`,
  "Input: emails (list of strings). Remove duplicates. Return unique_emails, and count, the number of emails.",
  "Input: scores (list of numbers). evens are the scores above 2. Return evens and count.",
  "| plan | price |\n|---|---|\n| basic | 9 |\n| basic | 10 |\n\nInput: plan (text). Output: price.",
  "| weight | price |\n|---|---|\n| 0-5 | 9 |\n| 5-10 | 12 |\n\nInput: weight (number, at least 0). Output: price.",
  "| plan | rate |\n|---|---|\n| basic | 5% |\n| pro | 10% |\n\nInput: plan (text). Output: rate.",
];

for (const requirements of REFUSED) {
  Deno.test(`is not understood in silence: ${requirements.replace(/\s+/g, " ").slice(-80)}`, () => {
    const compiled = compile(requirements);
    assert.ok(!compiled.ok, JSON.stringify(compiled.ok ? compiled.coverage.paraphrase : ""));
  });
}

Deno.test("a request that no row of a table fits is refused, and the answer says so", () => {
  const compiled = compile(
    "| plan | price |\n|---|---|\n| basic | 9 |\n| pro | 29 |\n\nInput: plan (text). Output: price.",
  );
  assert.ok(compiled.ok);
  assert.equal(interpret(compiled.spec, { plan: "gold" }).status, 422);
  assert.match(JSON.stringify(compiled.coverage.assumptions), /no row/i);
});

Deno.test("a table that has a row for every request has no refusal of its own", () => {
  const compiled = compile(
    "| score | grade |\n|---|---|\n| 50 or more | pass |\n| below 50 | fail |\n\nThe input has a score (number). Return grade.",
  );
  assert.ok(compiled.ok);
  assert.ok(compiled.spec.steps.every(({ kind }) => kind !== "reject"));
});
