import type { KeyVerdict } from "../keys/mod.ts";
import type { AsyncCalls } from "../async/mod.ts";
import { type Idempotency, IDEMPOTENCY_HEADER } from "../idempotency/mod.ts";
import type { Invocation } from "../invocations/mod.ts";
import { Deadlines } from "../lib/deadlines.ts";
import type { Log } from "../lib/log.ts";
import type { BodyLimits } from "../lib/read_body.ts";
import type { CallRequest, Cancellation, Outcome, Target } from "../runtime/mod.ts";
import { authenticate, type Caller } from "./authenticate.ts";
import { readJsonBody } from "./body.ts";
import { backendHeaders } from "./backend_headers.ts";
import { type Call, startCall } from "./call.ts";
import type { AddressOf, Connection } from "./client_address.ts";
import { endpointError } from "./endpoint_errors.ts";
import { envelope } from "./envelope.ts";
import { answerWithEvents, wantsEvents } from "./event_stream.ts";
import { answerOnce } from "./idempotency.ts";
import { invocationOf } from "./invocation.ts";
import { limit } from "./limit.ts";
import { PATIENCE_MS, whileCallerWaits } from "./patience.ts";
import { answerQueued, prefersAsync } from "./queue.ts";
import { Quotas } from "./quotas.ts";
import { callsSpent, methodNotAllowed } from "./refusals.ts";
import { type FindAgent, resolve } from "./resolve.ts";
import { jsonResponse, refuse } from "./responses.ts";

export type GatewayDeps = {
  /** Called with what `parseCredential` accepts as an agent key. */
  verifyKey: (raw: string) => Promise<KeyVerdict>;
  addressOf: AddressOf;
  once: Idempotency["once"];
  findAgent: FindAgent;
  runtime: { call(target: Target, request: CallRequest, cancellation?: Cancellation): Promise<Outcome> };
  settings: GatewaySettings;
  log: Log;
  /** Takes the calls that need not be answered at once. */
  queue?: Pick<AsyncCalls, "accept">;
  /** Whether the agent's workspace has used up its calls of today. */
  hasSpentCalls?: (agentId: string) => boolean;
  /** Told of every call that got past its key. Must not throw; is not waited for. */
  record?: (invocation: Invocation) => void;
  /** Told the code with which a call was refused that did not get so far. */
  refused?: (code: string) => void;
};

export type GatewaySettings = { readonly maxBodyBytes: number; readonly bodyTimeoutMs: number };

type CallLimits = BodyLimits & { readonly patience: Deadlines; readonly quotas: Quotas };

/** Answers `/v1/invoke/{slug}`. Never rejects. */
export function createGateway(
  deps: GatewayDeps,
): (request: Request, connection: Connection) => Promise<Response> {
  const { maxBodyBytes, bodyTimeoutMs } = deps.settings;
  const deadlines = new Deadlines(bodyTimeoutMs);
  const limits = { maxBodyBytes, deadlines, patience: new Deadlines(PATIENCE_MS), quotas: new Quotas() };
  return async (request, connection) => {
    const call = startCall(request);
    let response: Response;
    try {
      response = await invoke(deps, limits, request, connection, call);
    } catch (error) {
      response = refuse(error, call, deps.log);
    }
    if (call.caller) recordOnceEnded(deps, call, call.caller);
    else if (call.refusal) deps.refused?.(call.refusal.code);
    return response;
  };
}

/** An answer that streams is recorded after its last byte, whoever ended it. */
function recordOnceEnded({ record }: GatewayDeps, call: Call, caller: Caller): void {
  const write = () => record?.(invocationOf(call, caller));
  if (call.ended) call.ended.then(write);
  else write();
}

/** One call from end to end. Notes in `call` what it learns; throws the Problem to answer with. */
async function invoke(
  deps: GatewayDeps,
  limits: CallLimits,
  request: Request,
  connection: Connection,
  call: Call,
): Promise<Response> {
  if (request.method !== "POST") throw methodNotAllowed();
  const caller = await authenticate(deps, request, connection);
  call.caller = caller;
  const target = call.target = await resolve(deps.findAgent, call.slug, caller);
  if (deps.hasSpentCalls?.(caller.agentId)) throw callsSpent();
  limit(limits.quotas, caller, call);
  const body = await readJsonBody(request, limits);
  call.requestBytes = body.length;
  const sent: CallRequest = { requestId: call.requestId, headers: backendHeaders(request, call), body };
  const passOn = (toSend: CallRequest) =>
    whileCallerWaits(
      request,
      limits.patience,
      (cancellation) => callLive(deps, call, { caller, target }, toSend, cancellation),
    );
  const answer = () =>
    deps.queue && prefersAsync(request.headers)
      ? answerQueued(deps.queue, request, call, caller, sent)
      : answered(call, wantsEvents(request.headers), sent, passOn);
  const key = request.headers.get(IDEMPOTENCY_HEADER);
  return key === null ? await answer() : await answerOnce(deps, { key, request, call, caller, body }, answer);
}

/** Calls the backend, and makes what the caller gets of what it said. */
async function answered(
  call: Call,
  asEvents: boolean,
  request: CallRequest,
  passOn: (request: CallRequest) => Promise<Outcome>,
): Promise<Response> {
  if (asEvents) return await answerWithEvents(call, (sink) => passOn({ ...request, sink }));
  call.outcome = await passOn(request);
  if (call.outcome.kind === "failed") throw endpointError(call.outcome);
  return jsonResponse(200, envelope(call.outcome), call);
}

/** Retired between our look-up and the call, so nothing was handed over: its successor may have the call. */
export async function callLive(
  { runtime, findAgent }: GatewayDeps,
  call: Call,
  { caller, target }: { caller: Caller; target: Target },
  request: CallRequest,
  cancellation: Cancellation,
): Promise<Outcome> {
  const outcome = await runtime.call(target, request, cancellation);
  if (outcome.kind !== "failed" || outcome.reason !== "retired") return outcome;
  call.target = await resolve(findAgent, call.slug, caller);
  return await runtime.call(call.target, request, cancellation);
}
