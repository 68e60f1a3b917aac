import type { Readable } from "node:stream";
import { BrokenBody } from "../lib/broken_body.ts";
import { describeFailure, ResponseTooLarge } from "./failures.ts";
import type { EgressLimits } from "./types.ts";

/** What comes out of `stream`, up to the limit. Counted after unpacking: a few bytes can become gigabytes. */
export async function* readBody(
  stream: Readable,
  limits: EgressLimits,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  try {
    for await (const part of stream) {
      sizeBytes += part.length;
      if (sizeBytes > limits.maxResponseBytes) throw new ResponseTooLarge("the answer is too large");
      yield part;
    }
    signal.throwIfAborted();
  } catch (error) {
    const { code, message } = describeFailure(signal.aborted ? signal.reason : error, limits);
    throw new BrokenBody(code, message);
  }
}
