import type { FindGrants } from "../deployments/mod.ts";
import type { Egress, EgressRequest, HeaderPairs } from "../egress/mod.ts";
import type { Json } from "../lib/json.ts";
import type { CapabilityCall } from "../runtime/mod.ts";
import { argsOf, type Handler, isProbe, Refusal } from "./handler.ts";

const MAX_URL_CHARACTERS = 8192;
const REDIRECT_MODES = ["follow", "manual", "error"] as const;

/** Hostile input must not be tried out on others, so a probe reaches no host. */
const NOT_IN_A_PROBE = "no host is reached while a version is only being validated or smoke-tested";

export function fetchHandlers(egress: Egress, findGrants: FindGrants): [string, Handler][] {
  const fetch: Handler = async (call) => {
    const request = requestOf(call);
    if (isProbe(call)) throw new Refusal("fetch_not_available", NOT_IN_A_PROBE);
    const grants = await findGrants(call.deploymentId);
    const outcome = await egress.fetch(call.agentId, request, grants?.egress ?? [], call.signal());
    if (!outcome.ok) throw new Refusal(outcome.code, outcome.message);
    const { body, status, statusText, headers, url, redirected } = outcome;
    return { value: { status, statusText, headers, url, redirected }, body };
  };
  return [["fetch", fetch]];
}

function requestOf(call: CapabilityCall): EgressRequest {
  const { url, method, headers, redirect = "follow" } = argsOf(call);
  const mode = REDIRECT_MODES.find((known) => known === redirect);
  const isUrl = typeof url === "string" && url.length <= MAX_URL_CHARACTERS;
  if (!isUrl || typeof method !== "string" || mode === undefined || !isHeaders(headers)) {
    throw new Refusal(
      "fetch_invalid_request",
      `fetch takes a URL of at most ${MAX_URL_CHARACTERS} characters`,
    );
  }
  return { url, method, headers, redirect: mode, body: call.body };
}

function isHeaders(value: Json | undefined): value is HeaderPairs {
  return Array.isArray(value) &&
    value.every((pair) =>
      Array.isArray(pair) && pair.length === 2 && pair.every((text) => typeof text === "string")
    );
}
