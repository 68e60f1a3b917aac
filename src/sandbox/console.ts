import type { FrameWriter } from "./frame_writer.ts";
import { CallLocal, formatValues } from "./internals.ts";
import { toJson } from "./primordials.ts";
import { FrameType, type LogHead, type LogLevel, MAX_LOG_CHARACTERS } from "./protocol.ts";

/** Which call the running code belongs to, so that a line of log can be shown beside its call. */
export const currentCall = new CallLocal<number>();

/** Above this many bytes waiting for the socket, lines are dropped: a loop that only logs must not eat the memory. */
const MAX_WAITING_BYTES = 1024 * 1024;

const METHODS: Readonly<Record<string, LogLevel>> = {
  debug: "debug",
  trace: "debug",
  log: "info",
  info: "info",
  dir: "info",
  table: "info",
  warn: "warn",
  error: "error",
};

export type WriteLog = (level: LogLevel, ...values: unknown[]) => void;

export function createLog(writer: FrameWriter): WriteLog {
  return (level, ...values) => {
    if (writer.waitingBytes > MAX_WAITING_BYTES) return;
    const text = formatValues(values).slice(0, MAX_LOG_CHARACTERS);
    const head: LogHead = { level, text };
    writer.send(FrameType.log, currentCall.getStore() ?? 0, toJson(head));
  };
}

/** Sends what the backend writes to `console` to the platform as log lines. */
export function captureConsole(log: WriteLog): void {
  for (const [method, level] of Object.entries(METHODS)) {
    Reflect.set(console, method, (...values: unknown[]) => log(level, ...values));
  }
}
