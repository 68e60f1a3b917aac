import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { findJobById, followJob, isTerminal, type Job } from "../generation/mod.ts";
import { authenticate } from "./auth.ts";
import { type ApiDeps, type ApiEnv, jobNotFound, requireJob } from "./context.ts";
import { describeJob } from "./jobs.ts";
import { bearer, jobParams, problems } from "./schemas.ts";
import { untilGone } from "./sse.ts";
import {
  mintStreamToken,
  requireStreamToken,
  streamTokenQuery,
  streamTokenResponses,
} from "./stream_token.ts";

const tags = ["Generate"];
/** The id of the last event. A browser that reconnects with it is told, by 204, that there is no more. */
const DONE = "done";

const mintToken = createRoute({
  method: "post",
  path: "/v1/generate/{jobId}/stream-token",
  summary: "Mint a token that opens this job's stream, for EventSource in a browser",
  tags,
  security: bearer,
  request: { params: jobParams },
  responses: streamTokenResponses,
});

const stream = createRoute({
  method: "get",
  path: "/v1/generate/{jobId}/stream",
  summary: "Follow a job by server-sent events: `progress`, `log`, and at its end `done` with the whole job",
  tags,
  security: [...bearer, { linkToken: [] }],
  request: {
    params: jobParams,
    query: z.object(streamTokenQuery),
    headers: z.object({
      "last-event-id": z.string().max(40).optional().openapi({ description: "Resume after this event." }),
    }),
  },
  responses: {
    200: { description: "The events", content: { "text/event-stream": { schema: z.string() } } },
    204: { description: "There is no more: the `done` event was already received" },
    ...problems(401, 404, 422),
  },
});

export function streamTokenRoute(api: OpenAPIHono<ApiEnv>, { db, links }: ApiDeps): void {
  api.openapi(mintToken, async (c) => {
    const job = await requireJob(db, c.get("workspaceId"), c.req.valid("param").jobId);
    return c.json(await mintStreamToken(links, "stream", job.id), 200);
  });
}

/** The stream itself, which a link opens as well as a platform token. */
export function streamRoute(api: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  api.openapi(stream, async (c) => {
    const job = await authorize(c, deps, c.req.valid("param").jobId, c.req.valid("query").token);
    const lastEventId = c.req.valid("header")["last-event-id"] ?? "";
    if (lastEventId === DONE) return c.body(null, 204);
    c.header("Cache-Control", "no-store");
    c.header("X-Accel-Buffering", "no");
    return streamSSE(c, (sse) => sendEvents(sse, deps, job, seqOf(lastEventId))) as never;
  });
}

/** What is no id of ours begins at the beginning: repeating events loses nothing. */
function seqOf(lastEventId: string): number {
  return /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : 0;
}

async function authorize(
  c: Context<ApiEnv>,
  { db, links, tokens }: ApiDeps,
  jobId: string,
  token: string | undefined,
): Promise<Job> {
  if (token === undefined) {
    return await requireJob(db, await authenticate(tokens, c.req.header("Authorization")), jobId);
  }
  await requireStreamToken(links, "stream", jobId, token);
  const job = await findJobById(db, jobId);
  if (!job) throw jobNotFound();
  return job;
}

async function sendEvents(sse: SSEStreamingApi, deps: ApiDeps, job: Job, afterSeq: number): Promise<void> {
  await untilGone(sse, deps.stopping, async (stop) => {
    for await (const event of followJob(deps.db, deps.signals, job.id, afterSeq, stop)) {
      await sse.writeSSE({ id: String(event.seq), event: event.kind, data: JSON.stringify(event.data) });
    }
    await sendDone(sse, deps, job.id);
  });
}

/** Not sent when the stream ends for another reason: a client then reconnects and resumes. */
async function sendDone(sse: SSEStreamingApi, deps: ApiDeps, jobId: string): Promise<void> {
  const job = await findJobById(deps.db, jobId);
  if (!job || !isTerminal(job.status)) return;
  await sse.writeSSE({ id: DONE, event: "done", data: JSON.stringify(await describeJob(deps.db, job)) });
}
