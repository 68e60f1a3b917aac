import assert from "node:assert/strict";
import { BrokenBody } from "../lib/broken_body.ts";
import {
  type Frame,
  FrameReader,
  FrameType,
  FrameWriter,
  MAX_CAPABILITY_BODY_BYTES,
  STREAM_WINDOW_BYTES,
} from "../sandbox/mod.ts";
import { CapabilityCalls } from "./capability_calls.ts";
import type { Capabilities, CapabilityCall } from "./types.ts";

const OWNER = { deploymentId: "dep_1", agentId: "agent_1", slug: "one", version: 3 };
const HEAD = JSON.stringify({ name: "store.get", args: { key: "k" }, forCall: 1 });
const MIB = 1024 * 1024;

/** The calls of one sandbox; what goes back to it is read, unless `reads` is false. */
function setUp(capabilities: Capabilities, reads = true) {
  const reader = new FrameReader();
  const answers: Frame[] = [];
  const waiting: (() => void)[] = [];
  const writer = new FrameWriter((bytes) => {
    if (!reads) return new Promise(() => {});
    const room = reader.room();
    const piece = bytes.subarray(0, room.length);
    room.set(piece);
    reader.filled(piece.length, (frame) => answers.push(frame));
    waiting.splice(0).forEach((wake) => wake());
    return Promise.resolve(piece.length);
  }, (error) => assert.fail(String(error)));
  const calls = new CapabilityCalls(OWNER, capabilities, writer);
  return {
    answers,
    calls,
    send: (more: Partial<Frame> = {}) =>
      calls.onFrame({
        type: FrameType.capabilityCall,
        callId: 1,
        last: true,
        head: HEAD,
        body: new Uint8Array(0),
        ...more,
      }, (id) => id === 1 ? "req_1" : null),
    /** The frames of an answer up to its last, each told of as it is read. */
    async answered(onRead: (bytes: number) => void = () => {}): Promise<Frame[]> {
      for (let read = 0; answers.at(-1)?.last !== true;) {
        if (read === answers.length) await new Promise<void>((wake) => waiting.push(wake));
        for (; read < answers.length; read++) onRead(answers[read]!.body.length);
      }
      return answers;
    },
  };
}

async function* inParts(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += 100_000) yield body.subarray(at, at + 100_000);
}

const never = () => new Promise<never>(() => {});

Deno.test("a question is asked in the name of the sandbox's owner, whatever its frame says", async () => {
  const asked: CapabilityCall[] = [];
  const { send, answered } = setUp((call) => {
    asked.push(call);
    return Promise.resolve({ ok: true, value: "yes" });
  });
  send({ head: JSON.stringify({ ...JSON.parse(HEAD), agentId: "agent_2", deploymentId: "dep_2" }) });
  const [answer] = await answered();
  assert.deepEqual(JSON.parse(answer!.head), { ok: true, value: "yes" });
  const { body, signal: _, ...rest } = asked[0]!;
  assert.equal(body.length, 0);
  assert.deepEqual(rest, { ...OWNER, name: "store.get", args: { key: "k" }, requestId: "req_1" });
});

Deno.test("bodies pass in parts, in both directions, also of questions that overlap", async () => {
  const { calls, send, answered } = setUp(({ body }) =>
    Promise.resolve({ ok: true, value: body.length, body: inParts(body) })
  );
  send({ last: false, body: new Uint8Array(MIB).fill(1) });
  send({ callId: 2, last: false, body: new Uint8Array(10) });
  send({ head: "", body: new Uint8Array(10).fill(2) });
  const frames = await answered((bytes) => calls.addCredit(1, bytes));
  assert.equal(JSON.parse(frames[0]!.head).value, MIB + 10);
  assert.equal(frames.reduce((sum, { body }) => sum + body.length, 0), MIB + 10);
  assert.equal(frames.at(-2)!.body.at(-1), 2);
  assert.ok(frames.every(({ type, callId }) => type === FrameType.capabilityResult && callId === 1));
});

Deno.test("a capability that breaks, or answers too much, is an error that says no more than it may", async () => {
  const broken = setUp(() => Promise.reject(new Error("the database password is wrong")));
  broken.send();
  assert.deepEqual(JSON.parse((await broken.answered())[0]!.head), {
    ok: false,
    code: "internal_error",
    message: "store.get failed",
  });
  const large = setUp(() => Promise.resolve({ ok: true, value: "ä".repeat(MIB) }));
  large.send();
  assert.equal(JSON.parse((await large.answered())[0]!.head).code, "too_large");
});

const BROKEN: Record<string, (send: (frame: Partial<Frame>) => void) => void> = {
  "a head that is no JSON": (send) => send({ head: "{" }),
  "a head without a name": (send) => send({ head: '{"forCall":1}' }),
  "no head at all": (send) => send({ head: "" }),
  "more questions at once than the bootstrap lets through": (send) => {
    for (let callId = 0; callId < 129; callId++) send({ callId });
  },
  "a head nested to hold everybody up": (send) => {
    const args = "[".repeat(100_000) + "]".repeat(100_000);
    send({ head: `{"name":"store.put","forCall":1,"args":${args}}` });
  },
  "a body without end": (send) => {
    for (let sent = 0; sent <= MAX_CAPABILITY_BODY_BYTES; sent += MIB) {
      send({ head: sent === 0 ? HEAD : "", last: false, body: new Uint8Array(MIB) });
    }
  },
  "many bodies that never end": (send) => {
    for (let callId = 0; callId < 17; callId++) send({ callId, last: false, body: new Uint8Array(MIB) });
  },
};

for (const [what, misbehave] of Object.entries(BROKEN)) {
  Deno.test(`${what} ends the sandbox`, () => {
    assert.throws(() => misbehave(setUp(never).send), { name: "ProtocolError" });
  });
}

Deno.test("a sandbox that asks and does not read is ended before it fills our memory", async () => {
  const value = "x".repeat(MIB / 8);
  const { send } = setUp(() => Promise.resolve({ ok: true, value }), false);
  let asked = 0;
  await assert.rejects(async () => {
    for (;; asked++) {
      send({ callId: asked });
      await new Promise((next) => setImmediate(next));
    }
  }, /does not read its answers/);
  assert.ok(asked <= 600, `${asked / 8} MiB were kept`);
});

Deno.test("a body goes no further than its credit, and breaks off with a reason", async () => {
  async function* body() {
    yield new Uint8Array(MIB);
    throw new BrokenBody("fetch_timeout", "too slow");
  }
  const { calls, send, answers, answered } = setUp(() =>
    Promise.resolve({ ok: true, value: null, body: body() })
  );
  send();
  await answered((bytes) => {
    if (bytes > 0) return calls.addCredit(1, bytes);
    if (answers.length > 1) return;
    assert.throws(() => calls.addCredit(1, STREAM_WINDOW_BYTES + 1), { name: "ProtocolError" });
  });
  assert.equal(answers.reduce((sum, { body }) => sum + body.length, 0), MIB);
  assert.deepEqual(JSON.parse(answers.at(-1)!.head), {
    ok: false,
    code: "fetch_timeout",
    message: "too slow",
  });
});

Deno.test("the body of an answer that is given up ends, whether or not it had begun", async () => {
  const ended: string[] = [];
  async function* endless(name: string) {
    try {
      for (;;) yield new Uint8Array(MIB);
    } finally {
      ended.push(name);
    }
  }
  const { calls, send, answered } = setUp(({ args }) =>
    Promise.resolve({ ok: true, value: null, body: endless(String(args)) })
  );
  const ask = (callId: number, args: string) =>
    send({ callId, head: JSON.stringify({ name: "fetch", args, forCall: 1 }) });
  ask(1, "begun");
  await new Promise((next) => setTimeout(next));
  ask(2, "not begun");
  calls.cancel(1);
  calls.cancel(2);
  await answered();
  while (ended.length < 2) await new Promise((next) => setTimeout(next));
  assert.deepEqual(ended.sort(), ["begun", "not begun"]);
});

Deno.test("whoever works on a question learns that the backend gave it up, or is gone", () => {
  const signals: AbortSignal[] = [];
  const { send, calls } = setUp(({ signal }) => {
    signals.push(signal());
    return never();
  });
  for (const callId of [1, 2, 3]) send({ callId });
  calls.cancel(2);
  calls.cancel(77);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [false, true, false]);
  calls.cancelAll();
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true, true, true]);
});
