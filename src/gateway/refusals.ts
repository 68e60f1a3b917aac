import { Problem } from "../lib/problem.ts";

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
