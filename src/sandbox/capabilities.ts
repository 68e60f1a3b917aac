import type { Json } from "../lib/json.ts";
import { CapabilityError } from "./capability_error.ts";
import { currentCall } from "./console.ts";
import type { FrameWriter } from "./frame_writer.ts";
import { IncomingBody, type SendBack } from "./incoming_body.ts";
import { NativeMap, parseJson, toJson } from "./primordials.ts";
import {
  type CapabilityCallHead,
  type CapabilityResultHead,
  type Frame,
  FrameType,
  MAX_CAPABILITY_BODY_BYTES,
  MAX_CAPABILITY_CHARACTERS,
  MAX_OPEN_CAPABILITY_CALLS,
} from "./protocol.ts";

export type Bytes = Uint8Array<ArrayBuffer>;

/** Asks the platform to do something that the sandbox may not. Rejects with a CapabilityError. */
export type Ask = (name: string, args: Json) => Promise<Json>;

/** As `ask`, with bytes to send and bytes that come back, as they come; the platform is told when `signal` aborts. */
export type Exchange = (
  name: string,
  args: Json,
  body: Bytes,
  signal: AbortSignal | null,
) => Promise<Answer>;

/** `body` is null where the platform sent none. */
export type Answer = { value: Json; body: ReadableStream<Bytes> | null };

export type Capabilities = { ask: Ask; exchange: Exchange; onResult(frame: Frame): void };

const NO_BODY: Bytes = new Uint8Array(0);

type Question = {
  head: string;
  body: Bytes;
  signal: AbortSignal | null;
  answer: PromiseWithResolvers<Answer>;
};
/** `incoming` is there while the body of its answer comes. */
type Open = Question & { incoming?: IncomingBody };

/** Pairs questions with their answers by number. So many may be open at once; the rest wait here, in line. */
export function createCapabilities(writer: FrameWriter): Capabilities {
  const open = new NativeMap<number, Open>();
  const waiting: Question[] = [];
  let openCount = 0;
  let lastId = 0;

  const send = (question: Question) => {
    const id = ++lastId;
    const { head, body, signal } = question;
    openCount++;
    open.set(id, question);
    writer.sendMessage(FrameType.capabilityCall, id, head, body, FrameType.capabilityCall);
    const cancel = () => {
      const call = open.get(id);
      if (call === undefined) return;
      writer.send(FrameType.capabilityCancel, id);
      call.incoming?.fail(signal?.reason);
    };
    if (signal?.aborted) cancel();
    else signal?.addEventListener("abort", cancel, { once: true });
  };
  const exchange: Exchange = async (name, args, body, signal) => {
    const question = {
      head: headOf(name, args, body),
      body,
      signal,
      answer: Promise.withResolvers<Answer>(),
    };
    if (openCount < MAX_OPEN_CAPABILITY_CALLS) send(question);
    else waiting.push(question);
    return await question.answer.promise;
  };
  return {
    ask: async (name, args) => (await exchange(name, args, NO_BODY, null)).value,
    exchange,
    onResult({ callId, head, body, last }) {
      const call = open.get(callId);
      if (call === undefined) return;
      if (call.incoming !== undefined) call.incoming.add(body, last, head);
      else settle(call, parseJson(head), last, (part) => writer.send(part.type, callId, part.head));
      if (!last) return;
      open.delete(callId);
      openCount--;
      const next = waiting.shift();
      if (next !== undefined) send(next);
    },
  };
}

/** Throws a CapabilityError for what the platform would end the whole sandbox for. */
function headOf(name: string, args: Json, body: Bytes): string {
  const head: CapabilityCallHead = { name, args, forCall: currentCall.getStore() ?? 0 };
  const text = toJson(head);
  if (text.length <= MAX_CAPABILITY_CHARACTERS && body.length <= MAX_CAPABILITY_BODY_BYTES) return text;
  throw new CapabilityError("too_large", `what ${name} was given is too large`);
}

/** With the first frame of an answer. What of it follows goes to `call.incoming`. */
function settle(call: Open, result: CapabilityResultHead, last: boolean, send: SendBack): void {
  if (!result.ok) return call.answer.reject(new CapabilityError(result.code, result.message));
  if (!last) call.incoming = new IncomingBody(send);
  call.answer.resolve({ value: result.value, body: call.incoming?.stream ?? null });
}
