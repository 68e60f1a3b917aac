/** One conversation with an empty store: each call finds what those before it have left. */
import { check, refused } from "./check.ts";

check([
  {
    title: "save: a plain request",
    input: { action: "save", key: "Hello there", text: "Hello there" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: "get: a plain request",
    input: { action: "get", key: "Hello there" },
    expected: { status: 200, body: { text: "Hello there" } },
  },
  {
    title: "delete: a plain request",
    input: { action: "delete", key: "Hello there" },
    expected: { status: 200, body: { deleted: true } },
  },
  {
    title: "save: a plain request",
    input: { action: "save", key: "Hello there", text: "Hello there" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: "get: a plain request",
    input: { action: "get", key: "Hello there" },
    expected: { status: 200, body: { text: "Hello there" } },
  },
  {
    title: "delete: a plain request",
    input: { action: "delete", key: "Hello there" },
    expected: { status: 200, body: { deleted: true } },
  },
  {
    title: "delete: a plain request",
    input: { action: "delete", key: "Hello there" },
    expected: { status: 200, body: { deleted: true } },
  },
  {
    title: "get: a plain request",
    input: { action: "get", key: "Hello there" },
    expected: { status: 404, body: { error: { code: "not_found", message: "Note not found" } } },
  },
  {
    title: "save: a plain request",
    input: { action: "save", key: "Hello there", text: "Hello there" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: "save: a plain request",
    input: { action: "save", key: "Hello there", text: "Hello there" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: 'save: key is "some other text"',
    input: { action: "save", key: "some other text", text: "Hello there" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: 'save: text is "some other text"',
    input: { action: "save", key: "Hello there", text: "some other text" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: 'save: key is "some other text"',
    input: { action: "save", key: "some other text", text: "some other text" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: 'save: text is "some other text"',
    input: { action: "save", key: "some other text", text: "some other text" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: "a list instead of an object",
    input: [],
    expected: refused(422, { "": "must be a JSON object" }),
  },
  { title: "null", input: null, expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare text", input: "text", expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare number", input: 7, expected: refused(422, { "": "must be a JSON object" }) },
  {
    title: "save: an empty object",
    input: { action: "save" },
    expected: refused(422, { key: "is required", text: "is required" }),
  },
  {
    title: "save: names that every object inherits",
    input: { action: "save", ["__proto__"]: { admin: true }, constructor: { prototype: {} }, toString: 1 },
    expected: refused(422, { key: "is required", text: "is required" }),
  },
  {
    title: "save: without key",
    input: { action: "save", text: "Hello there" },
    expected: refused(422, { key: "is required" }),
  },
  {
    title: "save: key is 42",
    input: { action: "save", key: 42, text: "Hello there" },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'save: key is {"nested":true}',
    input: { action: "save", key: { nested: true }, text: "Hello there" },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'save: key is ["text"]',
    input: { action: "save", key: ["text"], text: "Hello there" },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'save: key is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    input: { action: "save", key: "x".repeat(20001), text: "Hello there" },
    expected: refused(422, { key: "must have at most 20000 characters" }),
  },
  {
    title: "save: without text",
    input: { action: "save", key: "Hello there" },
    expected: refused(422, { text: "is required" }),
  },
  {
    title: "save: text is 42",
    input: { action: "save", key: "Hello there", text: 42 },
    expected: refused(422, { text: "must be a string" }),
  },
  {
    title: 'save: text is {"nested":true}',
    input: { action: "save", key: "Hello there", text: { nested: true } },
    expected: refused(422, { text: "must be a string" }),
  },
  {
    title: 'save: text is ["text"]',
    input: { action: "save", key: "Hello there", text: ["text"] },
    expected: refused(422, { text: "must be a string" }),
  },
  {
    title: 'save: text is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    input: { action: "save", key: "Hello there", text: "x".repeat(20001) },
    expected: refused(422, { text: "must have at most 20000 characters" }),
  },
  {
    title: "get: a plain request",
    input: { action: "get", key: "Hello there" },
    expected: { status: 200, body: { text: "some other text" } },
  },
  {
    title: 'get: key is "some other text"',
    input: { action: "get", key: "some other text" },
    expected: { status: 200, body: { text: "some other text" } },
  },
  {
    title: 'get: key is "some other text"',
    input: { action: "get", key: "some other text" },
    expected: { status: 200, body: { text: "some other text" } },
  },
  {
    title: "a list instead of an object",
    input: [],
    expected: refused(422, { "": "must be a JSON object" }),
  },
  { title: "null", input: null, expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare text", input: "text", expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare number", input: 7, expected: refused(422, { "": "must be a JSON object" }) },
  { title: "get: an empty object", input: { action: "get" }, expected: refused(422, { key: "is required" }) },
  {
    title: "get: names that every object inherits",
    input: { action: "get", ["__proto__"]: { admin: true }, constructor: { prototype: {} }, toString: 1 },
    expected: refused(422, { key: "is required" }),
  },
  { title: "get: without key", input: { action: "get" }, expected: refused(422, { key: "is required" }) },
  {
    title: "get: key is 42",
    input: { action: "get", key: 42 },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'get: key is {"nested":true}',
    input: { action: "get", key: { nested: true } },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'get: key is ["text"]',
    input: { action: "get", key: ["text"] },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'get: key is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    input: { action: "get", key: "x".repeat(20001) },
    expected: refused(422, { key: "must have at most 20000 characters" }),
  },
  {
    title: "delete: a plain request",
    input: { action: "delete", key: "Hello there" },
    expected: { status: 200, body: { deleted: true } },
  },
  {
    title: 'delete: key is "some other text"',
    input: { action: "delete", key: "some other text" },
    expected: { status: 200, body: { deleted: true } },
  },
  {
    title: 'delete: key is "some other text"',
    input: { action: "delete", key: "some other text" },
    expected: { status: 200, body: { deleted: true } },
  },
  {
    title: "a list instead of an object",
    input: [],
    expected: refused(422, { "": "must be a JSON object" }),
  },
  { title: "null", input: null, expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare text", input: "text", expected: refused(422, { "": "must be a JSON object" }) },
  { title: "a bare number", input: 7, expected: refused(422, { "": "must be a JSON object" }) },
  {
    title: "delete: an empty object",
    input: { action: "delete" },
    expected: refused(422, { key: "is required" }),
  },
  {
    title: "delete: names that every object inherits",
    input: { action: "delete", ["__proto__"]: { admin: true }, constructor: { prototype: {} }, toString: 1 },
    expected: refused(422, { key: "is required" }),
  },
  {
    title: "delete: without key",
    input: { action: "delete" },
    expected: refused(422, { key: "is required" }),
  },
  {
    title: "delete: key is 42",
    input: { action: "delete", key: 42 },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'delete: key is {"nested":true}',
    input: { action: "delete", key: { nested: true } },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'delete: key is ["text"]',
    input: { action: "delete", key: ["text"] },
    expected: refused(422, { key: "must be a string" }),
  },
  {
    title: 'delete: key is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    input: { action: "delete", key: "x".repeat(20001) },
    expected: refused(422, { key: "must have at most 20000 characters" }),
  },
  {
    title: 'action is "none of these"',
    input: { action: "none of these" },
    expected: refused(422, { action: "must be one of: save, get, delete" }),
  },
  {
    title: 'action is "constructor"',
    input: { action: "constructor" },
    expected: refused(422, { action: "must be one of: save, get, delete" }),
  },
  {
    title: 'action is ""',
    input: { action: "" },
    expected: refused(422, { action: "must be one of: save, get, delete" }),
  },
  { title: "action is 7", input: { action: 7 }, expected: refused(422, { action: "must be a string" }) },
  { title: "action is null", input: { action: null }, expected: refused(422, { action: "is required" }) },
  {
    title: "save: a plain request",
    input: { action: "save", key: "Hello there", text: "Hello there" },
    expected: { status: 200, body: { saved: true } },
  },
  {
    title: "get: a plain request",
    input: { action: "get", key: "Hello there" },
    expected: { status: 200, body: { text: "Hello there" } },
  },
  {
    title: "delete: a plain request",
    input: { action: "delete", key: "Hello there" },
    expected: { status: 200, body: { deleted: true } },
  },
]);
