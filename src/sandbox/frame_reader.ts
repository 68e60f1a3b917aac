import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES } from "./frame_layout.ts";
import { type Frame, FrameType } from "./protocol.ts";

/** The other side broke the rules of the protocol: nothing that comes after can be trusted. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

const KNOWN_TYPES: ReadonlySet<number> = new Set(Object.values(FrameType));
const FIRST_BUFFER_BYTES = 64 * 1024;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Takes frames out of a stream of bytes, however the bytes were cut. Never holds more than one frame's worth. */
export class FrameReader {
  #buffer = new Uint8Array(FIRST_BUFFER_BYTES);
  #start = 0;
  #end = 0;
  #heads = new Heads();

  /** Free room to read the next bytes into. Never empty. */
  room(): Uint8Array<ArrayBuffer> {
    if (this.#start > 0) this.#moveToFront();
    return this.#buffer.subarray(this.#end);
  }

  /** Says how many bytes were put into `room()`, and hands on each frame they complete. Throws ProtocolError. */
  filled(bytes: number, onFrame: (frame: Frame) => void): void {
    this.#end += bytes;
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) onFrame(frame);
  }

  /** Throws ProtocolError when the stream ended in the middle of a frame. */
  ended(): void {
    if (this.#end > this.#start) throw new ProtocolError("the stream ended in the middle of a frame");
  }

  #next(): Frame | undefined {
    const have = this.#end - this.#start;
    if (have < FRAME_HEADER_BYTES) return undefined;
    const sizeBytes = readUint32(this.#buffer, this.#start);
    if (sizeBytes > MAX_FRAME_BYTES) throw new ProtocolError(`a frame claims ${sizeBytes} bytes`);
    const frameBytes = FRAME_HEADER_BYTES + sizeBytes;
    if (have < frameBytes) {
      this.#makeRoomFor(frameBytes);
      return undefined;
    }
    const frame = parseFrame(this.#buffer, this.#start, sizeBytes, this.#heads);
    this.#start += frameBytes;
    return frame;
  }

  #moveToFront(): void {
    this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#end -= this.#start;
    this.#start = 0;
  }

  #makeRoomFor(frameBytes: number): void {
    if (frameBytes <= this.#buffer.length) return;
    const larger = new Uint8Array(FRAME_HEADER_BYTES + MAX_FRAME_BYTES);
    larger.set(this.#buffer.subarray(this.#start, this.#end));
    this.#end -= this.#start;
    this.#start = 0;
    this.#buffer = larger;
  }
}

/** Decodes heads. Those of a backend's answers are mostly alike, and comparing takes a tenth of the time. */
class Heads {
  #bytes = new Uint8Array(0);
  #text = "";

  decode(bytes: Uint8Array<ArrayBuffer>): string {
    if (this.#isLast(bytes)) return this.#text;
    this.#text = decodeHead(bytes);
    this.#bytes = bytes.slice();
    return this.#text;
  }

  #isLast(bytes: Uint8Array): boolean {
    if (bytes.length !== this.#bytes.length || bytes.length > LONGEST_COMPARED_BYTES) return false;
    for (let i = 0; i < bytes.length; i++) if (bytes[i] !== this.#bytes[i]) return false;
    return true;
  }
}

const LONGEST_COMPARED_BYTES = 512;

function parseFrame(
  buffer: Uint8Array<ArrayBuffer>,
  at: number,
  sizeBytes: number,
  heads: Heads,
): Frame {
  const type = buffer[at + 4]!;
  const last = buffer[at + 5]!;
  const headBytes = readUint32(buffer, at + 10);
  if (!KNOWN_TYPES.has(type)) throw new ProtocolError(`unknown frame type ${type}`);
  if (last > 1) throw new ProtocolError("a frame has an unknown flag");
  if (headBytes > sizeBytes) throw new ProtocolError("a frame's head is longer than the frame");
  const headStart = at + FRAME_HEADER_BYTES;
  const bodyStart = headStart + headBytes;
  return {
    type,
    last: last === 1,
    callId: readUint32(buffer, at + 6),
    head: headBytes === 0 ? "" : heads.decode(buffer.subarray(headStart, bodyStart)),
    body: buffer.slice(bodyStart, headStart + sizeBytes),
  };
}

function decodeHead(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ProtocolError("a frame's head is not UTF-8");
  }
}

function readUint32(buffer: Uint8Array, at: number): number {
  return ((buffer[at]! << 24) | (buffer[at + 1]! << 16) | (buffer[at + 2]! << 8) | buffer[at + 3]!) >>> 0;
}
