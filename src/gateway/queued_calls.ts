import { type AsyncCalls, viewOf } from "../async/mod.ts";
import type { Log } from "../lib/log.ts";
import { Problem } from "../lib/problem.ts";
import { authenticate, type AuthenticateDeps } from "./authenticate.ts";
import { type Call, startCall } from "./call.ts";
import type { Connection } from "./client_address.ts";
import { jsonResponse, refuse } from "./responses.ts";

type QueuedCallsDeps = AuthenticateDeps & Pick<AsyncCalls, "find" | "cancel"> & { log: Log };

const PATH = "/v1/invocations/";

/** Answers `/v1/invocations/{id}` to the agent's keys: `GET` tells of a queued call, `DELETE` cancels it. */
export function createQueuedCalls(
  deps: QueuedCallsDeps,
): (request: Request, connection: Connection) => Promise<Response> {
  return async (request, connection) => {
    const call = startCall(request);
    return await answer(deps, request, connection, call).catch((error) => refuse(error, call, deps.log));
  };
}

async function answer(
  deps: QueuedCallsDeps,
  request: Request,
  connection: Connection,
  call: Call,
): Promise<Response> {
  const { method, url } = request;
  if (method !== "GET" && method !== "HEAD" && method !== "DELETE") throw methodNotAllowed();
  const { agentId } = await authenticate(deps, request, connection);
  const id = new URL(url).pathname.slice(PATH.length);
  const found = method === "DELETE" ? await deps.cancel(agentId, id) : await deps.find(agentId, id);
  if (found === null) throw invocationNotFound();
  const isUnderWay = found.status === "queued" || found.status === "running";
  return jsonResponse(200, `{"data":${viewOf(found)}}`, call, isUnderWay ? ASK_AGAIN : {});
}

const ASK_AGAIN = { "retry-after": "1" };

const methodNotAllowed = () =>
  new Problem(405, "method_not_allowed", "Read a queued call with GET, cancel it with DELETE.", {
    headers: { allow: "GET, DELETE" },
  });

/** The same for one of another agent: what you may not see looks like what is not there. */
const invocationNotFound = () =>
  new Problem(
    404,
    "invocation_not_found",
    "This agent has no such queued call. Results are kept for 24 hours after the call has ended.",
  );
