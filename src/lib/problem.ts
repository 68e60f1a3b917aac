import type { JsonObject } from "./json.ts";

/**
 * An error that a client is meant to read: `{"error":{"code","message","details"?}}` with `status`.
 * The message says what was wrong and how to mend it. `cause` is for the log alone and never leaves the process.
 */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string;
  readonly details: JsonObject | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: JsonObject; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.details = more.details;
    this.headers = more.headers ?? {};
  }

  body(): { error: { code: string; message: string; details?: JsonObject } } {
    const { code, message, details } = this;
    return { error: details ? { code, message, details } : { code, message } };
  }
}
