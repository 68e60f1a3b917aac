import type { Config, Role } from "./config.ts";
import { newId } from "./lib/ids.ts";
import type { Log } from "./lib/log.ts";

export type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

export interface Server {
  /** Where it can be reached from this machine. */
  url: string;
  /** Takes no more connections, and waits up to `drainMs` for the answers under way. */
  stop(drainMs: number): Promise<void>;
}

/** What answers an agent's callers: the calls themselves, and the questions after queued ones. */
export interface GatewayHandlers {
  invoke: Handler;
  queuedCalls: Handler;
}

/** Calls go to the gateway, everything else to the control API, as far as this node has these roles. */
export function byPath(roles: ReadonlySet<Role>, gateway: GatewayHandlers, api: Handler): Handler {
  const { invoke, queuedCalls } = roles.has("gateway") ? gateway : { invoke: api, queuedCalls: api };
  const control = roles.has("control") ? api : onlyHealth(api);
  return (request, info) => {
    if (startsWith(INVOKE_PATH, request.url)) return invoke(request, info);
    if (startsWith(QUEUED_CALLS_PATH, request.url)) return queuedCalls(request, info);
    return control(request, info);
  };
}

/** Reads the path without parsing the URL: this runs on every call. */
function startsWith(path: string, url: string): boolean {
  return url.startsWith(path, url.indexOf("/", "https://".length));
}

const INVOKE_PATH = "/v1/invoke/";
const QUEUED_CALLS_PATH = "/v1/invocations/";

function onlyHealth(api: Handler): Handler {
  const isHealth = (url: string) => /^\/(healthz|readyz|metrics)$/.test(new URL(url).pathname);
  return (request, info) => isHealth(request.url) ? api(request, info) : elsewhere();
}

function elsewhere(): Response {
  const error = {
    code: "route_not_found",
    message: "This node does not serve the control API; another one does.",
  };
  return Response.json({ error }, { status: 404, headers: { "X-Request-Id": newId("req") } });
}

/** The address can't be listened on; the message says why and what to set. */
export class ListenError extends Error {
  override readonly name = "ListenError";
}

/** Throws ListenError. */
export function listen({ host, port }: Pick<Config, "host" | "port">, handler: Handler, log: Log): Server {
  const onError = (error: unknown) => {
    log.error("server: a handler threw", error);
    return internalError();
  };
  const server = bind(host, port, onError, handler);
  return {
    url: `http://${reachable(host)}:${server.addr.port}`,
    async stop(drainMs) {
      const drained = Promise.withResolvers<void>();
      const timer = setTimeout(drained.resolve, drainMs);
      await Promise.race([server.shutdown(), drained.promise]);
      clearTimeout(timer);
    },
  };
}

function bind(host: string, port: number, onError: (error: unknown) => Response, handler: Handler) {
  try {
    return Deno.serve({ hostname: host, port, onListen: () => {}, onError }, handler);
  } catch (error) {
    const why = error instanceof Deno.errors.AddrInUse ? "another program does" : (error as Error).message;
    throw new ListenError(`cannot listen on ${host}:${port}: ${why}. Set AXTL_PORT and AXTL_HOST.`);
  }
}

/** An address that stands for all of them can't be called. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

function internalError(): Response {
  const error = {
    code: "internal_error",
    message: "Something went wrong here; it is not your request's fault.",
  };
  return Response.json({ error }, { status: 500, headers: { "X-Request-Id": newId("req") } });
}
