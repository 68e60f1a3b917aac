import type { Config, Role } from "./config.ts";
import type { Log } from "./lib/log.ts";

export type Handler = (request: Request) => Response | Promise<Response>;

export interface Server {
  /** Where it can be reached from this machine. */
  url: string;
  /** Takes no more connections, and ends those that are still busy after `drainMs`. */
  stop(drainMs: number): Promise<void>;
}

/** Calls go to the gateway, everything else to the control API, as far as this node has these roles. */
export function byPath(roles: ReadonlySet<Role>, gateway: Handler, api: Handler): Handler {
  const invoke = roles.has("gateway") ? gateway : api;
  const control = roles.has("control") ? api : onlyHealth(api);
  return (request) => isInvocation(request.url) ? invoke(request) : control(request);
}

/** Reads the path without parsing the URL: this runs on every call. */
function isInvocation(url: string): boolean {
  return url.startsWith(INVOKE_PATH, url.indexOf("/", "https://".length));
}

const INVOKE_PATH = "/v1/invoke/";

function onlyHealth(api: Handler): Handler {
  return (request) => /^\/(healthz|readyz)$/.test(new URL(request.url).pathname) ? api(request) : elsewhere();
}

function elsewhere(): Response {
  const error = {
    code: "route_not_found",
    message: "This node does not serve the control API; another one does.",
  };
  return Response.json({ error }, { status: 404 });
}

/** Throws Deno.errors.AddrInUse. */
export function listen({ host, port }: Pick<Config, "host" | "port">, handler: Handler, log: Log): Server {
  const atOnce = new AbortController();
  const onError = (error: unknown) => {
    log.error("server: a handler threw", error);
    return internalError();
  };
  const server = Deno.serve(
    { hostname: host, port, signal: atOnce.signal, onListen: () => {}, onError },
    handler,
  );
  return {
    url: `http://${reachable(host)}:${server.addr.port}`,
    async stop(drainMs) {
      const timer = setTimeout(() => atOnce.abort(), drainMs);
      await server.shutdown();
      clearTimeout(timer);
    },
  };
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
  return Response.json({ error }, { status: 500 });
}
