import type { EgressLimits, EgressOutcome } from "./types.ts";

export type EgressFailure = Extract<EgressOutcome, { ok: false }>;

/** The answer goes on for longer than it may. */
export class ResponseTooLarge extends Error {
  override readonly name = "ResponseTooLarge";
}

const CONNECT_CODES = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"]);

export function isConnectFailure(error: unknown): boolean {
  return CONNECT_CODES.has(codeOf(error));
}

/** What went wrong on the way, in words for the backend's author. */
export function describeFailure(error: unknown, limits: EgressLimits): EgressFailure {
  if (error instanceof ResponseTooLarge) {
    return fail("fetch_too_large", `the answer has more than ${limits.maxResponseBytes} bytes`);
  }
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return fail("fetch_timeout", `there was no whole answer within ${limits.timeoutMs} ms`);
  }
  if (error instanceof DOMException) return fail("fetch_cancelled", "nobody waits for the answer any more");
  const code = codeOf(error);
  if (/CERT|TLS|SSL|VERIFY|SIGNATURE/.test(code)) {
    return fail("fetch_failed", `the server does not prove that it is the host that was named (${code})`);
  }
  return fail("fetch_failed", `the request failed on its way (${code || "broken answer"})`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function fail(code: string, message: string): EgressFailure {
  return { ok: false, code, message };
}
