import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { ApiDeps, ApiEnv } from "./context.ts";
import { DOCS_PAGE, docsAsset } from "./docs_page.ts";
import { openApiDocument } from "./document.ts";
import { problemSchema } from "./schemas.ts";

const tags = ["The platform"];

const healthy = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Is the process alive?",
  tags,
  responses: {
    200: {
      description: "It is",
      content: { "application/json": { schema: z.object({ status: z.literal("ok") }) } },
    },
  },
});

const readySchema = z.object({
  status: z.enum(["ready", "unavailable"]),
  checks: z.record(z.string(), z.string()),
});

const ready = createRoute({
  method: "get",
  path: "/readyz",
  summary: "Can this node do its work?",
  tags,
  responses: {
    200: { description: "It can", content: { "application/json": { schema: readySchema } } },
    503: { description: "It can't now", content: { "application/json": { schema: problemSchema } } },
  },
});

/** What needs no token: health, the document that describes the API, and the page that shows it. */
export function publicRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  api.openapi(healthy, (c) => c.json({ status: "ok" as const }, 200));

  api.openapi(ready, async (c) => {
    const checks = await deps.readiness();
    const failed = Object.entries(checks).filter(([, state]) => state.startsWith("failed"));
    if (failed.length === 0) return c.json({ status: "ready" as const, checks }, 200);
    const error = { code: "not_ready", message: "This node can't do its work now.", details: checks };
    return c.json({ error }, 503);
  });

  api.get("/openapi.json", (c) => c.json(openApiDocument(api, deps.publicUrl())));
  api.get("/docs", (c) => c.body(DOCS_PAGE.body, 200, DOCS_PAGE.headers));
  api.get("/docs/:asset", async (c) => {
    const asset = await docsAsset(c.req.param("asset"));
    return asset ? c.body(asset.body, 200, asset.headers) : c.notFound();
  });
  api.get("/", (c) => c.redirect("/docs"));
}
