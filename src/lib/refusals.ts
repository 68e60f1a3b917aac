import { Problem } from "./problem.ts";

/** What the control API and the gateway refuse in the same words. */
export const payloadTooLarge = (maxBytes: number) =>
  new Problem(413, "payload_too_large", `The body may have at most ${maxBytes} bytes.`, {
    details: { maxBytes },
  });

export const bodyTimeout = (timeoutMs: number) =>
  new Problem(
    408,
    "request_timeout",
    `The body did not arrive within ${timeoutMs} ms. Send it without pauses.`,
  );

export const incompleteBody = () =>
  new Problem(400, "incomplete_body", "The body broke off, or its chunks are not as HTTP wants them.");

export const unsupportedEncoding = () =>
  new Problem(415, "unsupported_content_type", "Send the body without Content-Encoding.");

export const databaseAway = () =>
  new Problem(
    503,
    "database_unavailable",
    "The platform's database does not answer now. Call again in a moment.",
    { headers: { "retry-after": "1" } },
  );
