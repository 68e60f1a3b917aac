import type { Log } from "../lib/log.ts";
import type { CallRequest, Outcome, Target } from "../runtime/mod.ts";
import { authenticate, type KeyVerdict } from "./authenticate.ts";
import { type BodyLimits, readJsonBody } from "./body.ts";
import { type Call, startCall } from "./call.ts";
import { Deadlines } from "./deadlines.ts";
import { endpointError } from "./endpoint_errors.ts";
import { envelope } from "./envelope.ts";
import { type Invocation, invocationOf } from "./invocation.ts";
import { methodNotAllowed } from "./refusals.ts";
import { type FindAgent, resolve } from "./resolve.ts";
import { jsonResponse, refuse } from "./responses.ts";

export type GatewayDeps = {
  /** Called with what `parseCredential` accepts as an agent key. */
  verifyKey: (raw: string) => Promise<KeyVerdict>;
  findAgent: FindAgent;
  runtime: { call(target: Target, request: CallRequest, signal?: AbortSignal): Promise<Outcome> };
  settings: GatewaySettings;
  log: Log;
  /** Told of every call that got past its key. Must not throw; is not waited for. */
  record?: (invocation: Invocation) => void;
};

export type GatewaySettings = { readonly maxBodyBytes: number; readonly bodyTimeoutMs?: number };

const DEFAULT_BODY_TIMEOUT_MS = 10_000;

/** Of `Deno.ServeHandlerInfo`: rejects when the caller goes away before the answer is sent. */
export type CallInfo = { readonly completed: Promise<void> };

/** Answers `/v1/invoke/{slug}`. Never rejects. */
export function createGateway(deps: GatewayDeps): (request: Request, info?: CallInfo) => Promise<Response> {
  const { maxBodyBytes, bodyTimeoutMs = DEFAULT_BODY_TIMEOUT_MS } = deps.settings;
  const limits: BodyLimits = { maxBodyBytes, deadlines: new Deadlines(bodyTimeoutMs) };
  return async (request, info) => {
    const call = startCall(request, info);
    const response = await invoke(deps, limits, request, call).catch((error) =>
      refuse(error, call, deps.log)
    );
    if (deps.record && call.caller) deps.record(invocationOf(call, call.caller, response.status));
    return response;
  };
}

/** One call from end to end. Notes in `call` what it learns; throws the Problem to answer with. */
async function invoke(
  deps: GatewayDeps,
  limits: BodyLimits,
  request: Request,
  call: Call,
): Promise<Response> {
  if (request.method !== "POST") throw methodNotAllowed();
  call.caller = await authenticate(deps.verifyKey, request.headers.get("authorization"));
  call.target = await resolve(deps.findAgent, call.slug, call.caller);
  const backendRequest = await backendRequestOf(request, call.requestId, limits);
  call.requestBytes = backendRequest.body.length;
  call.outcome = await deps.runtime.call(call.target, backendRequest, call.signal);
  if (wasRefusedAsRetired(call.outcome)) {
    call.target = await resolve(deps.findAgent, call.slug, call.caller);
    call.outcome = await deps.runtime.call(call.target, backendRequest, call.signal);
  }
  if (call.outcome.kind === "failed") throw endpointError(call.outcome);
  return jsonResponse(200, envelope(call.outcome), call);
}

/** Replaced between our look-up and the call, so nothing was handed over: its successor may have the call. */
function wasRefusedAsRetired(outcome: Outcome): boolean {
  return outcome.kind === "failed" && outcome.reason === "retired";
}

/** What the backend gets to see: the body as it came, and none of the caller's headers but what describes it. */
async function backendRequestOf(
  request: Request,
  requestId: string,
  limits: BodyLimits,
): Promise<CallRequest> {
  const body = await readJsonBody(request, limits);
  const contentType = request.headers.get("content-type") ?? "application/json";
  return { requestId, headers: [["content-type", contentType], ["x-request-id", requestId]], body };
}
