import { NoRoom } from "./held_bytes.ts";
import { ResponseTooLarge } from "./hop.ts";
import type { EgressLimits, EgressOutcome } from "./types.ts";

const CONNECT_CODES = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"]);

export function isConnectFailure(error: unknown): boolean {
  return CONNECT_CODES.has(codeOf(error));
}

/** What went wrong on the way, in words for the backend's author. */
export function describeFailure(error: unknown, limits: EgressLimits): EgressOutcome {
  if (error instanceof ResponseTooLarge) {
    return fail("fetch_too_large", `the answer has more than ${limits.maxResponseBytes} bytes`);
  }
  if (error instanceof NoRoom) {
    return fail("fetch_overloaded", "this node is fetching as much as it can hold; try again in a moment");
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

function fail(code: string, message: string): EgressOutcome {
  return { ok: false, code, message };
}
