import { Problem } from "../lib/problem.ts";
import { secondsToNextDay } from "../usage/mod.ts";
import type { Quota } from "./quotas.ts";

/** The answers with which the gateway alone refuses a call; the others are in `lib/refusals.ts`. Each message says how to mend what was wrong. */
const unauthorized = (code: string, message: string, challenge = "") =>
  new Problem(401, code, message, { headers: { "www-authenticate": `Bearer realm="axtl"${challenge}` } });

const INVALID_TOKEN = ', error="invalid_token"';

export const methodNotAllowed = () =>
  new Problem(405, "method_not_allowed", "Invoke a backend with POST.", { headers: { allow: "POST" } });

export const missingKey = () =>
  unauthorized("missing_agent_api_key", "Send the agent's API key: `Authorization: Bearer axtl_ak_…`.");

export const malformedKey = () =>
  unauthorized(
    "malformed_agent_api_key",
    "The Authorization header must be `Bearer <agent API key>`; agent keys start with `axtl_ak_`.",
    INVALID_TOKEN,
  );

export const invalidKey = () =>
  unauthorized(
    "invalid_agent_api_key",
    "No such agent API key. Check that it was copied whole.",
    INVALID_TOKEN,
  );

export const revokedKey = () =>
  unauthorized(
    "agent_api_key_revoked",
    "This agent API key was revoked or rotated. Use the new key, or create one.",
    INVALID_TOKEN,
  );

export const expiredKey = () =>
  unauthorized(
    "agent_api_key_expired",
    "This agent API key has expired. Create a new one.",
    INVALID_TOKEN,
  );

export const addressNotAllowed = () =>
  new Problem(
    403,
    "agent_api_key_ip_not_allowed",
    "This API key may not be used from this address. Call from an address that it allows, or use another key.",
  );

export const rateLimited = ({ limit, windowSeconds, resetSeconds }: Quota) =>
  new Problem(
    429,
    "rate_limited",
    `This API key may be used ${limit} times in ${windowSeconds} s. Call again in ${resetSeconds} s.`,
    { details: { limit, windowSeconds }, headers: { "retry-after": String(resetSeconds) } },
  );

export const callsSpent = () =>
  new Problem(
    429,
    "quota_exceeded",
    "The workspace has used up its calls of this day, which ends at midnight UTC.",
    { headers: { "retry-after": String(secondsToNextDay(Date.now())) } },
  );

/** The same for a slug that does not exist, so that slugs can't be probed. */
export const scopeMismatch = () =>
  new Problem(
    403,
    "agent_api_key_scope_mismatch",
    "This API key belongs to another agent. Use a key of the agent in the URL, or correct the URL.",
  );

export const notDeployed = () =>
  new Problem(409, "not_deployed", "The agent has no live deployment. Deploy it, then call again.");

export const unsupportedContentType = () =>
  new Problem(415, "unsupported_content_type", "Send JSON in UTF-8 with `Content-Type: application/json`.");

export const invalidJson = (message: string) => new Problem(400, "invalid_json", message);

export const overloaded = () =>
  new Problem(503, "overloaded", "The platform is at its limit. Call again in a moment.", {
    headers: { "retry-after": "1" },
  });
