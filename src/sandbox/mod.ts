/**
 * What runs inside a sandbox, and the language it speaks with the platform.
 *
 * `bootstrap.ts` is the program of every sandbox process. It is bundled to one file when the platform starts and
 * imports nothing from the rest of the platform but types: whatever it could reach, a backend could reach too, because
 * both live in one realm. For the same reason nothing that a sandbox says is believed by the other side.
 *
 * This door exports the protocol alone (frames, their reader and writer), for `src/runtime/` to speak it. Starting,
 * limiting and stopping sandboxes is the runtime's job.
 */
export { CHUNK_BYTES, FrameWriter } from "./frame_writer.ts";
export { FrameReader, ProtocolError } from "./frame_reader.ts";
export { MAX_FRAME_BYTES } from "./frame_layout.ts";
export { join } from "./bytes.ts";
export { Cancellation } from "./cancellation.ts";
export { Credit, STREAM_WINDOW_BYTES } from "./credit.ts";
export { sendWithin } from "./stream_out.ts";
export {
  CALL_ERRORS,
  type CallErrorHead,
  type CapabilityCallHead,
  type CapabilityResultHead,
  type CreditHead,
  type Frame,
  FrameType,
  type HeaderPairs,
  type InitFailedHead,
  type InitHead,
  isStatus,
  LOG_LEVELS,
  type LogHead,
  type LogLevel,
  MAX_CAPABILITY_BODY_BYTES,
  MAX_CAPABILITY_CHARACTERS,
  MAX_HEAD_CHARACTERS,
  MAX_HEADERS,
  MAX_LOG_CHARACTERS,
  MAX_OPEN_CAPABILITY_CALLS,
  type RequestHead,
  type ResponseHead,
} from "./protocol.ts";
