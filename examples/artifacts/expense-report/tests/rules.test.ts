/** Every rule fired and not fired, and the values around each of its limits. */
import { check, refused } from "./check.ts";

check([
  {
    title: "a plain request",
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: { status: 200, body: { total: 3, missingReceipts: 1, largest: 2, approval: "manager" } },
  },
  {
    title: 'employee is "some other text"',
    input: {
      employee: "some other text",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: { status: 200, body: { total: 3, missingReceipts: 1, largest: 2, approval: "manager" } },
  },
  {
    title: "expenses is []",
    input: { employee: "Hello there", expenses: [] },
    expected: { status: 200, body: { total: 0, missingReceipts: 0, largest: null, approval: "none" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false}]',
    input: { employee: "Hello there", expenses: [{ category: "Hello there", amount: 1, receipt: false }] },
    expected: { status: 200, body: { total: 1, missingReceipts: 1, largest: 1, approval: "manager" } },
  },
  {
    title: 'expenses is [{"category":"Good morning","amount":2,"receipt":true}]',
    input: { employee: "Hello there", expenses: [{ category: "Good morning", amount: 2, receipt: true }] },
    expected: { status: 200, body: { total: 2, missingReceipts: 0, largest: 2, approval: "none" } },
  },
  {
    title: 'expenses is [{"category":"Good morning","amount":0,"receipt":false}]',
    input: { employee: "Hello there", expenses: [{ category: "Good morning", amount: 0, receipt: false }] },
    expected: refused(422, { "expenses[0].amount": "must be greater than 0" }),
  },
  {
    title: 'expenses is [{"category":"Good morning","amount":1,"receipt":false}]',
    input: { employee: "Hello there", expenses: [{ category: "Good morning", amount: 1, receipt: false }] },
    expected: { status: 200, body: { total: 1, missingReceipts: 1, largest: 1, approval: "manager" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":2,"receipt":false}]',
    input: { employee: "Hello there", expenses: [{ category: "Hello there", amount: 2, receipt: false }] },
    expected: { status: 200, body: { total: 2, missingReceipts: 1, largest: 2, approval: "manager" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":0,"receipt":false}]',
    input: { employee: "Hello there", expenses: [{ category: "Hello there", amount: 0, receipt: false }] },
    expected: refused(422, { "expenses[0].amount": "must be greater than 0" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":true}]',
    input: { employee: "Hello there", expenses: [{ category: "Hello there", amount: 1, receipt: true }] },
    expected: { status: 200, body: { total: 1, missingReceipts: 0, largest: 1, approval: "none" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
        { category: "Good morning", amount: 0, receipt: false },
        { category: "Good morning", amount: 1, receipt: false },
        { category: "Hello there", amount: 2, receipt: false },
        { category: "Hello there", amount: 0, receipt: false },
        { category: "Hello there", amount: 1, receipt: true },
      ],
    },
    expected: refused(
      422,
      { "expenses[2].amount": "must be greater than 0", "expenses[5].amount": "must be greater than 0" },
    ),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":true},{"c…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: true },
        { category: "Hello there", amount: 0, receipt: false },
        { category: "Hello there", amount: 2, receipt: false },
        { category: "Good morning", amount: 1, receipt: false },
        { category: "Good morning", amount: 0, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
        { category: "Hello there", amount: 1, receipt: false },
      ],
    },
    expected: refused(
      422,
      { "expenses[1].amount": "must be greater than 0", "expenses[4].amount": "must be greater than 0" },
    ),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: { status: 200, body: { total: 6, missingReceipts: 2, largest: 2, approval: "manager" } },
  },
  {
    title: 'employee is "some other text"',
    input: { employee: "some other text", expenses: [] },
    expected: { status: 200, body: { total: 0, missingReceipts: 0, largest: null, approval: "none" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false}]',
    input: {
      employee: "some other text",
      expenses: [{ category: "Hello there", amount: 1, receipt: false }],
    },
    expected: { status: 200, body: { total: 1, missingReceipts: 1, largest: 1, approval: "manager" } },
  },
  {
    title: 'expenses is [{"category":"Good morning","amount":2,"receipt":true}]',
    input: {
      employee: "some other text",
      expenses: [{ category: "Good morning", amount: 2, receipt: true }],
    },
    expected: { status: 200, body: { total: 2, missingReceipts: 0, largest: 2, approval: "none" } },
  },
  {
    title: 'expenses is [{"category":"Good morning","amount":0,"receipt":false}]',
    input: {
      employee: "some other text",
      expenses: [{ category: "Good morning", amount: 0, receipt: false }],
    },
    expected: refused(422, { "expenses[0].amount": "must be greater than 0" }),
  },
  {
    title: 'expenses is [{"category":"Good morning","amount":1,"receipt":false}]',
    input: {
      employee: "some other text",
      expenses: [{ category: "Good morning", amount: 1, receipt: false }],
    },
    expected: { status: 200, body: { total: 1, missingReceipts: 1, largest: 1, approval: "manager" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":2,"receipt":false}]',
    input: {
      employee: "some other text",
      expenses: [{ category: "Hello there", amount: 2, receipt: false }],
    },
    expected: { status: 200, body: { total: 2, missingReceipts: 1, largest: 2, approval: "manager" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":0,"receipt":false}]',
    input: {
      employee: "some other text",
      expenses: [{ category: "Hello there", amount: 0, receipt: false }],
    },
    expected: refused(422, { "expenses[0].amount": "must be greater than 0" }),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":true}]',
    input: { employee: "some other text", expenses: [{ category: "Hello there", amount: 1, receipt: true }] },
    expected: { status: 200, body: { total: 1, missingReceipts: 0, largest: 1, approval: "none" } },
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "some other text",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
        { category: "Good morning", amount: 0, receipt: false },
        { category: "Good morning", amount: 1, receipt: false },
        { category: "Hello there", amount: 2, receipt: false },
        { category: "Hello there", amount: 0, receipt: false },
        { category: "Hello there", amount: 1, receipt: true },
      ],
    },
    expected: refused(
      422,
      { "expenses[2].amount": "must be greater than 0", "expenses[5].amount": "must be greater than 0" },
    ),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":true},{"c…',
    input: {
      employee: "some other text",
      expenses: [
        { category: "Hello there", amount: 1, receipt: true },
        { category: "Hello there", amount: 0, receipt: false },
        { category: "Hello there", amount: 2, receipt: false },
        { category: "Good morning", amount: 1, receipt: false },
        { category: "Good morning", amount: 0, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
        { category: "Hello there", amount: 1, receipt: false },
      ],
    },
    expected: refused(
      422,
      { "expenses[1].amount": "must be greater than 0", "expenses[4].amount": "must be greater than 0" },
    ),
  },
  {
    title: 'expenses is [{"category":"Hello there","amount":1,"receipt":false},{"…',
    input: {
      employee: "some other text",
      expenses: [
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
        { category: "Hello there", amount: 1, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: { status: 200, body: { total: 6, missingReceipts: 2, largest: 2, approval: "manager" } },
  },
  {
    title: 'tells "at most" from "less than"',
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 998, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: { status: 200, body: { total: 1000, missingReceipts: 1, largest: 998, approval: "manager" } },
  },
  {
    title: "tells 1000 from 1001",
    input: {
      employee: "Hello there",
      expenses: [
        { category: "Hello there", amount: 999, receipt: false },
        { category: "Good morning", amount: 2, receipt: true },
      ],
    },
    expected: { status: 200, body: { total: 1001, missingReceipts: 1, largest: 999, approval: "director" } },
  },
]);
