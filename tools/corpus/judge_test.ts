import assert from "node:assert/strict";
import { generated, interpreted } from "./backends.ts";
import type { Entry, Expectation } from "./entries.ts";
import { judge } from "./judge.ts";

const TRIAGE = await Deno.readTextFile(new URL("../../examples/support-triage.md", import.meta.url));
const REFUND = { input: { input: "I want a refund" }, status: 200 };
const TRANSLATE = "Translate the input into French.";

function entry(expectation: Expectation, requirements = TRIAGE): Entry {
  return { family: "triage", name: "support", requirements, expectation };
}

Deno.test("an expected answer is correct, from the interpreter and from the generated code", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const billing = entry({ expect: "compiles", calls: [{ ...REFUND, body: { category: "billing" } }] });
    for (const makeBackend of [interpreted, generated(folder)]) {
      assert.equal((await judge(billing, makeBackend)).verdict, "correct");
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("another answer, or another status, is wrong and both answers are shown", async () => {
  const body = { category: "security" };
  for (const call of [{ ...REFUND, body }, { ...REFUND, status: "4xx" as const }]) {
    const { verdict, details } = await judge(entry({ expect: "compiles", calls: [call] }), interpreted);
    assert.equal(verdict, "wrong");
    assert.match(details[0] ?? "", /expected .*\n.*actual .*"billing"/);
  }
});

Deno.test("a key that is missing is wrong, whatever stands under those that are there", async () => {
  const having = (keys: string[]) => entry({ expect: "compiles", calls: [{ ...REFUND, keys }] });
  assert.equal((await judge(having(["category", "priority"]), interpreted)).verdict, "correct");
  assert.equal((await judge(having(["category", "colour"]), interpreted)).verdict, "wrong");
});

Deno.test("a text that compiles though it must be refused is wrong", async () => {
  const quote = "suggests the next action";
  const { verdict, details } = await judge(entry({ expect: "refused", because: "-", quote }), interpreted);
  assert.equal(verdict, "wrong");
  assert.ok(details.some((line) => line.startsWith("read ")));
});

Deno.test("a refusal is right only where it was due, and for the clause that was due", async () => {
  const text = `${TRIAGE}\n${TRANSLATE}\n`;
  const refused = (quote: string) => entry({ expect: "refused", because: "-", quote }, text);
  assert.equal((await judge(refused(TRANSLATE), interpreted)).verdict, "refused rightly");
  assert.equal((await judge(refused("customerTier"), interpreted)).verdict, "refused elsewhere");
  const wanted = entry({ expect: "compiles", calls: [REFUND] }, text);
  assert.equal((await judge(wanted, interpreted)).verdict, "refused wrongly");
});
