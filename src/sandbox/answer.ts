import { join } from "./bytes.ts";
import type { FrameWriter } from "./frame_writer.ts";
import { bodyOf, headerPairs, headersOf, type Reader, readerOf, statusOf, toJson } from "./primordials.ts";
import { type CallErrorHead, FrameType, type ResponseHead } from "./protocol.ts";

/** Sends a backend's response as one frame, or as several when its body is long. */
export async function sendAnswer(
  writer: FrameWriter,
  callId: number,
  response: Response,
  maxResponseBytes: number,
): Promise<void> {
  const head: ResponseHead = { status: statusOf(response), headers: headerPairs(headersOf(response)) };
  const stream = bodyOf(response);
  if (stream === null) return writer.send(FrameType.response, callId, toJson(head));
  const reader = readerOf(stream);
  const body = await gather(reader, maxResponseBytes);
  if (body !== "too_large") {
    return writer.sendMessage(FrameType.response, callId, toJson(head), body, FrameType.chunk);
  }
  sendCallError(writer, callId, "output_limit");
}

export function sendCallError(writer: FrameWriter, callId: number, reason: CallErrorHead["reason"]): void {
  const head: CallErrorHead = { reason };
  writer.send(FrameType.callError, callId, toJson(head));
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
