/**
 * The control API: one file per resource, each route described once, by the schemas that also validate it and that
 * `GET /openapi.json` is made of.
 *
 * A request passes the request id, the platform token, the size limit, the JSON check and the look for an equal request
 * before it, in this order, and then its route. Routes that a signed link can open check their caller themselves and
 * therefore come before the token check. Handlers throw `Problem` for what a client must mend; anything else that is thrown is answered with one fixed
 * sentence and logged. Invoking is not here: the gateway answers `/v1/invoke` by itself.
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import { requestId } from "hono/request-id";
import { newId } from "../lib/ids.ts";
import { agentRoutes } from "./agents.ts";
import { requirePlatformToken } from "./auth.ts";
import { refuseOddPath, takeBody } from "./body.ts";
import type { ApiDeps, ApiEnv } from "./context.ts";
import { deployRoutes } from "./deploy.ts";
import { registerDocument } from "./document.ts";
import { downloadFileRoutes, downloadTokenRoute } from "./downloads.ts";
import { handleErrors, refuseInvalid } from "./errors.ts";
import { generateRoutes } from "./generate.ts";
import { invocationRoutes } from "./invocations.ts";
import { repeatable } from "./idempotency.ts";
import { keyRoutes } from "./keys.ts";
import { logRoutes, logStreamRoute } from "./logs.ts";
import { publicRoutes } from "./meta.ts";
import { metricsRoute } from "./metrics.ts";
import { modelSettingsRoutes } from "./model_settings.ts";
import { reviewRoutes } from "./review.ts";
import { secretRoutes } from "./secrets.ts";
import { sourceRoutes } from "./source.ts";
import { specRoutes } from "./spec.ts";
import { streamRoute, streamTokenRoute } from "./stream.ts";
import { tokenRoutes } from "./tokens.ts";
import { usageRoutes } from "./usage.ts";
import { validationRoutes } from "./validation.ts";
import { webhookSecretRoute } from "./webhook_secret.ts";

export type { ApiDeps } from "./context.ts";

export function createApi(deps: ApiDeps): (request: Request) => Response | Promise<Response> {
  const api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  handleErrors(api, deps.log);
  registerDocument(api);

  api.use(requestId({ generator: () => newId("req"), limitLength: 128 }), refuseOddPath);
  publicRoutes(api, deps);
  downloadFileRoutes(api, deps);
  streamRoute(api, deps);
  logStreamRoute(api, deps);
  metricsRoute(api, deps);

  api.use(
    "/v1/*",
    requirePlatformToken(deps.tokens),
    takeBody(deps.bodyTimeoutMs),
    repeatable(deps.idempotency),
  );
  generateRoutes(api, deps);
  reviewRoutes(api, deps);
  streamTokenRoute(api, deps);
  specRoutes(api);
  agentRoutes(api, deps);
  sourceRoutes(api, deps);
  keyRoutes(api, deps);
  secretRoutes(api, deps);
  modelSettingsRoutes(api, deps);
  webhookSecretRoute(api, deps);
  logRoutes(api, deps);
  invocationRoutes(api, deps);
  deployRoutes(api, deps);
  downloadTokenRoute(api, deps);
  validationRoutes(api, deps);
  tokenRoutes(api, deps);
  usageRoutes(api, deps);
  return (request) => api.fetch(request.method === "HEAD" ? asGet(request) : request);
}

/** The server leaves the body out by itself, but only from the whole answer does it know how long it would be. */
function asGet(request: Request): Request {
  return new Request(request, { method: "GET" });
}
