import type { LanguageModel } from "ai";
import { guardedFetch } from "./guarded_fetch.ts";
import type { ModelSettings } from "./types.ts";

export type Sdk = typeof import("ai");
/** Always an object: a model given to the SDK as a string would be looked for at a third party. */
export type ModelObject = Exclude<LanguageModel, string>;

/** The AI SDK and one provider of it. */
export interface Provider {
  sdk: Sdk;
  model(name: string): ModelObject;
}

/** Loads the SDK: a quarter of a second and some megabytes, which only an installation with a model pays for. */
export async function loadProvider(settings: ModelSettings): Promise<Provider> {
  const sdk = await import("ai");
  // Its warnings are for those who write against it, and go to the console.
  globalThis.AI_SDK_LOG_WARNINGS = false;
  return { sdk, model: await providerOf(settings) };
}

// Every setting is given: what is left out, the providers look for in the environment.
async function providerOf(
  { provider, baseUrl, apiKey, limits, fetch: reach = globalThis.fetch }: ModelSettings,
): Promise<Provider["model"]> {
  const fetch = guardedFetch(limits.maxBodyBytes, reach);
  if (provider === "anthropic") {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    return createAnthropic({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch });
  }
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({
    name: "axtl",
    baseURL: baseUrl,
    ...(apiKey !== null && { apiKey }),
    fetch,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
}
