import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { findVersionByFilename, latestVersion } from "../agents/mod.ts";
import { Problem } from "../lib/problem.ts";
import { authenticate, unauthorized } from "./auth.ts";
import { type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { agentParams, bearer, one, problems, timestamp } from "./schemas.ts";

const tags = ["Downloads"];
const TOKEN_TTL_SECONDS = 60;
const REDIRECT_TTL_SECONDS = 3_600;

const mintToken = createRoute({
  method: "post",
  path: "/v1/downloads/{agentId}/token",
  summary: `Mint a download token, valid for ${TOKEN_TTL_SECONDS} seconds`,
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: {
    200: one(z.object({ token: z.string(), expiresAt: timestamp }), "The token, for `?token=`"),
    ...problems(401, 404),
  },
});

const latest = createRoute({
  method: "get",
  path: "/v1/downloads/{agentId}/latest",
  summary: `Get a redirect to the latest artifact; its URL is valid for ${REDIRECT_TTL_SECONDS} seconds`,
  tags,
  security: bearer,
  request: { params: agentParams },
  responses: { 302: { description: "To the file" }, ...problems(401, 404, 409) },
});

const file = createRoute({
  method: "get",
  path: "/v1/downloads/{agentId}/{filename}",
  summary: "Download an artifact",
  tags,
  security: [...bearer, { linkToken: [] }],
  request: {
    params: agentParams.extend({
      filename: z.string().openapi({ example: "lead-qualification-api-v1.zip" }),
    }),
    query: z.object({ token: z.string().max(2_000).optional() }),
  },
  responses: {
    200: {
      description: "The zip",
      content: { "application/zip": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems(401, 404, 422),
  },
});

export function downloadTokenRoute(api: OpenAPIHono<ApiEnv>, { db, links }: ApiDeps): void {
  api.openapi(mintToken, async (c) => {
    const agent = await requireAgent(db, c.get("workspaceId"), c.req.valid("param").agentId);
    const { token, expiresAt } = await links.mint("download", agent.id, TOKEN_TTL_SECONDS);
    return c.json({ data: { token, expiresAt: expiresAt.toISOString() } }, 200);
  });
}

/** The file, which a link opens as well as a platform token, and the way to it. Both check their caller themselves. */
export function downloadFileRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const { db, links, tokens, blobs, publicUrl } = deps;
  // Before the route by filename, which would take `latest` for one.
  api.openapi(latest, async (c) => {
    const workspaceId = await authenticate(tokens, c.req.header("Authorization"));
    const agent = await requireAgent(db, workspaceId, c.req.valid("param").agentId);
    const version = await latestVersion(db, agent.id);
    if (!version) throw nothingToDownload();
    const path = `${agent.id}/${version.filename}`;
    const { token } = await links.mint("file", path, REDIRECT_TTL_SECONDS);
    return c.redirect(`${publicUrl()}/v1/downloads/${path}?token=${encodeURIComponent(token)}`, 302);
  });

  api.openapi(file, async (c) => {
    const { agentId, filename } = c.req.valid("param");
    await authorize(c, deps, agentId, filename, c.req.valid("query").token);
    const version = await findVersionByFilename(db, agentId, filename);
    const zip = version && await blobs.get(version.artifact_hash);
    if (!version || !zip) throw fileNotFound();
    return c.body(zip, 200, {
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="${version.filename}"`,
      "ETag": `"${version.artifact_hash}"`,
    });
  });
}

async function authorize(
  c: Context<ApiEnv>,
  { db, links, tokens }: ApiDeps,
  agentId: string,
  filename: string,
  token: string | undefined,
): Promise<void> {
  if (token === undefined) {
    const workspaceId = await authenticate(tokens, c.req.header("Authorization"));
    await requireAgent(db, workspaceId, agentId);
    return;
  }
  const verdicts = [
    await links.check("download", agentId, token),
    await links.check("file", `${agentId}/${filename}`, token),
  ];
  if (verdicts.includes("valid")) return;
  if (verdicts.includes("expired")) {
    throw unauthorized("download_token_expired", "The download link has expired; ask for a new one.");
  }
  throw unauthorized("invalid_download_token", "This token does not open this file.");
}

function fileNotFound(): Problem {
  return new Problem(404, "artifact_not_found", "The agent has no artifact of that name.");
}

function nothingToDownload(): Problem {
  return new Problem(
    409,
    "agent_not_ready",
    "The agent has no artifact yet: its generation is not done, or failed.",
  );
}
