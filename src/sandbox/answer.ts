import { join } from "./bytes.ts";
import type { Cancellation } from "./cancellation.ts";
import type { Credit } from "./credit.ts";
import type { FrameWriter } from "./frame_writer.ts";
import { plainJsonOf, staticBodyOf } from "./internals.ts";
import {
  bodyOf,
  headerOf,
  headerPairs,
  headersOf,
  type Reader,
  readerOf,
  statusOf,
  toJson,
} from "./primordials.ts";
import {
  type CallErrorHead,
  FrameType,
  isStatus,
  MAX_HEAD_CHARACTERS,
  MAX_HEADERS,
  type ResponseHead,
} from "./protocol.ts";
import { sendWithin } from "./stream_out.ts";

/** Where an answer goes. With `credit`, one that is an event stream goes as it comes. */
export type AnswerTo = {
  readonly writer: FrameWriter;
  readonly callId: number;
  readonly maxResponseBytes: number;
  readonly credit: Credit | null;
  /** Cancelled when nobody waits for the answer any more. */
  readonly cancellation: Cancellation;
};

/** Sends a backend's response as one frame, or as several when its body is long. Rejects with what the body throws. */
export async function sendAnswer(to: AnswerTo, response: Response): Promise<void> {
  const json = plainJsonOf(response);
  if (json !== undefined) return sendWhole(to, PLAIN_JSON_HEAD, json);
  const { writer, callId, maxResponseBytes, credit } = to;
  const streamed = credit !== null && isEventStream(response);
  const head = headOf(response, streamed);
  const whole = streamed ? undefined : staticBodyOf(response);
  if (whole !== undefined) return sendWhole(to, head, whole);
  const stream = bodyOf(response);
  if (stream === null) return writer.send(FrameType.response, callId, head);
  const reader = readerOf(stream);
  if (streamed) return await sendAsItComes(to, credit, head, reader);
  const body = await gather(reader, maxResponseBytes);
  if (body === "too_large") return sendCallError(writer, callId, "output_limit");
  writer.sendMessage(FrameType.response, callId, head, body, FrameType.chunk);
}

const PLAIN_JSON_HEAD = toJson({ status: 200, headers: [["content-type", "application/json"]] });

function sendWhole(
  { writer, callId, maxResponseBytes }: AnswerTo,
  head: string,
  given: string | Uint8Array<ArrayBuffer>,
): void {
  const body = typeof given === "string" && given.length * 3 > maxResponseBytes
    ? encoder.encode(given)
    : given;
  if (body.length > maxResponseBytes) return sendCallError(writer, callId, "output_limit");
  writer.sendMessage(FrameType.response, callId, head, body, FrameType.chunk);
}

export function sendCallError(writer: FrameWriter, callId: number, reason: CallErrorHead["reason"]): void {
  const head: CallErrorHead = { reason };
  writer.send(FrameType.callError, callId, toJson(head));
}

/** The answer is under way and then breaks off: it can't become another one, so it is its call that fails. */
export class BrokenOff extends Error {
  override readonly name = "BrokenOff";
}

const EVENT_STREAM = /^text\/event-stream\b/i;

function isEventStream(response: Response): boolean {
  return EVENT_STREAM.test(headerOf(headersOf(response), "content-type") ?? "");
}

/** The platform ends a sandbox that sends what it must not. An honest mistake is found here, where it costs one call. */
function headOf(response: Response, streamed: boolean): string {
  const head: ResponseHead = { status: statusOf(response), headers: headerPairs(headersOf(response)) };
  if (streamed) head.streamed = true;
  const text = toJson(head);
  if (!isStatus(head.status)) throw new TypeError(`a response can't have the status ${head.status}`);
  if (head.headers.length > MAX_HEADERS || text.length > MAX_HEAD_CHARACTERS) {
    throw new TypeError(
      `a response may have ${MAX_HEADERS} headers of ${MAX_HEAD_CHARACTERS} characters in all`,
    );
  }
  return text;
}

async function sendAsItComes(
  { writer, callId, maxResponseBytes, cancellation }: AnswerTo,
  credit: Credit,
  head: string,
  reader: Reader,
): Promise<void> {
  writer.send(FrameType.response, callId, head, NO_BYTES, false);
  cancellation.onCancel(() => {
    reader.cancel(new DOMException("the call was cancelled", "AbortError")).catch(() => {});
  });
  let sizeBytes = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      sizeBytes += part.value.length;
      if (sizeBytes > maxResponseBytes) return breakOff(writer, callId, reader, "output_limit");
      const goesOn = await sendWithin(credit, writer, FrameType.chunk, callId, part.value);
      if (!goesOn) return breakOff(writer, callId, reader, "cancelled");
    }
  } catch (error) {
    throw new BrokenOff("the body of the answer broke off", { cause: error });
  }
  writer.send(FrameType.chunk, callId);
}

function breakOff(
  writer: FrameWriter,
  callId: number,
  reader: Reader,
  reason: CallErrorHead["reason"],
): void {
  reader.cancel(`the answer ends here: ${reason}`).catch(() => {});
  sendCallError(writer, callId, reason);
}

async function gather(reader: Reader, maxBytes: number): Promise<Uint8Array | "too_large"> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    sizeBytes += part.value.length;
    if (sizeBytes > maxBytes) {
      reader.cancel("the answer is larger than the platform allows").catch(() => {});
      return "too_large";
    }
    parts.push(part.value);
  }
  return join(parts, sizeBytes);
}

const NO_BYTES = new Uint8Array(0);
const encoder = new TextEncoder();
