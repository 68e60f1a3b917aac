import { join } from "./bytes.ts";
import { type Frame, FrameType } from "./protocol.ts";

type Parts = { first: Frame; bodies: Uint8Array<ArrayBuffer>[]; sizeBytes: number };

/** Puts the chunks of a long body together again: hands on each `init` and `request` once it is whole. */
export function wholeMessages(onMessage: (frame: Frame) => void): (frame: Frame) => void {
  const begun = new Map<number, Parts>();
  return (frame) => {
    if (frame.type === FrameType.cancel) begun.delete(frame.callId);
    if (frame.type !== FrameType.chunk) {
      if (frame.last) return onMessage(frame);
      begun.set(frame.callId, { first: frame, bodies: [frame.body], sizeBytes: frame.body.length });
      return;
    }
    const parts = begun.get(frame.callId);
    if (parts === undefined) return; // cancelled meanwhile
    parts.bodies.push(frame.body);
    parts.sizeBytes += frame.body.length;
    if (!frame.last) return;
    begun.delete(frame.callId);
    onMessage({ ...parts.first, last: true, body: join(parts.bodies, parts.sizeBytes) });
  };
}
