import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES } from "./frame_layout.ts";
import type { FrameType } from "./protocol.ts";

/** Bodies longer than this travel as several frames, so that a big one does not hold up the small ones behind it. */
export const CHUNK_BYTES = 256 * 1024;

/** Of a JavaScript string's units, in UTF-8, at most. */
const BYTES_PER_CHARACTER = 3;
const NO_BODY = new Uint8Array(0);
const FIRST_BUFFER_BYTES = 64 * 1024;
/** A buffer that grew beyond this under a burst is not kept. */
const LARGEST_KEPT_BYTES = 1024 * 1024;
const encoder = new TextEncoder();
const afterThisTurn = setImmediate; // taken before a backend can replace it

/**
 * Puts frames on a socket. Frames sent in the same turn of the event loop leave in one write: a system call costs
 * more than everything else about a small frame.
 */
export class FrameWriter {
  #write: (bytes: Uint8Array) => Promise<number>;
  #onFailure: (error: unknown) => void;
  #buffer = new Uint8Array(FIRST_BUFFER_BYTES);
  #spare = new Uint8Array(FIRST_BUFFER_BYTES);
  #length = 0;
  #flushing = false;
  #takenBytes = 0;

  constructor(write: (bytes: Uint8Array) => Promise<number>, onFailure: (error: unknown) => void) {
    this.#write = write;
    this.#onFailure = onFailure;
  }

  /** Bytes accepted since the start, written or not. */
  get acceptedBytes(): number {
    return this.#takenBytes + this.#length;
  }

  /** Bytes given to the socket since the start: what comes after them can't have reached the other side. */
  get takenBytes(): number {
    return this.#takenBytes;
  }

  /** Bytes accepted and not yet given to the socket. */
  get waitingBytes(): number {
    return this.#length;
  }

  /** Sends a head and a body of any length, split into frames. A text goes as UTF-8. */
  sendMessage(
    type: FrameType,
    callId: number,
    head: string,
    given: Uint8Array | string,
    chunkType: FrameType,
  ): void {
    if (given.length * BYTES_PER_CHARACTER <= CHUNK_BYTES) return this.send(type, callId, head, given);
    const body = typeof given === "string" ? encoder.encode(given) : given;
    if (body.length <= CHUNK_BYTES) return this.send(type, callId, head, body);
    this.send(type, callId, head, body.subarray(0, CHUNK_BYTES), false);
    for (let at = CHUNK_BYTES; at < body.length; at += CHUNK_BYTES) {
      const end = at + CHUNK_BYTES;
      this.send(chunkType, callId, "", body.subarray(at, end), end >= body.length);
    }
  }

  /** Sends one frame. Throws RangeError when it is larger than a frame may be. */
  send(type: FrameType, callId: number, head = "", body: Uint8Array | string = NO_BODY, last = true): void {
    this.#reserve(FRAME_HEADER_BYTES + (head.length + body.length) * BYTES_PER_CHARACTER);
    const start = this.#length;
    const headStart = start + FRAME_HEADER_BYTES;
    const headBytes = this.#put(head, headStart);
    const sizeBytes = headBytes + this.#put(body, headStart + headBytes);
    if (sizeBytes > MAX_FRAME_BYTES) throw new RangeError(`a frame of ${sizeBytes} bytes is too large`);
    writeHeader(this.#buffer, start, type, last, callId, headBytes, sizeBytes);
    this.#length = headStart + sizeBytes;
    this.#scheduleFlush();
  }

  #put(what: Uint8Array | string, at: number): number {
    if (what.length === 0) return 0;
    if (typeof what === "string") return encoder.encodeInto(what, this.#buffer.subarray(at)).written;
    this.#buffer.set(what, at);
    return what.length;
  }

  #scheduleFlush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    afterThisTurn(() => this.#flush().catch(this.#onFailure));
  }

  async #flush(): Promise<void> {
    while (this.#length > 0) {
      const bytes = this.#buffer.subarray(0, this.#length);
      [this.#buffer, this.#spare] = [this.#spare, this.#buffer];
      this.#takenBytes += this.#length;
      this.#length = 0;
      for (let at = 0; at < bytes.length;) at += await this.#write(at === 0 ? bytes : bytes.subarray(at));
    }
    this.#flushing = false;
    if (this.#spare.length > LARGEST_KEPT_BYTES) this.#spare = new Uint8Array(FIRST_BUFFER_BYTES);
  }

  #reserve(moreBytes: number): void {
    const neededBytes = this.#length + moreBytes;
    if (neededBytes <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(neededBytes, this.#buffer.length * 2));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}

function writeHeader(
  buffer: Uint8Array,
  at: number,
  type: number,
  last: boolean,
  callId: number,
  headBytes: number,
  sizeBytes: number,
): void {
  writeUint32(buffer, at, sizeBytes);
  buffer[at + 4] = type;
  buffer[at + 5] = last ? 1 : 0;
  writeUint32(buffer, at + 6, callId);
  writeUint32(buffer, at + 10, headBytes);
}

function writeUint32(buffer: Uint8Array, at: number, value: number): void {
  buffer[at] = value >>> 24;
  buffer[at + 1] = value >>> 16;
  buffer[at + 2] = value >>> 8;
  buffer[at + 3] = value;
}
