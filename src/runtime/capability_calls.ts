import { BrokenBody } from "../lib/broken_body.ts";
import type { Json } from "../lib/json.ts";
import { isDeeperThan } from "../lib/json_text.ts";
import {
  type CapabilityCallHead,
  type CapabilityResultHead,
  Credit,
  type Frame,
  FrameType,
  type FrameWriter,
  join,
  MAX_CAPABILITY_BODY_BYTES,
  MAX_FRAME_BYTES,
  MAX_OPEN_CAPABILITY_CALLS,
  ProtocolError,
  sendWithin,
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

/** `abort` is there once somebody asked for its signal, `credit` once a result with a body is on its way. */
type OpenCall = { abort?: AbortController; credit?: Credit };

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
  #open = new Map<number, OpenCall>();

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
    const call = this.#open.get(id);
    if (call === undefined) return;
    abortOf(call).abort();
    call.credit?.close();
  }

  /** The backend has read so much of a result's body. Throws ProtocolError when it says more than was sent. */
  addCredit(id: number, bytes: number): void {
    const isTrue = this.#open.get(id)?.credit?.add(bytes) ?? true;
    if (!isTrue) throw new ProtocolError("more was read of a result than it has");
  }

  /** The sandbox is gone: whoever works for it may stop. */
  cancelAll(): void {
    for (const id of this.#open.keys()) this.cancel(id);
  }

  #begin(headText: string): Coming {
    if (this.#writer.waitingBytes > MAX_UNREAD_BYTES) throw new ProtocolError("it does not read its answers");
    if (headText.length > MAX_HEAD_DEPTH && isDeeperThan(headText, MAX_HEAD_DEPTH)) {
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
    const call: OpenCall = {};
    this.#open.set(id, call);
    const signal = () => abortOf(call).signal;
    this.#capabilities({ deploymentId, agentId, slug, version, name, args, body, requestId, signal })
      .catch((): CapabilityResult => internalError(name))
      .then((result) => this.#send(id, call, name, result));
  }

  async #send(id: number, call: OpenCall, name: string, result: CapabilityResult): Promise<void> {
    if (result.ok && result.body) await this.#sendWithBody(id, call, name, result.value, result.body);
    else this.#writer.send(FrameType.capabilityResult, id, encode(result));
    this.#openCount--;
    this.#open.delete(id);
  }

  async #sendWithBody(
    id: number,
    call: OpenCall,
    name: string,
    value: Json,
    body: AsyncIterable<Uint8Array>,
  ): Promise<void> {
    const credit = call.credit = new Credit();
    if (call.abort?.signal.aborted) credit.close();
    const send = (head: string, last: boolean) =>
      this.#writer.send(FrameType.capabilityResult, id, head, NO_BODY, last);
    send(encode({ ok: true, value }), false);
    try {
      for await (const part of body) {
        if (!await sendWithin(credit, this.#writer, FrameType.capabilityResult, id, part)) break;
      }
      send("", true);
    } catch (error) {
      send(encode(error instanceof BrokenBody ? { ok: false, ...told(error) } : internalError(name)), true);
    }
  }
}

function abortOf(call: OpenCall): AbortController {
  return call.abort ??= new AbortController();
}

function told({ code, message }: BrokenBody): { code: string; message: string } {
  return { code, message };
}

function internalError(name: string): CapabilityResult {
  return { ok: false, code: "internal_error", message: `${name} failed` };
}

/** The first frame of a result carries its head, which must fit. */
function encode(result: CapabilityResult): string {
  const known: CapabilityResultHead = result.ok ? { ok: true, value: result.value } : result;
  const head = JSON.stringify(known);
  if (head.length * 3 <= MAX_HEAD_BYTES || encoder.encode(head).length <= MAX_HEAD_BYTES) return head;
  const tooLarge: CapabilityResultHead = { ok: false, code: "too_large", message: "the result is too large" };
  return JSON.stringify(tooLarge);
}

const MAX_HEAD_BYTES = MAX_FRAME_BYTES / 2;
