import { FrameType, type FrameWriter, MAX_FRAME_BYTES, ProtocolError } from "../sandbox/mod.ts";
import { parseCapabilityHead } from "./heads.ts";
import type { Capabilities, CapabilityResult, Owner } from "./types.ts";

/** A well-behaved backend that asks more at once has its questions queued in the sandbox by nobody: it is ended. */
const MAX_OPEN = 256;

/** Used while nothing better is handed in: a backend that asks gets a clear refusal. */
export const noCapabilities: Capabilities = ({ name }) =>
  Promise.resolve({
    ok: false,
    code: "capability_not_available",
    message: `capability not available: ${name} is not switched on for this platform`,
  });

/** Answers the capability calls of one sandbox. */
export class CapabilityCalls {
  #owner: Owner;
  #capabilities: Capabilities;
  #writer: FrameWriter;
  #open = 0;

  constructor(owner: Owner, capabilities: Capabilities, writer: FrameWriter) {
    this.#owner = owner;
    this.#capabilities = capabilities;
    this.#writer = writer;
  }

  /** Throws ProtocolError for a malformed question, or when too many are open. */
  answer(id: number, headText: string, requestIdOf: (callId: number) => string | null): void {
    const { name, args, forCall } = parseCapabilityHead(headText);
    if (++this.#open > MAX_OPEN) throw new ProtocolError("too many capability calls at once");
    this.#capabilities({ ...this.#owner, name, args, requestId: requestIdOf(forCall) })
      .catch((): CapabilityResult => ({ ok: false, code: "internal", message: `${name} failed` }))
      .then((result) => this.#send(id, result));
  }

  #send(id: number, result: CapabilityResult): void {
    this.#open--;
    const head = JSON.stringify(result);
    const fits = head.length * 3 < MAX_FRAME_BYTES;
    const tooLarge: CapabilityResult = { ok: false, code: "too_large", message: "the result is too large" };
    this.#writer.send(FrameType.capabilityResult, id, fits ? head : JSON.stringify(tooLarge));
  }
}
