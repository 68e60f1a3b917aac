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
  { title: "an empty object", input: {}, expected: refused(422, { input: "is required" }) },
  {
    title: "names that every object inherits",
    input: { ["__proto__"]: { admin: true }, constructor: { prototype: {} }, toString: 1 },
    expected: refused(422, { input: "is required" }),
  },
  {
    title: "without input",
    input: { customerTier: "free" },
    expected: refused(422, { input: "is required" }),
  },
  {
    title: "input is 42",
    input: { input: 42, customerTier: "free" },
    expected: refused(422, { input: "must be a string" }),
  },
  {
    title: 'input is {"nested":true}',
    input: { input: { nested: true }, customerTier: "free" },
    expected: refused(422, { input: "must be a string" }),
  },
  {
    title: 'input is ["text"]',
    input: { input: ["text"], customerTier: "free" },
    expected: refused(422, { input: "must be a string" }),
  },
  {
    title: 'input is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    input: { input: "x".repeat(5001), customerTier: "free" },
    expected: refused(422, { input: "must have at most 5000 characters" }),
  },
  {
    title: 'input is ""',
    input: { input: "", customerTier: "free" },
    expected: refused(422, { input: "must have at least 1 characters" }),
  },
  {
    title: "customerTier is 42",
    input: { input: "Hello there", customerTier: 42 },
    expected: refused(422, { customerTier: "must be a string" }),
  },
  {
    title: 'customerTier is {"nested":true}',
    input: { input: "Hello there", customerTier: { nested: true } },
    expected: refused(422, { customerTier: "must be a string" }),
  },
  {
    title: 'customerTier is ["text"]',
    input: { input: "Hello there", customerTier: ["text"] },
    expected: refused(422, { customerTier: "must be a string" }),
  },
  {
    title: 'customerTier is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…',
    input: { input: "Hello there", customerTier: "x".repeat(20001) },
    expected: refused(422, { customerTier: "must have at most 20000 characters" }),
  },
  {
    title: 'customerTier is "none of these"',
    input: { input: "Hello there", customerTier: "none of these" },
    expected: refused(422, { customerTier: "must be one of: free, pro, enterprise" }),
  },
  {
    title: 'customerTier is "constructor"',
    input: { input: "Hello there", customerTier: "constructor" },
    expected: refused(422, { customerTier: "must be one of: free, pro, enterprise" }),
  },
]);
