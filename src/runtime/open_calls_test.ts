import assert from "node:assert/strict";
import { ProtocolError, STREAM_WINDOW_BYTES } from "../sandbox/mod.ts";
import { AnswerTooLarge, type CallEnd, OpenCalls } from "./open_calls.ts";
import { requestOf } from "./testing.ts";
import type { AnswerSink } from "./types.ts";

const HEAD = { status: 200, headers: [] };
const BODY = new Uint8Array(10);
const BOUNDS = { maxResponseBytes: 20, maxCallsPerSandbox: 2, timeoutMs: 60_000, streamTimeoutMs: 60_000 };

function openCalls(bounds: Partial<typeof BOUNDS> = {}) {
  const ends: CallEnd[] = [];
  const credits: number[] = [];
  const calls = new OpenCalls({ ...BOUNDS, ...bounds }, {
    onTaken: (_callId, bytes) => credits.push(bytes),
    onTimeout: () => assert.fail("no call takes that long"),
  });
  const begin = (startsAtByte = 0, sink?: AnswerSink) =>
    calls.begin({ ...requestOf(1), ...(sink && { sink }) }, startsAtByte, (end) => ends.push(end));
  return {
    calls,
    ends,
    credits,
    begin,
    [Symbol.dispose]: () => calls.failAll("stopped", "", 0),
  };
}

/** Notes what it is told, and takes nothing on before it is asked to. */
function noting() {
  const heads: number[] = [];
  const taken: (() => void)[] = [];
  const sink: AnswerSink = {
    begin: ({ status }) => heads.push(status),
    write: (_bytes, take) => taken.push(take),
  };
  return { heads, taken, sink };
}

Deno.test("only a call whose first byte was not given to the socket may be sent again", () => {
  using open = openCalls();
  const { calls, ends, begin } = open;
  begin(0);
  begin(50);
  begin(100);
  calls.failAll("crashed", "", 100);
  assert.deepEqual(ends.map((end) => end.kind === "failed" && end.handedOver), [true, true, false]);
});

Deno.test("an answer in chunks ends its call with the last one", () => {
  using open = openCalls();
  const { calls, ends, begin } = open;
  const callId = begin();
  calls.respond(callId, HEAD, BODY, false);
  assert.equal(ends.length, 0);
  calls.addChunk(callId, BODY, true);
  assert.deepEqual(ends, [{ kind: "answered", ...HEAD, body: new Uint8Array(20), bodyBytes: 20 }]);
});

Deno.test("an answer beyond the limit is refused before it is whole", () => {
  using open = openCalls();
  const { calls, begin } = open;
  const callId = begin();
  calls.respond(callId, HEAD, BODY, false);
  calls.addChunk(callId, BODY, false);
  assert.throws(() => calls.addChunk(callId, BODY, false), AnswerTooLarge);
});

Deno.test("many unfinished answers together are bounded too", () => {
  using open = openCalls();
  const { calls, begin } = open;
  for (let i = 0; i < 8; i++) calls.respond(begin(), HEAD, BODY, false);
  assert.throws(() => calls.respond(begin(), HEAD, BODY, false), AnswerTooLarge);
});

Deno.test("an abandoned call may be answered late, once, and no other answer is taken", () => {
  using open = openCalls();
  const { calls, ends, begin } = open;
  const callId = begin();
  calls.fail(callId, "timeout", { answerMayCome: true });
  calls.respond(callId, HEAD, BODY, true);
  assert.equal(ends.length, 1);
  assert.throws(() => calls.respond(callId, HEAD, BODY, true), ProtocolError);
});

Deno.test("answers out of order are protocol errors", () => {
  using open = openCalls();
  const { calls, begin } = open;
  assert.throws(() => calls.respond(77, HEAD, BODY, true), ProtocolError);
  const callId = begin();
  assert.throws(() => calls.addChunk(callId, BODY, true), ProtocolError);
  calls.respond(callId, HEAD, BODY, false);
  assert.throws(() => calls.respond(callId, HEAD, BODY, true), ProtocolError);
});

Deno.test("a sandbox that never ends what was abandoned is noticed", () => {
  using open = openCalls();
  const { calls, begin } = open;
  for (let i = 0; i < 3; i++) calls.fail(begin(), "timeout", { answerMayCome: true });
  assert.equal(calls.tooManyAbandoned, true);
});

Deno.test("a streamed answer goes to its sink part by part, and earns credit as it is taken", () => {
  using open = openCalls();
  const { calls, ends, credits, begin } = open;
  const { heads, taken, sink } = noting();
  const callId = begin(0, sink);
  calls.respond(callId, { ...HEAD, streamed: true }, new Uint8Array(0), false);
  assert.deepEqual([heads, taken.length], [[200], 0]);
  calls.addChunk(callId, BODY, false);
  assert.deepEqual(credits, []);
  taken[0]!();
  assert.deepEqual(credits, [10]);
  calls.addChunk(callId, new Uint8Array(0), true);
  assert.deepEqual(ends, [{ kind: "answered", ...HEAD, body: new Uint8Array(0), bodyBytes: 10 }]);
});

Deno.test("what is taken after the end of its call earns nothing", () => {
  using open = openCalls();
  const { calls, credits, begin } = open;
  const { taken, sink } = noting();
  const callId = begin(0, sink);
  calls.respond(callId, { ...HEAD, streamed: true }, BODY, true);
  taken[0]!();
  assert.deepEqual(credits, []);
});

Deno.test("an answer that outruns its credit, or streams unasked, is a protocol error", () => {
  using open = openCalls({ maxResponseBytes: 10 * STREAM_WINDOW_BYTES });
  const { calls, begin } = open;
  const callId = begin(0, noting().sink);
  calls.respond(callId, { ...HEAD, streamed: true }, new Uint8Array(STREAM_WINDOW_BYTES), false);
  assert.throws(() => calls.addChunk(callId, BODY, false), /outran its credit/);
  assert.throws(() => calls.respond(begin(), { ...HEAD, streamed: true }, BODY, false), /not asked to/);
});

Deno.test("a streamed answer is bounded as any other", () => {
  using open = openCalls();
  const { calls, begin } = open;
  const callId = begin(0, noting().sink);
  calls.respond(callId, { ...HEAD, streamed: true }, new Uint8Array(20), false);
  assert.throws(() => calls.addChunk(callId, BODY, false), AnswerTooLarge);
});
