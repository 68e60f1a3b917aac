import type { Readable } from "node:stream";
import { Turns } from "../lib/turns.ts";
import { readBody } from "./body.ts";
import { checkDestination, type DestinationRules, PUBLIC_INTERNET } from "./destination.ts";
import { describeFailure, type EgressFailure, isConnectFailure } from "./failures.ts";
import { headerOf, incomingHeaders, outgoingHeaders, withoutBody, withoutCredentials } from "./headers.ts";
import { type Hop, type HopAnswer, isRedirect, requestOnce } from "./hop.ts";
import { DEFAULT_EGRESS_LIMITS, type EgressLimits, type EgressOutcome, type EgressRequest } from "./types.ts";

export interface EgressSettings extends Partial<DestinationRules> {
  limits?: Partial<EgressLimits>;
  /** Certificate authorities beyond those of the system, for tests. */
  ca?: string;
}

export interface Egress {
  /**
   * `declared`: the hosts that the asking version may reach, exact or `*.example.com`. `gone`: aborted when nobody waits
   * for the answer any more. Never rejects.
   */
  fetch(
    agentId: string,
    request: EgressRequest,
    declared: readonly string[],
    gone?: AbortSignal,
  ): Promise<EgressOutcome>;
  /** Whether a request to this URL would be let out now: null, or why not. */
  check(url: string, declared: readonly string[]): Promise<EgressFailure | null>;
}

type Journey = {
  declared: readonly string[];
  rules: DestinationRules;
  limits: EgressLimits;
  ca: string | undefined;
  signal: AbortSignal;
};

/** An answer whose body is still under way. */
type Arrival = Omit<Extract<EgressOutcome, { ok: true }>, "body"> & { stream: Readable };

const METHOD = /^[A-Z]{1,20}$/;
const FORBIDDEN_METHODS: readonly string[] = ["CONNECT", "TRACE", "TRACK"];

export function createEgress({ limits: given, ca, ...more }: EgressSettings = {}): Egress {
  const limits = { ...DEFAULT_EGRESS_LIMITS, ...given };
  const rules = { ...PUBLIC_INTERNET, ...more };
  const turns = new Turns(limits.atOncePerAgent);
  return {
    async fetch(agentId, request, declared, gone) {
      const inTime = AbortSignal.timeout(limits.timeoutMs);
      const signal = gone ? AbortSignal.any([inTime, gone]) : inTime;
      const journey: Journey = { declared, rules, limits, ca, signal };
      const endTurn = await turns.take(agentId);
      const arrival = await travel(request, journey).catch((error) => describeFailure(error, limits));
      if (!arrival.ok) {
        endTurn();
        return arrival;
      }
      arrival.stream.once("close", endTurn);
      const { stream, ...rest } = arrival;
      return { ...rest, body: readBody(stream, limits, signal) };
    },
    async check(url, declared) {
      const destination = await checkDestination(url, declared, rules);
      return destination.ok ? null : destination;
    },
  };
}

/** From hop to hop, each under the same rules as the first. */
async function travel(request: EgressRequest, journey: Journey): Promise<Arrival | EgressFailure> {
  const headers = outgoingHeaders(request.headers, journey.limits.maxHeaderBytes);
  if (headers === null) {
    return refuse("fetch_invalid_request", "a header is not legal, or the headers are too long");
  }
  if (!METHOD.test(request.method) || FORBIDDEN_METHODS.includes(request.method)) {
    return refuse("fetch_invalid_request", "fetch does not send this method");
  }
  let next: EgressRequest = { ...request, headers };
  for (let redirects = 0;; redirects++) {
    const destination = await untilAborted(
      checkDestination(next.url, journey.declared, journey.rules),
      journey.signal,
    );
    if (!destination.ok) return destination;
    const { url, addresses } = destination;
    const answer = await tryAddresses({ ...next, url }, addresses, journey);
    const location = isRedirect(answer.status) ? headerOf(answer.headers, "location") : undefined;
    if (location === undefined || request.redirect === "manual") return arrived(answer, url, redirects > 0);
    if (request.redirect === "error") {
      return refuse("fetch_redirected", `${url.host} answers with a redirect`);
    }
    if (redirects >= journey.limits.maxRedirects) {
      return refuse("fetch_too_many_redirects", `more than ${journey.limits.maxRedirects} redirects`);
    }
    next = redirected(next, answer.status, url, URL.parse(location, url));
  }
}

/** A server that does not take the connection has seen nothing of the request, so the next address may be tried. */
async function tryAddresses(
  hop: Omit<Hop, "address">,
  addresses: readonly string[],
  { limits, ca, signal }: Journey,
): Promise<HopAnswer> {
  for (const [index, address] of addresses.entries()) {
    try {
      return await requestOnce({ ...hop, address }, { ...limits, ca, signal });
    } catch (error) {
      if (index === addresses.length - 1 || !isConnectFailure(error)) throw error;
    }
  }
  throw new Error("there was no address to try");
}

/** What browsers do (Fetch Standard, HTTP-redirect fetch): a POST that is answered 301 to 303 goes on as a GET. */
function redirected(request: EgressRequest, status: number, from: URL, to: URL | null): EgressRequest {
  const { method } = request;
  const becomesGet = (status === 303 && method !== "HEAD") || (status < 303 && method === "POST");
  const headers = to?.origin === from.origin ? request.headers : withoutCredentials(request.headers);
  const url = to?.href ?? "";
  if (!becomesGet) return { ...request, url, headers };
  return { ...request, url, method: "GET", headers: withoutBody(headers), body: new Uint8Array(0) };
}

function arrived(
  { status, statusText, headers, body }: HopAnswer,
  url: URL,
  redirected: boolean,
): Arrival | EgressFailure {
  if (status < 200 || status > 599) {
    body.destroy();
    return refuse("fetch_failed", `${url.host} answers with status ${status}`);
  }
  const shown = incomingHeaders(headers);
  return { ok: true, status, statusText, headers: shown, stream: body, url: url.href, redirected };
}

/** The resolver can't be told to stop, but nobody has to wait for it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

function refuse(code: string, message: string): EgressFailure {
  return { ok: false, code, message };
}
