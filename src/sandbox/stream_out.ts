import type { Credit } from "./credit.ts";
import type { FrameWriter } from "./frame_writer.ts";
import type { FrameType } from "./protocol.ts";

/** Sends bytes as frames of one type, as far and as fast as `credit` goes. False when nobody reads them any more. */
export async function sendWithin(
  credit: Credit,
  writer: FrameWriter,
  type: FrameType,
  callId: number,
  bytes: Uint8Array,
): Promise<boolean> {
  for (let at = 0; at < bytes.length;) {
    const granted = await credit.take(bytes.length - at);
    if (granted === 0) return false;
    writer.send(type, callId, "", bytes.subarray(at, at + granted), false);
    at += granted;
  }
  return true;
}
