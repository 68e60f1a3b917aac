import assert from "node:assert/strict";
import { isFinding, parseSource } from "../build/parse.ts";
import { AGENT, testDeps } from "../testing/setup.ts";
import { checkRegex } from "./regex.ts";

async function check(text: string) {
  const file = parseSource("src/logic.js", text);
  if (isFinding(file)) throw new Error(file.message);
  const parsed = new Map([[file.path, file]]);
  const agent = { agentId: AGENT.id, slug: AGENT.slug };
  return await checkRegex({
    input: { files: {}, agent: AGENT },
    deps: testDeps(),
    agent,
    entry: null,
    parsed,
    bundle: null,
    exchanges: [],
  });
}

for (
  const pattern of [
    "^(a+)+$",
    "^(a*)*b",
    "^(\\w+\\s?)*$",
    "^(?:a|a)+$",
    "^([a-z]+)*$",
    "^(\\d+,?)+;$",
  ]
) {
  Deno.test(`/${pattern}/ is found to be slow`, async () => {
    assert.equal((await check(`export const p = /${pattern}/;`)).status, "failed");
  });
}

for (
  const pattern of [
    "a+b*",
    "^[a-z0-9]+(?:-[a-z0-9]+)*$",
    "^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$",
    "(\\+)+",
    "^(?:\\d{1,3}\\.){3}\\d{1,3}$",
  ]
) {
  Deno.test(`/${pattern}/ is found to be quick`, async () => {
    assert.equal((await check(`export const p = /${pattern}/gi;`)).status, "passed");
  });
}

Deno.test("a pattern given to RegExp as a string is found, with its place", async () => {
  const verdict = await check(`const a = 1;\nexport const p = new RegExp("^(a+)+$", "u");`);
  assert.deepEqual(verdict, {
    status: "failed",
    findings: [{
      path: "src/logic.js",
      line: 2,
      column: 18,
      message: "the pattern takes more than 50 ms on a short text",
      evidence: "/^(a+)+$/u",
    }],
  });
});
