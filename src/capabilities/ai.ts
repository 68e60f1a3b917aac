import { type Handler, Refusal } from "./handler.ts";

const NOT_CONFIGURED = "this platform has no model to ask: env.ai works once one is configured";

export function aiHandlers(): [string, Handler][] {
  return [["ai.generate", () => Promise.reject(new Refusal("ai_not_configured", NOT_CONFIGURED))]];
}
