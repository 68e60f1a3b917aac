import assert from "node:assert/strict";
import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES } from "./frame_layout.ts";
import { FrameReader, ProtocolError } from "./frame_reader.ts";
import { CHUNK_BYTES, FrameWriter } from "./frame_writer.ts";
import { wholeMessages } from "./messages.ts";
import { type Frame, FrameType } from "./protocol.ts";

type Bytes = Uint8Array<ArrayBuffer>;

Deno.test("frames arrive as they were sent, however the bytes were cut", async () => {
  const random = seededRandom(7);
  for (let round = 0; round < 50; round++) {
    const sent = Array.from({ length: 1 + random(20) }, () => randomFrame(random));
    const bytes = await written((writer) => {
      for (const { type, callId, head, body, last } of sent) writer.send(type, callId, head, body, last);
    });
    assert.deepEqual(readInPieces(bytes, () => 1 + random(200)), sent);
  }
});

Deno.test("frames sent in one turn of the event loop leave in one write", async () => {
  let writes = 0;
  const done = Promise.withResolvers<void>();
  const writer = new FrameWriter((bytes) => {
    writes++;
    done.resolve();
    return Promise.resolve(bytes.length);
  }, never);
  for (let callId = 0; callId < 100; callId++) writer.send(FrameType.ping, callId);
  await done.promise;
  assert.equal(writes, 1);
});

Deno.test("a write that takes only part of the bytes is carried on", async () => {
  const taken: number[] = [];
  const done = Promise.withResolvers<void>();
  const writer = new FrameWriter((bytes) => {
    const count = Math.min(7, bytes.length);
    taken.push(...bytes.subarray(0, count));
    if (bytes.length <= 7) done.resolve();
    return Promise.resolve(count);
  }, never);
  writer.send(FrameType.log, 3, "{}", new Uint8Array([1, 2, 3]));
  await done.promise;
  const [frame] = readInPieces(new Uint8Array(taken), () => 1000);
  assert.deepEqual(frame, {
    type: FrameType.log,
    callId: 3,
    last: true,
    head: "{}",
    body: new Uint8Array([1, 2, 3]),
  });
});

Deno.test("a failing socket is reported", async () => {
  const failed = Promise.withResolvers<unknown>();
  const writer = new FrameWriter(() => Promise.reject(new Error("broken pipe")), failed.resolve);
  writer.send(FrameType.ping, 1);
  assert.match(String(await failed.promise), /broken pipe/);
});

Deno.test("a body of any length comes out whole", async () => {
  for (const length of [0, 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5]) {
    const body = new Uint8Array(length).map((_, i) => i % 251);
    const bytes = await written((writer) =>
      writer.sendMessage(FrameType.request, 9, "{}", body, FrameType.chunk)
    );
    const whole: Frame[] = [];
    readInPieces(bytes, () => 50_000).forEach(wholeMessages((frame) => whole.push(frame)));
    assert.deepEqual(whole, [{ type: FrameType.request, callId: 9, last: true, head: "{}", body }]);
  }
});

Deno.test("a frame that is too large can't be sent", () => {
  const writer = new FrameWriter(() => Promise.resolve(0), never);
  assert.throws(() => writer.send(FrameType.log, 0, "", new Uint8Array(MAX_FRAME_BYTES + 1)), RangeError);
});

const BROKEN: Record<string, number[]> = {
  "a length beyond the limit": header(MAX_FRAME_BYTES + 1, FrameType.ping, 1, 0),
  "the longest length there is": header(0xffffffff, FrameType.ping, 1, 0),
  "an unknown type": header(0, 99, 1, 0),
  "an unknown flag": header(0, FrameType.ping, 7, 0),
  "a head longer than its frame": [...header(1, FrameType.ping, 1, 2), 0x7b],
  "a head that is not UTF-8": [...header(1, FrameType.log, 1, 1), 0xff],
};

for (const [what, bytes] of Object.entries(BROKEN)) {
  Deno.test(`${what} is a protocol error`, () => {
    assert.throws(() => readInPieces(new Uint8Array(bytes), () => 1000), ProtocolError);
  });
}

Deno.test("a stream that ends inside a frame is a protocol error", () => {
  const reader = new FrameReader();
  reader.room().set([0, 0, 0, 1]);
  reader.filled(4, never);
  assert.throws(() => reader.ended(), ProtocolError);
});

Deno.test("garbage never does worse than a protocol error", () => {
  const random = seededRandom(11);
  for (let round = 0; round < 500; round++) {
    const bytes = new Uint8Array(14 + random(400)).map(() => random(256));
    if (round % 2 === 0) {
      bytes.set([0, 0, 0, random(64), random(40), random(3), 0, 0, 0, 1, 0, 0, 0, random(64)]);
    }
    try {
      readInPieces(bytes, () => 1 + random(50));
    } catch (error) {
      assert.ok(error instanceof ProtocolError, String(error));
    }
  }
});

function header(sizeBytes: number, type: number, last: number, headBytes: number): number[] {
  const view = new DataView(new ArrayBuffer(FRAME_HEADER_BYTES));
  view.setUint32(0, sizeBytes);
  view.setUint8(4, type);
  view.setUint8(5, last);
  view.setUint32(6, 1);
  view.setUint32(10, headBytes);
  return [...new Uint8Array(view.buffer)];
}

function readInPieces(bytes: Bytes, pieceLength: () => number): Frame[] {
  const frames: Frame[] = [];
  const reader = new FrameReader();
  for (let at = 0; at < bytes.length;) {
    const room = reader.room();
    const piece = bytes.subarray(at, at + Math.min(pieceLength(), room.length));
    room.set(piece);
    reader.filled(piece.length, (frame) => frames.push(frame));
    at += piece.length;
  }
  reader.ended();
  return frames;
}

async function written(send: (writer: FrameWriter) => void): Promise<Bytes> {
  const parts: number[][] = [];
  const done = Promise.withResolvers<void>();
  const writer = new FrameWriter((bytes) => {
    parts.push([...bytes]);
    done.resolve();
    return Promise.resolve(bytes.length);
  }, never);
  send(writer);
  await done.promise;
  return new Uint8Array(parts.flat());
}

function randomFrame(random: (below: number) => number): Frame & { type: FrameType } {
  const types = Object.values(FrameType);
  return {
    type: types[random(types.length)]!,
    callId: random(2 ** 31),
    last: random(2) === 1,
    head: random(2) === 1 ? "" : JSON.stringify({ text: "ä€😀".repeat(random(30)) }),
    body: new Uint8Array(random(random(10) === 0 ? CHUNK_BYTES : 100)).map(() => random(256)),
  };
}

/** Mulberry32: the same numbers on every run. */
function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function never(what: unknown): never {
  assert.fail(`unexpected: ${what}`);
}
