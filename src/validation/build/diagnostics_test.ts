import assert from "node:assert/strict";
import { parseDiagnostics } from "./diagnostics.ts";

const CHECK_OUTPUT = `Check src/handler.ts
TS2322 [ERROR]: Type 'Promise<string>' is not assignable to type 'Response'.
  Type 'string' is not assignable to type 'Response'.
  const secret: Response = answer();
        ~~~~~~
    at src/handler.ts:3:9

TS2304 [ERROR]: Cannot find name 'x'.
x;
~
    at file:///elsewhere/secret.d.ts:1:1

Found 2 errors.

error: Type checking failed.
`;

Deno.test("a diagnostic keeps its whole message and its place, and loses the quoted source", () => {
  assert.deepEqual(parseDiagnostics(CHECK_OUTPUT)[0], {
    message:
      "TS2322: Type 'Promise<string>' is not assignable to type 'Response'. Type 'string' is not assignable to type 'Response'.",
    path: "src/handler.ts",
    line: 3,
    column: 9,
  });
});

Deno.test("a diagnostic from outside the artifact tells neither path nor source", () => {
  assert.deepEqual(parseDiagnostics(CHECK_OUTPUT)[1], { message: "TS2304: Cannot find name 'x'." });
});

Deno.test("a syntax error has its message and place", () => {
  const output =
    "error: SyntaxError: Expression expected\n  |\n2 | export const a = ;\n  |      ~\n    at src/bad.js:2:18\n";
  assert.deepEqual(parseDiagnostics(output), [
    { message: "SyntaxError: Expression expected", path: "src/bad.js", line: 2, column: 18 },
  ]);
});

Deno.test("the totals at the end are no findings", () => {
  assert.deepEqual(parseDiagnostics("Found 2 errors.\n\nerror: Type checking failed.\n"), []);
});
