import type { Json } from "../lib/json.ts";
import { currentCall } from "./console.ts";
import type { FrameWriter } from "./frame_writer.ts";
import { NativeMap, parseJson, toJson } from "./primordials.ts";
import { type CapabilityCallHead, type CapabilityResultHead, type Frame, FrameType } from "./protocol.ts";

/** Asks the platform to do something that the sandbox may not. Rejects with a CapabilityError. */
export type Ask = (name: string, args: Json) => Promise<Json>;

/** The platform refused, or could not do, what the backend asked for. */
export class CapabilityError extends Error {
  override readonly name = "CapabilityError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Pairs questions with their answers by number; many may be open at once. */
export function createCapabilities(writer: FrameWriter): { ask: Ask; onResult(frame: Frame): void } {
  const open = new NativeMap<number, PromiseWithResolvers<Json>>();
  let lastId = 0;
  return {
    ask(name, args) {
      const head: CapabilityCallHead = { name, args, forCall: currentCall.getStore() ?? 0 };
      const answer = Promise.withResolvers<Json>();
      open.set(++lastId, answer);
      writer.send(FrameType.capabilityCall, lastId, toJson(head));
      return answer.promise;
    },
    onResult(frame) {
      const answer = open.get(frame.callId);
      open.delete(frame.callId);
      const result: CapabilityResultHead = parseJson(frame.head);
      if (result.ok) answer?.resolve(result.value);
      else answer?.reject(new CapabilityError(result.code, result.message));
    },
  };
}
