/** Requests that lack a field or have a wrong one. */
import { check, refused } from "./check.ts";

check([
  {
    title: "a list instead of an object",
    input: [],
    expected: refused(422, { "": "must be a JSON object" }),
  },
  { title: "null", input: null, expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare text", input: "text", expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare number", input: 7, expected: refused(422, { "": "must be a JSON object" }) },
  {
    title: "an empty object",
    input: {},
    expected: refused(422, { employee: "is required", expenses: "is required" }),
  },
  {
    title: "names that every object inherits",
    input: { ["__proto__"]: { admin: true }, constructor: { prototype: {} }, toString: 1 },
    expected: refused(422, { employee: "is required", expenses: "is required" }),
  },
  {
    title: "without employee",
    input: {
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: refused(422, { employee: "is required" }),
  },
  {
    title: "employee is 42",
    input: {
      employee: 42,
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: refused(422, { employee: "must be a string" }),
  },
  {
    title: 'employee is {"nested":true}',
    input: {
      employee: { nested: true },
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: refused(422, { employee: "must be a string" }),
  },
  {
    title: 'employee is ["text"]',
    input: {
      employee: ["text"],
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: refused(422, { employee: "must be a string" }),
  },
  {
    title: 'employee is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    input: {
      employee: "x".repeat(20001),
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: refused(422, { employee: "must have at most 20000 characters" }),
  },
  {
    title: "without expenses",
    input: { employee: "Hello there" },
    expected: refused(422, { expenses: "is required" }),
  },
  {
    title: 'expenses is "text"',
    input: { employee: "Hello there", expenses: "text" },
    expected: refused(422, { expenses: "must be a list of objects" }),
  },
  {
    title: 'expenses is {"nested":true}',
    input: { employee: "Hello there", expenses: { nested: true } },
    expected: refused(422, { expenses: "must be a list of objects" }),
  },
  {
    title: "expenses is [7]",
    input: { employee: "Hello there", expenses: [7] },
    expected: refused(422, { "expenses[0]": "must be a JSON object" }),
  },
  {
    title: "expenses is [[]]",
    input: { employee: "Hello there", expenses: [[]] },
    expected: refused(422, { "expenses[0]": "must be a JSON object" }),
  },
  {
    title: 'expenses is ["x","x","x","x","x","x","x","x","x","x","x","x","x","x",…',
    input: { employee: "Hello there", expenses: Array(1001).fill("x") },
    expected: refused(422, { expenses: "must have at most 1000 entries" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [{ category: "Hello there", amount: 1, receipt: false }, { amount: 1, receipt: false }],
    },
    expected: refused(422, { "expenses[1].category": "is required" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { amount: 1, receipt: false, category: 42 },
      ],
    },
    expected: refused(422, { "expenses[1].category": "must be a string" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { amount: 1, receipt: false, category: { nested: true } },
      ],
    },
    expected: refused(422, { "expenses[1].category": "must be a string" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { amount: 1, receipt: false, category: ["text"] },
      ],
    },
    expected: refused(422, { "expenses[1].category": "must be a string" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { amount: 1, receipt: false, category: "x".repeat(20001) },
      ],
    },
    expected: refused(422, { "expenses[1].category": "must have at most 20000 characters" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", receipt: false },
      ],
    },
    expected: refused(422, { "expenses[1].amount": "is required" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", receipt: false, amount: "12" },
      ],
    },
    expected: refused(422, { "expenses[1].amount": "must be a number" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", receipt: false, amount: true },
      ],
    },
    expected: refused(422, { "expenses[1].amount": "must be a number" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", receipt: false, amount: { nested: true } },
      ],
    },
    expected: refused(422, { "expenses[1].amount": "must be a number" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", receipt: false, amount: -1 },
      ],
    },
    expected: refused(422, { "expenses[1].amount": "must be greater than 0" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", amount: 1 },
      ],
    },
    expected: refused(422, { "expenses[1].receipt": "is required" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", amount: 1, receipt: "true" },
      ],
    },
    expected: refused(422, { "expenses[1].receipt": "must be true or false" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", amount: 1, receipt: 1 },
      ],
    },
    expected: refused(422, { "expenses[1].receipt": "must be true or false" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Hello there", amount: 1, receipt: { nested: true } },
      ],
    },
    expected: refused(422, { "expenses[1].receipt": "must be true or false" }),
  },
]);
