import { type CallErrorHead, join, ProtocolError, type ResponseHead } from "../sandbox/mod.ts";
import type { CallRequest, DeathReason, Limits } from "./types.ts";

/** How a call ended inside one sandbox. */
export type CallEnd =
  | ({ kind: "answered"; body: Uint8Array<ArrayBuffer> } & ResponseHead)
  | CallFailure;

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

type OpenCall = {
  readonly request: CallRequest;
  /** Where the call's first byte stands in the stream to the sandbox. */
  readonly startsAtByte: number;
  readonly settle: (end: CallEnd) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  answer: { head: ResponseHead; parts: Uint8Array<ArrayBuffer>[]; sizeBytes: number } | undefined;
};

type Bounds = Pick<Limits, "maxResponseBytes" | "maxCallsPerSandbox">;

/** All unfinished answers of one sandbox together may hold this many times the largest single answer. */
const UNFINISHED_ANSWERS = 4;

/** The calls that one sandbox has not answered yet. Throws ProtocolError where the sandbox breaks the rules. */
export class OpenCalls {
  #open = new Map<number, OpenCall>();
  /** Calls that we gave up: their answer may still come, once. */
  #abandoned = new Set<number>();
  #bounds: Bounds;
  #lastId = 0;
  #unfinishedBytes = 0;
  #ended = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
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
    for (const callId of this.#open.keys()) return callId;
    return 0;
  }

  begin(request: CallRequest, startsAtByte: number, settle: (end: CallEnd) => void): number {
    const callId = ++this.#lastId;
    this.#open.set(callId, { request, startsAtByte, settle, timer: undefined, answer: undefined });
    return callId;
  }

  setTimer(callId: number, timer: ReturnType<typeof setTimeout>): void {
    const call = this.#open.get(callId);
    if (call !== undefined) call.timer = timer;
  }

  requestIdOf(callId: number): string | null {
    return this.#open.get(callId)?.request.requestId ?? null;
  }

  respond(callId: number, head: ResponseHead, body: Uint8Array<ArrayBuffer>, last: boolean): void {
    const call = this.#find(callId, last);
    if (call === undefined) return;
    if (call.answer !== undefined) throw new ProtocolError("a call was answered twice");
    if (last) return this.#settle(callId, call, { kind: "answered", ...head, body });
    call.answer = { head, parts: [body], sizeBytes: body.length };
    this.#countUnfinished(body.length);
  }

  addChunk(callId: number, body: Uint8Array<ArrayBuffer>, last: boolean): void {
    const call = this.#find(callId, last);
    if (call === undefined) return;
    const { answer } = call;
    if (answer === undefined) throw new ProtocolError("a chunk came before its response");
    answer.parts.push(body);
    answer.sizeBytes += body.length;
    if (answer.sizeBytes > this.#bounds.maxResponseBytes) throw new AnswerTooLarge("an answer is too large");
    this.#countUnfinished(body.length);
    if (!last) return;
    const whole = join(answer.parts, answer.sizeBytes);
    this.#settle(callId, call, { kind: "answered", ...answer.head, body: whole });
  }

  /** Ends one call without an answer. Returns false when it had ended before. */
  fail(callId: number, reason: DeathReason, { answerMayCome }: { answerMayCome: boolean }): boolean {
    const call = this.#open.get(callId);
    if (call === undefined) return false;
    if (answerMayCome) this.#abandoned.add(callId);
    this.#settle(callId, call, { kind: "failed", reason, handedOver: true, ownFault: true, stderrTail: "" });
    return true;
  }

  /** The sandbox says that this call ended without an answer. */
  callError(callId: number, reason: CallErrorHead["reason"]): void {
    const call = this.#find(callId, true);
    if (call === undefined) return;
    this.#settle(callId, call, { kind: "failed", reason, handedOver: true, ownFault: true, stderrTail: "" });
  }

  /** Ends every call. `sentBytes` of the stream had been given to the socket. */
  failAll(reason: DeathReason, stderrTail: string, sentBytes: number): void {
    for (const [callId, call] of this.#open) {
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

  #countUnfinished(bytes: number): void {
    this.#unfinishedBytes += bytes;
    if (this.#unfinishedBytes <= UNFINISHED_ANSWERS * this.#bounds.maxResponseBytes) return;
    throw new AnswerTooLarge("too many bytes in unfinished answers");
  }

  #settle(callId: number, call: OpenCall, end: CallEnd): void {
    clearTimeout(call.timer);
    this.#open.delete(callId);
    this.#ended++;
    if (call.answer !== undefined) this.#unfinishedBytes -= call.answer.sizeBytes;
    call.settle(end);
  }
}
