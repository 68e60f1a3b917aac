import { isDeeperThan } from "../lib/json_text.ts";
import {
  type CapabilityCallHead,
  type CapabilityResultHead,
  type Frame,
  FrameType,
  type FrameWriter,
  join,
  MAX_CAPABILITY_BODY_BYTES,
  MAX_FRAME_BYTES,
  MAX_OPEN_CAPABILITY_CALLS,
  ProtocolError,
} from "../sandbox/mod.ts";
import { parseCapabilityHead } from "./heads.ts";
import type { Capabilities, CapabilityResult, Owner } from "./types.ts";

/** Answers that a sandbox does not read stay with us: above this many bytes it is ended. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;
/** Bodies of questions that are still coming, all together. */
const MAX_COMING_BYTES = 4 * MAX_CAPABILITY_BODY_BYTES;

/** Deeper than any value that a sandbox can write as JSON. Parsing such text would hold everybody up. */
const MAX_HEAD_DEPTH = 10_000;

const NO_BODY = new Uint8Array(0);
const encoder = new TextEncoder();

/** Used while nothing better is handed in: a backend that asks gets a clear refusal. */
export const noCapabilities: Capabilities = ({ name }) =>
  Promise.resolve({
    ok: false,
    code: "capability_not_available",
    message: `capability not available: ${name} is not switched on for this platform`,
  });

type RequestIdOf = (callId: number) => string | null;
type Coming = { head: CapabilityCallHead; parts: Uint8Array<ArrayBuffer>[]; sizeBytes: number };

/** Answers the capability calls of one sandbox. */
export class CapabilityCalls {
  #owner: Owner;
  #capabilities: Capabilities;
  #writer: FrameWriter;
  #coming = new Map<number, Coming>();
  #comingBytes = 0;
  #openCount = 0;
  #open = new Map<number, AbortController | null>();

  constructor(owner: Owner, capabilities: Capabilities, writer: FrameWriter) {
    this.#owner = owner;
    this.#capabilities = capabilities;
    this.#writer = writer;
  }

  /** Throws ProtocolError for a malformed question, or when more are open than the bootstrap would let through. */
  onFrame({ callId, head, body, last }: Frame, requestIdOf: RequestIdOf): void {
    const begun = this.#coming.get(callId);
    const call = begun ?? this.#begin(head);
    this.#add(call, body);
    if (!last) return void this.#coming.set(callId, call);
    this.#coming.delete(callId);
    this.#comingBytes -= call.sizeBytes;
    this.#answer(callId, call, requestIdOf);
  }

  /** Nobody waits for this result any more. That it comes all the same keeps the counts on both sides true. */
  cancel(id: number): void {
    this.#open.get(id)?.abort();
  }

  /** The sandbox is gone: whoever works for it may stop. */
  cancelAll(): void {
    for (const abort of this.#open.values()) abort?.abort();
  }

  #begin(headText: string): Coming {
    if (this.#writer.waitingBytes > MAX_UNREAD_BYTES) throw new ProtocolError("it does not read its answers");
    if (headText.length > MAX_HEAD_DEPTH && isDeeperThan(encoder.encode(headText), MAX_HEAD_DEPTH)) {
      throw new ProtocolError("a capability call is nested too deeply");
    }
    if (++this.#openCount > MAX_OPEN_CAPABILITY_CALLS) {
      throw new ProtocolError("too many capability calls at once");
    }
    return { head: parseCapabilityHead(headText), parts: [], sizeBytes: 0 };
  }

  #add(call: Coming, body: Uint8Array<ArrayBuffer>): void {
    call.parts.push(body);
    call.sizeBytes += body.length;
    this.#comingBytes += body.length;
    if (call.sizeBytes > MAX_CAPABILITY_BODY_BYTES || this.#comingBytes > MAX_COMING_BYTES) {
      throw new ProtocolError("the body of a capability call is too large");
    }
  }

  #answer(id: number, { head, parts, sizeBytes }: Coming, requestIdOf: RequestIdOf): void {
    const { name, args, forCall } = head;
    const { deploymentId, agentId, slug, version } = this.#owner;
    const body = join(parts, sizeBytes);
    const requestId = requestIdOf(forCall);
    this.#open.set(id, null);
    const signal = () => this.#signalOf(id);
    this.#capabilities({ deploymentId, agentId, slug, version, name, args, body, requestId, signal })
      .catch((): CapabilityResult => ({ ok: false, code: "internal_error", message: `${name} failed` }))
      .then((result) => this.#send(id, result));
  }

  #signalOf(id: number): AbortSignal {
    const abort = this.#open.get(id) ?? new AbortController();
    if (this.#open.has(id)) this.#open.set(id, abort);
    return abort.signal;
  }

  #send(id: number, result: CapabilityResult): void {
    this.#openCount--;
    this.#open.delete(id);
    const { head, body } = encode(result);
    this.#writer.sendMessage(FrameType.capabilityResult, id, head, body, FrameType.capabilityResult);
  }
}

/** The first frame of a result carries the head and at most one chunk, and both must fit. */
function encode(result: CapabilityResult): { head: string; body: Uint8Array } {
  const { body = NO_BODY, ...rest } = result.ok ? result : { ...result, body: NO_BODY };
  const head = JSON.stringify(rest satisfies CapabilityResultHead);
  if (head.length * 3 <= MAX_HEAD_BYTES || encoder.encode(head).length <= MAX_HEAD_BYTES) {
    return { head, body };
  }
  const tooLarge: CapabilityResultHead = { ok: false, code: "too_large", message: "the result is too large" };
  return { head: JSON.stringify(tooLarge), body: NO_BODY };
}

const MAX_HEAD_BYTES = MAX_FRAME_BYTES / 2;
