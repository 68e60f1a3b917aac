import { join } from "./bytes.ts";
import type { FrameWriter } from "./frame_writer.ts";
import { bodyOf, headerPairs, headersOf, type Reader, readerOf, statusOf, toJson } from "./primordials.ts";
import {
  type CallErrorHead,
  FrameType,
  isStatus,
  MAX_HEAD_CHARACTERS,
  MAX_HEADERS,
  type ResponseHead,
} from "./protocol.ts";

/** Sends a backend's response as one frame, or as several when its body is long. */
export async function sendAnswer(
  writer: FrameWriter,
  callId: number,
  response: Response,
  maxResponseBytes: number,
): Promise<void> {
  const head = headOf(response);
  const stream = bodyOf(response);
  if (stream === null) return writer.send(FrameType.response, callId, head);
  const reader = readerOf(stream);
  const body = await gather(reader, maxResponseBytes);
  if (body !== "too_large") {
    return writer.sendMessage(FrameType.response, callId, head, body, FrameType.chunk);
  }
  sendCallError(writer, callId, "output_limit");
}

export function sendCallError(writer: FrameWriter, callId: number, reason: CallErrorHead["reason"]): void {
  const head: CallErrorHead = { reason };
  writer.send(FrameType.callError, callId, toJson(head));
}

/** The platform ends a sandbox that sends what it must not. An honest mistake is found here, where it costs one call. */
function headOf(response: Response): string {
  const head: ResponseHead = { status: statusOf(response), headers: headerPairs(headersOf(response)) };
  const text = toJson(head);
  if (!isStatus(head.status)) throw new TypeError(`a response can't have the status ${head.status}`);
  if (head.headers.length > MAX_HEADERS || text.length > MAX_HEAD_CHARACTERS) {
    throw new TypeError(
      `a response may have ${MAX_HEADERS} headers of ${MAX_HEAD_CHARACTERS} characters in all`,
    );
  }
  return text;
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
