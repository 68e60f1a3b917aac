import assert from "node:assert/strict";
import { BrokenBody } from "../lib/broken_body.ts";
import { type AskModel, createAi } from "./mod.ts";

type Asked = Parameters<AskModel>[0];
const USED = { inputTokens: 3, outputTokens: 4 };
const GONE = new AbortController().signal;

/** An `Ai` whose model does what `act` does. */
function scripted(act: (asked: Asked) => ReturnType<AskModel>, tokensPerDay = 100) {
  const counted: unknown[] = [];
  const meter = {
    tokensPerDay,
    usedToday: () => Promise.resolve(7 * counted.length),
    count: (_agentId: string, usage: unknown) => Promise.resolve(void counted.push(usage)),
  };
  return { ai: createAi(meter, act), counted };
}

/** A model that writes these pieces, as fast as they are taken. */
const writing = (pieces: string[]): AskModel => async ({ onText }) => {
  for (const piece of pieces) await onText!(piece);
  return { ok: true, text: pieces.join(""), model: "m", usage: USED };
};

async function opened(ai: ReturnType<typeof scripted>["ai"], gone = GONE) {
  const stream = await ai.stream("agent_1", "Hello", gone);
  if (!stream.ok) throw new Error(stream.message);
  return stream.body;
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for await (const part of body) text += decoder.decode(part, { stream: true });
  return text + decoder.decode();
}

Deno.test("a stream has every piece in order, also where one ends in the middle of a character", async () => {
  const pieces = ["He", "llo \ud83d", "\ude00", ...Array.from({ length: 100 }, String)];
  const { ai, counted } = scripted(writing(pieces));
  assert.equal(await textOf(await opened(ai)), pieces.join(""));
  assert.deepEqual(counted, [{ model: "m", ...USED }]);
});

Deno.test("the model is not ahead of a reader who does not read", async () => {
  let written = 0;
  const { ai } = scripted(async ({ onText }) => {
    for (; written < 1_000; written++) await onText!("piece");
    return { ok: true, text: "", model: "m", usage: USED };
  });
  const body = await opened(ai);
  // Whatever may be written without a reader is written by the time a macrotask has its turn.
  await new Promise((resolve) => setTimeout(resolve));
  assert.ok(written > 0 && written < 50, `${written} pieces were written`);
  await textOf(body);
  assert.equal(written, 1_000);
});

Deno.test("a reader who leaves ends the question, which is counted all the same", async () => {
  const ended = Promise.withResolvers<void>();
  const { ai, counted } = scripted(async ({ onText, signal }) => {
    signal.addEventListener("abort", () => ended.resolve());
    await onText!("a first piece");
    await ended.promise;
    return { ok: false, failure: { code: "cancelled", message: "nobody waits" }, model: "m", usage: USED };
  });
  for await (const part of await opened(ai)) {
    assert.equal(new TextDecoder().decode(part), "a first piece");
    break;
  }
  await ended.promise;
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(counted, [{ model: "m", ...USED }]);
});

Deno.test("a backend that is gone keeps no place in the line of its agent", async () => {
  const endless: AskModel = async ({ onText, signal }) => {
    while (!signal.aborted) await onText!("piece");
    return { ok: false, failure: { code: "cancelled", message: "nobody waits" }, model: "m", usage: USED };
  };
  const { ai, counted } = scripted(endless);
  for (let time = 0; time < 6; time++) {
    const gone = new AbortController();
    await opened(ai, gone.signal); // read by nobody
    gone.abort();
  }
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(counted.length, 6);
});

Deno.test("what breaks off after the first piece breaks the body, with the reason's code", async () => {
  const { ai } = scripted(async ({ onText }) => {
    await onText!("half an");
    return {
      ok: false,
      failure: { code: "timeout", message: "the model fell silent" },
      model: "m",
      usage: USED,
    };
  });
  await assert.rejects(textOf(await opened(ai)), (error) => {
    return error instanceof BrokenBody && error.code === "ai_timeout";
  });
});

Deno.test("what goes wrong before the first piece is a refusal, and a spent budget asks nobody", async () => {
  const refused: AskModel = () =>
    Promise.resolve({ ok: false, failure: { code: "unauthorized", message: "no" }, model: "m", usage: USED });
  const { ai, counted } = scripted(refused, 7);
  const first = await ai.stream("agent_1", "Hello", GONE);
  const second = await ai.stream("agent_1", "Hello", GONE);
  assert.deepEqual([first, second].map((it) => !it.ok && it.code), ["ai_unauthorized", "ai_budget_spent"]);
  assert.equal(counted.length, 1);
});
