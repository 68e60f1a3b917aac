import type { Caller } from "./authenticate.ts";
import type { Call } from "./call.ts";
import type { Quota, Quotas } from "./quotas.ts";
import { rateLimited } from "./refusals.ts";

/** Holds a limited key to its rate; the others pass untouched. Throws the Problem to answer with. */
export function limit(quotas: Quotas, caller: Caller, call: Call): void {
  if (caller.rateLimit === undefined) return;
  call.quota = quotas.take(caller.keyId, caller.rateLimit);
  if (!call.quota.granted) throw rateLimited(call.quota);
}

/** What the answer tells of it: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/11/ */
export function quotaHeaders(
  { limit, windowSeconds, remaining, resetSeconds }: Quota,
): Record<string, string> {
  return {
    "ratelimit-policy": `"default";q=${limit};w=${windowSeconds}`,
    "ratelimit": `"default";r=${remaining};t=${resetSeconds}`,
  };
}
