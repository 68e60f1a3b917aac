import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { MAX_KEY_CHARACTERS, type Providers, type StoredSettings } from "../providers/mod.ts";
import type { ModelPrice } from "../usage/mod.ts";
import type { ApiDeps, ApiEnv } from "./context.ts";
import { invalidFields } from "./invalid.ts";
import { bearer, bodyProblems, jsonBody, one, problems, timestamp } from "./schemas.ts";

const tags = ["Models"];

const providerSchema = z.enum(["openai-compatible", "anthropic"]);
const dollars = z.number().min(0).max(1e9);
const priceSchema = z.strictObject({ inputUsd: dollars, outputUsd: dollars }).openapi("ModelPrice", {
  description: "Of a million tokens, in US dollars.",
});

const settingsSchema = z.object({
  source: z.enum(["workspace", "platform", "none"]).openapi({
    description: "Whose model this workspace asks: its own, the operator's, or none.",
  }),
  provider: providerSchema.nullable(),
  baseUrl: z.string().nullable().openapi({ description: "Null where it is the operator's." }),
  model: z.string().nullable(),
  apiKey: z.object({
    lastFour: z.string().nullable().openapi({
      description: "Null where the key is too short to show any of it.",
    }),
  }).nullable().openapi({ description: "That there is a key, never the key. Null: none is set." }),
  price: priceSchema.nullable(),
  updatedAt: timestamp.nullable(),
}).openapi("ModelSettings");

const bodySchema = z.strictObject({
  provider: providerSchema,
  baseUrl: z.string().max(2_048).refine(
    isPlainUrl,
    "takes an http: or https: URL without user name, query or fragment",
  )
    .openapi({ example: "https://api.openai.com/v1" }),
  model: z.string().trim().min(1).max(80).openapi({ example: "gpt-5.2" }),
  apiKey: z.string().regex(/^[\x21-\x7e]+$/, "takes visible ASCII characters").max(MAX_KEY_CHARACTERS)
    .optional()
    .openapi({ description: "Kept sealed, never shown. Left out: the endpoint takes none." }),
  price: priceSchema.optional(),
});

function isPlainUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return url.username === "" && url.password === "" && url.search === "" && url.hash === "";
}

const path = "/v1/models/settings";

const get = createRoute({
  method: "get",
  path,
  summary: "Say which model the workspace asks",
  tags,
  security: bearer,
  responses: { 200: one(settingsSchema, "The settings, without the key"), ...problems(401) },
});

const put = createRoute({
  method: "put",
  path,
  summary: "Ask a model of the workspace's own, with its own key",
  description:
    "Replaces all of the settings, the key among them. Jobs that have begun go on with what they began with; " +
    "`env.ai` asks the new one with its next question. The endpoint is one of the public internet, by https, unless " +
    "the operator allows others (`AXTL_MODEL_ALLOW_PRIVATE`).",
  tags,
  security: bearer,
  request: { body: jsonBody(bodySchema) },
  responses: { 200: one(settingsSchema, "They are set"), ...bodyProblems() },
});

const remove = createRoute({
  method: "delete",
  path,
  summary: "Go back to the operator's model, and forget the key",
  tags,
  security: bearer,
  responses: { 204: { description: "The operator's model is asked, if there is one" }, ...problems(401) },
});

export function modelSettingsRoutes(api: OpenAPIHono<ApiEnv>, { providers }: ApiDeps): void {
  api.openapi(get, async (c) => c.json({ data: await settingsView(providers, c.get("workspaceId")) }, 200));

  api.openapi(put, async (c) => {
    const { baseUrl, apiKey = null, price, ...settings } = c.req.valid("json");
    const refusal = await providers.set(c.get("workspaceId"), {
      ...settings,
      baseUrl: baseUrl.replace(/\/+$/, ""),
      apiKey,
      price: price ? { perMillionInput: price.inputUsd, perMillionOutput: price.outputUsd } : null,
    });
    if (refusal !== null) throw invalidFields([{ path: "baseUrl", message: refusal }]);
    return c.json({ data: await settingsView(providers, c.get("workspaceId")) }, 200);
  });

  api.openapi(remove, async (c) => {
    await providers.clear(c.get("workspaceId"));
    return c.body(null, 204);
  });
}

async function settingsView(providers: Providers, workspaceId: string) {
  const stored = await providers.read(workspaceId);
  return stored ? storedView(stored) : platformView(providers);
}

function storedView({ provider, baseUrl, model, apiKey, price, createdAt }: StoredSettings) {
  return {
    source: "workspace" as const,
    provider,
    baseUrl,
    model,
    apiKey: apiKey === null ? null : { lastFour: lastFourOf(apiKey) },
    price: price && priceView(price),
    updatedAt: createdAt.toISOString(),
  };
}

/** Where the operator's endpoint is, and whether it has a key, is the operator's business. */
function platformView({ platform }: Providers) {
  return {
    source: platform ? "platform" as const : "none" as const,
    provider: platform?.provider ?? null,
    baseUrl: null,
    model: platform?.names[0] ?? null,
    apiKey: null,
    price: null,
    updatedAt: null,
  };
}

function priceView({ perMillionInput, perMillionOutput }: ModelPrice) {
  return { inputUsd: perMillionInput, outputUsd: perMillionOutput };
}

/** Of a short key, four characters would be a good part. */
const LEAST_TO_SHOW = 16;

function lastFourOf(key: string): string | null {
  return key.length < LEAST_TO_SHOW ? null : key.slice(-4);
}
