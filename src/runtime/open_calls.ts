import { type Deadline, Deadlines } from "../lib/deadlines.ts";
import { Numbered } from "../lib/numbered.ts";
import {
  type CallErrorHead,
  type HeaderPairs,
  join,
  ProtocolError,
  type ResponseHead,
  STREAM_WINDOW_BYTES,
} from "../sandbox/mod.ts";
import type { AnswerSink, CallRequest, DeathReason, Limits } from "./types.ts";

/** How a call ended inside one sandbox. */
export type CallEnd = CallAnswer | CallFailure;

type CallAnswer = {
  kind: "answered";
  status: number;
  headers: HeaderPairs;
  /** Empty where it was streamed. */
  body: Uint8Array<ArrayBuffer>;
  bodyBytes: number;
};

/**
 * `handedOver` is false when no byte of the call can have reached the sandbox: only then may it be sent again.
 * `ownFault` is false when the call went down with its whole sandbox.
 */
export type CallFailure = {
  kind: "failed";
  reason: DeathReason;
  handedOver: boolean;
  ownFault: boolean;
  stderrTail: string;
};

/** The bootstrap bounds answers itself: more than it would send means that something else is writing. */
export class AnswerTooLarge extends ProtocolError {}

type Bytes = Uint8Array<ArrayBuffer>;

type OpenCall = {
  readonly request: CallRequest;
  /** Where the call's first byte stands in the stream to the sandbox. */
  readonly startsAtByte: number;
  readonly settle: (end: CallEnd) => void;
  deadline: Deadline;
  answer: Answer | undefined;
};

/** An answer that has begun: gathered in `parts`, or handed on to `sink`, of which `heldBytes` are still with us. */
type Answer = {
  readonly head: ResponseHead;
  readonly sink: AnswerSink | null;
  readonly startedAt: number;
  readonly parts: Bytes[];
  sizeBytes: number;
  heldBytes: number;
};

type Bounds = Pick<Limits, "maxResponseBytes" | "maxCallsPerSandbox" | "timeoutMs" | "streamTimeoutMs">;

type Listeners = {
  /** So many bytes of a streamed answer have gone on to the caller. */
  readonly onTaken: (callId: number, bytes: number) => void;
  readonly onTimeout: (callId: number) => void;
};

/** All unfinished answers of one sandbox together may hold this many times the largest single answer. */
const UNFINISHED_ANSWERS = 4;
const NO_BYTES: Bytes = new Uint8Array(0);

/** The calls that one sandbox has not answered yet. Throws ProtocolError where the sandbox breaks the rules. */
export class OpenCalls {
  #open = new Numbered<OpenCall>();
  /** Calls that we gave up: their answer may still come, once. */
  #abandoned = new Set<number>();
  #bounds: Bounds;
  #listeners: Listeners;
  #deadlines: Deadlines;
  #lastId = 0;
  #gatheredBytes = 0;
  #ended = 0;

  constructor(bounds: Bounds, listeners: Listeners) {
    this.#bounds = bounds;
    this.#listeners = listeners;
    this.#deadlines = new Deadlines(bounds.timeoutMs);
  }

  /** So many calls were given up unanswered that the sandbox holds more dead work than living. */
  get tooManyAbandoned(): boolean {
    return this.#abandoned.size > this.#bounds.maxCallsPerSandbox;
  }

  get count(): number {
    return this.#open.size;
  }

  /** Since the start. */
  get endedCount(): number {
    return this.#ended;
  }

  /** The id of the call that has been open longest; 0 when none is. */
  get oldest(): number {
    return this.#open.first;
  }

  begin(request: CallRequest, startsAtByte: number, settle: (end: CallEnd) => void): number {
    const callId = ++this.#lastId;
    const deadline = this.#deadlineOf(callId);
    this.#open.add(callId, { request, startsAtByte, settle, deadline, answer: undefined });
    return callId;
  }

  requestIdOf(callId: number): string | null {
    return this.#open.get(callId)?.request.requestId ?? null;
  }

  respond(callId: number, head: ResponseHead, body: Bytes, last: boolean): void {
    const call = this.#find(callId, last);
    if (call === undefined) return;
    if (call.answer !== undefined) throw new ProtocolError("a call was answered twice");
    call.answer = answerTo(call.request, head);
    call.answer.sink?.begin(head);
    this.#add(callId, call, call.answer, body, last);
  }

  addChunk(callId: number, body: Bytes, last: boolean): void {
    const call = this.#find(callId, last);
    if (call === undefined) return;
    if (call.answer === undefined) throw new ProtocolError("a chunk came before its response");
    this.#add(callId, call, call.answer, body, last);
  }

  /** Ends one call without an answer. Returns false when it had ended before. */
  fail(callId: number, reason: DeathReason, { answerMayCome }: { answerMayCome: boolean }): boolean {
    const call = this.#open.get(callId);
    if (call === undefined) return false;
    if (answerMayCome) this.#abandoned.add(callId);
    this.#settle(callId, call, failure(reason));
    return true;
  }

  /** The sandbox says that this call ended without an answer. Returns false when nobody waits for it any more. */
  callError(callId: number, reason: CallErrorHead["reason"]): boolean {
    const call = this.#find(callId, true);
    if (call === undefined) return false;
    this.#settle(callId, call, failure(reason));
    return true;
  }

  /** Ends every call. `sentBytes` of the stream had been given to the socket. */
  failAll(reason: DeathReason, stderrTail: string, sentBytes: number): void {
    for (const [callId, call] of this.#open.entries()) {
      const handedOver = call.startsAtByte < sentBytes;
      this.#settle(callId, call, { kind: "failed", reason, handedOver, ownFault: false, stderrTail });
    }
  }

  #find(callId: number, last: boolean): OpenCall | undefined {
    const call = this.#open.get(callId);
    if (call !== undefined) return call;
    if (!this.#abandoned.has(callId)) throw new ProtocolError("an answer to a call that nobody made");
    if (last) this.#abandoned.delete(callId);
    return undefined;
  }

  #add(callId: number, call: OpenCall, answer: Answer, body: Bytes, last: boolean): void {
    answer.sizeBytes += body.length;
    if (answer.sizeBytes > this.#bounds.maxResponseBytes) throw new AnswerTooLarge("an answer is too large");
    const whole = answer.sink === null ? this.#gather(answer, body, last) : NO_BYTES;
    if (answer.sink !== null && body.length > 0) this.#handOn(callId, answer, answer.sink, body);
    if (!last) return this.#prolong(callId, call, answer);
    const { head: { status, headers }, sizeBytes: bodyBytes } = answer;
    this.#settle(callId, call, { kind: "answered", status, headers, body: whole, bodyBytes });
  }

  /** The whole body once its last part is there. */
  #gather(answer: Answer, body: Bytes, last: boolean): Bytes {
    if (last && answer.parts.length === 0) return body;
    answer.parts.push(body);
    this.#gatheredBytes += body.length;
    if (last) return join(answer.parts, answer.sizeBytes);
    if (this.#gatheredBytes <= UNFINISHED_ANSWERS * this.#bounds.maxResponseBytes) return NO_BYTES;
    throw new AnswerTooLarge("too many bytes in unfinished answers");
  }

  #handOn(callId: number, answer: Answer, sink: AnswerSink, body: Bytes): void {
    answer.heldBytes += body.length;
    if (answer.heldBytes > STREAM_WINDOW_BYTES) throw new ProtocolError("an answer outran its credit");
    sink.write(body, () => {
      answer.heldBytes -= body.length;
      if (this.#open.get(callId) !== undefined) this.#listeners.onTaken(callId, body.length);
    });
  }

  /** A stream may take as long as it goes on, though not for ever. */
  #prolong(callId: number, call: OpenCall, { sink, startedAt }: Answer): void {
    if (sink === null || performance.now() - startedAt > this.#bounds.streamTimeoutMs) return;
    this.#deadlines.end(call.deadline);
    call.deadline = this.#deadlineOf(callId);
  }

  #deadlineOf(callId: number): Deadline {
    return this.#deadlines.begin(() => this.#listeners.onTimeout(callId));
  }

  #settle(callId: number, call: OpenCall, end: CallEnd): void {
    this.#deadlines.end(call.deadline);
    this.#open.delete(callId);
    this.#ended++;
    for (const part of call.answer?.parts ?? []) this.#gatheredBytes -= part.length;
    call.settle(end);
  }
}

function answerTo({ sink }: CallRequest, head: ResponseHead): Answer {
  if (head.streamed && sink === undefined) throw new ProtocolError("an answer streams that was not asked to");
  const isStreamed = head.streamed === true && sink !== undefined;
  return {
    head,
    sink: isStreamed ? sink : null,
    startedAt: isStreamed ? performance.now() : 0, // asked of streams alone, and the clock costs every call
    parts: [],
    sizeBytes: 0,
    heldBytes: 0,
  };
}

/** A failure of one call alone. */
function failure(reason: DeathReason): CallFailure {
  return { kind: "failed", reason, handedOver: true, ownFault: true, stderrTail: "" };
}
