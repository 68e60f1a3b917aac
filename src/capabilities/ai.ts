import type { Ai } from "../ai/mod.ts";
import { isJsonObject, type Json } from "../lib/json.ts";
import { argsOf, type Handler, isProbe, optionsOf, Refusal } from "./handler.ts";

const NOT_CONFIGURED = "this platform has no model to ask: env.ai works once one is configured";
/** A version that is only being tried is tried with hostile input, which must not cost its owner money. */
const NOT_IN_A_PROBE = "no model is asked while a version is only being validated or smoke-tested";
const MAX_PROMPT_CHARACTERS = 200_000;

/**
 * `ai` null: no model is configured. The schema is the provider's to keep to; it is not compiled here, since a backend's
 * schema may be made to take forever.
 */
export function aiHandlers(ai: Ai | null): [string, Handler][] {
  const generate: Handler = async (call) => {
    if (ai === null) throw new Refusal("ai_not_configured", NOT_CONFIGURED);
    const { prompt: asked, schema } = optionsOf(argsOf(call).options, ["prompt", "schema"]);
    const prompt = checkedPrompt(asked);
    if (schema !== undefined && !isJsonObject(schema)) {
      throw new Refusal("invalid_arguments", "schema is a JSON Schema, an object");
    }
    if (isProbe(call)) throw new Refusal("ai_not_available", NOT_IN_A_PROBE);
    const answer = await ai.generate(call.agentId, { prompt, ...(schema && { schema }) }, call.signal());
    if (!answer.ok) throw new Refusal(answer.code, answer.message);
    return { value: answer.value };
  };
  const stream: Handler = async (call) => {
    if (ai === null) throw new Refusal("ai_not_configured", NOT_CONFIGURED);
    const prompt = checkedPrompt(optionsOf(argsOf(call).options, ["prompt"]).prompt);
    if (isProbe(call)) throw new Refusal("ai_not_available", NOT_IN_A_PROBE);
    const answer = await ai.stream(call.agentId, prompt, call.signal());
    if (!answer.ok) throw new Refusal(answer.code, answer.message);
    return { value: null, body: answer.body };
  };
  return [["ai.generate", generate], ["ai.stream", stream]];
}

function checkedPrompt(prompt: Json | undefined): string {
  if (typeof prompt === "string" && prompt.length > 0 && prompt.length <= MAX_PROMPT_CHARACTERS) {
    return prompt;
  }
  throw new Refusal("invalid_arguments", `prompt is a text of 1 to ${MAX_PROMPT_CHARACTERS} characters`);
}
