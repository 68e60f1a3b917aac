import type { KeyVerdict } from "../keys/mod.ts";
import { Deadlines } from "../lib/deadlines.ts";
import type { Log } from "../lib/log.ts";
import { BODY_TIMEOUT_MS } from "../lib/refusals.ts";
import type { CallRequest, Outcome, Target } from "../runtime/mod.ts";
import { authenticate } from "./authenticate.ts";
import { type BodyLimits, readJsonBody } from "./body.ts";
import { type Call, startCall } from "./call.ts";
import { endpointError } from "./endpoint_errors.ts";
import { envelope } from "./envelope.ts";
import { type Invocation, invocationOf } from "./invocation.ts";
import { PATIENCE_MS, whileCallerWaits } from "./patience.ts";
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

type CallLimits = BodyLimits & { readonly patience: Deadlines };

/** Answers `/v1/invoke/{slug}`. Never rejects. */
export function createGateway(deps: GatewayDeps): (request: Request) => Promise<Response> {
  const { maxBodyBytes, bodyTimeoutMs = BODY_TIMEOUT_MS } = deps.settings;
  const deadlines = new Deadlines(bodyTimeoutMs);
  const limits = { maxBodyBytes, deadlines, patience: new Deadlines(PATIENCE_MS) };
  return async (request) => {
    const call = startCall(request);
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
  limits: CallLimits,
  request: Request,
  call: Call,
): Promise<Response> {
  if (request.method !== "POST") throw methodNotAllowed();
  const caller = await authenticate(deps.verifyKey, request.headers.get("authorization"));
  call.caller = caller;
  const target = await resolve(deps.findAgent, call.slug, caller);
  call.target = target;
  const body = await readJsonBody(request, limits);
  call.requestBytes = body.length;
  const sent: CallRequest = { requestId: call.requestId, headers: backendHeaders(request, call), body };
  call.outcome = await whileCallerWaits(request, limits.patience, async (signal) => {
    const outcome = await deps.runtime.call(target, sent, signal);
    if (!wasRefusedAsRetired(outcome)) return outcome;
    call.target = await resolve(deps.findAgent, call.slug, caller);
    return await deps.runtime.call(call.target, sent, signal);
  });
  if (call.outcome.kind === "failed") throw endpointError(call.outcome);
  return jsonResponse(200, envelope(call.outcome), call);
}

/** What the backend gets to see of the caller's headers: only what describes the body, and never the key. */
function backendHeaders(request: Request, { requestId }: Call): [string, string][] {
  return [["content-type", request.headers.get("content-type") ?? "application/json"], [
    "x-request-id",
    requestId,
  ]];
}

/** Retired between our look-up and the call, so nothing was handed over: its successor may have the call. */
function wasRefusedAsRetired(outcome: Outcome): boolean {
  return outcome.kind === "failed" && outcome.reason === "retired";
}
