import assert from "node:assert/strict";
import { ProtocolError } from "../sandbox/mod.ts";
import { AnswerTooLarge, type CallEnd, OpenCalls } from "./open_calls.ts";
import { requestOf } from "./testing.ts";

const HEAD = { status: 200, headers: [] };
const BODY = new Uint8Array(10);

function openCalls() {
  const ends: CallEnd[] = [];
  const calls = new OpenCalls({ maxResponseBytes: 20, maxCallsPerSandbox: 2 });
  const begin = (startsAtByte = 0) => calls.begin(requestOf(1), startsAtByte, (end) => ends.push(end));
  return { calls, ends, begin };
}

Deno.test("only a call whose first byte was not given to the socket may be sent again", () => {
  const { calls, ends, begin } = openCalls();
  begin(0);
  begin(50);
  begin(100);
  calls.failAll("crashed", "", 100);
  assert.deepEqual(ends.map((end) => end.kind === "failed" && end.handedOver), [true, true, false]);
});

Deno.test("an answer in chunks ends its call with the last one", () => {
  const { calls, ends, begin } = openCalls();
  const callId = begin();
  calls.respond(callId, HEAD, BODY, false);
  assert.equal(ends.length, 0);
  calls.addChunk(callId, BODY, true);
  assert.deepEqual(ends, [{ kind: "answered", ...HEAD, body: new Uint8Array(20) }]);
});

Deno.test("an answer beyond the limit is refused before it is whole", () => {
  const { calls, begin } = openCalls();
  const callId = begin();
  calls.respond(callId, HEAD, BODY, false);
  calls.addChunk(callId, BODY, false);
  assert.throws(() => calls.addChunk(callId, BODY, false), AnswerTooLarge);
});

Deno.test("many unfinished answers together are bounded too", () => {
  const { calls, begin } = openCalls();
  for (let i = 0; i < 8; i++) calls.respond(begin(), HEAD, BODY, false);
  assert.throws(() => calls.respond(begin(), HEAD, BODY, false), AnswerTooLarge);
});

Deno.test("an abandoned call may be answered late, once, and no other answer is taken", () => {
  const { calls, ends, begin } = openCalls();
  const callId = begin();
  calls.fail(callId, "timeout", { answerMayCome: true });
  calls.respond(callId, HEAD, BODY, true);
  assert.equal(ends.length, 1);
  assert.throws(() => calls.respond(callId, HEAD, BODY, true), ProtocolError);
});

Deno.test("answers out of order are protocol errors", () => {
  const { calls, begin } = openCalls();
  assert.throws(() => calls.respond(77, HEAD, BODY, true), ProtocolError);
  const callId = begin();
  assert.throws(() => calls.addChunk(callId, BODY, true), ProtocolError);
  calls.respond(callId, HEAD, BODY, false);
  assert.throws(() => calls.respond(callId, HEAD, BODY, true), ProtocolError);
});

Deno.test("a sandbox that never ends what was abandoned is noticed", () => {
  const { calls, begin } = openCalls();
  for (let i = 0; i < 3; i++) calls.fail(begin(), "timeout", { answerMayCome: true });
  assert.equal(calls.tooManyAbandoned, true);
});
