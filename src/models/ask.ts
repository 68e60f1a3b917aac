import { Deadlines } from "./deadlines.ts";
import { WireError } from "./guarded_fetch.ts";
import type { Provider, Sdk } from "./sdk.ts";
import type { AnswerForm, ModelLimits, ModelQuestion, ModelUsage } from "./types.ts";

export interface Written {
  text: string;
  usage: ModelUsage;
  /** Whether the model came to its own end. What it wrote until it was stopped is no answer. */
  end: "whole" | "cut_off" | "content_filtered";
}

/** One request, streamed. Rejects with whatever went wrong. */
export async function askOnce(
  { sdk, model }: Provider,
  question: ModelQuestion,
  form: AnswerForm,
  limits: ModelLimits,
  remainingMs: number,
): Promise<Written> {
  using deadlines = new Deadlines(limits, remainingMs, question.signal);
  const { stream } = sdk.streamText({
    model: model(question.model),
    instructions: instructionsFor(question, form),
    prompt: question.prompt,
    output: outputFor(sdk, question, form),
    maxRetries: 0,
    ...(limits.maxOutputTokens !== null && { maxOutputTokens: limits.maxOutputTokens }),
    abortSignal: deadlines.signal,
    // Prompts and completions are people's; nothing records them.
    telemetry: { isEnabled: false },
    onError: () => {},
  });
  let text = "";
  let usage: ModelUsage | null = null;
  let end: Written["end"] = "whole";
  for await (const part of stream) {
    if (part.type === "error") throw part.error;
    if (part.type === "abort") throw deadlines.signal.reason;
    if (part.type === "text-delta" || part.type === "reasoning-delta") deadlines.progressed();
    if (part.type === "text-delta") {
      text += part.text;
      if (text.length > limits.maxAnswerCharacters) throw tooLong(limits);
      question.onProgress?.(text.length);
      if (question.onText) await deadlines.paused(question.onText(part.text));
    }
    if (part.type === "finish") {
      usage = usageOf(part.totalUsage);
      end = ENDS[part.finishReason] ?? "whole";
    }
  }
  return { text, usage: usage ?? estimated(question, text), end };
}

/** By the SDK's names. Endpoints that say nothing, or something of their own, are taken to be done. */
const ENDS: Readonly<Record<string, Written["end"]>> = {
  "length": "cut_off",
  "content-filter": "content_filtered",
};

function tooLong({ maxAnswerCharacters }: ModelLimits): WireError {
  return new WireError("answer_too_large", `the answer has more than ${maxAnswerCharacters} characters`);
}

/** An endpoint that knows no schemas is told of it in words. */
function instructionsFor({ instructions, schema }: ModelQuestion, form: AnswerForm): string {
  if (!schema || form === "json_schema") return instructions;
  const told = `Answer with one JSON object and nothing else. It has this JSON Schema:\n${
    JSON.stringify(schema.schema)
  }`;
  return `${instructions}\n\n${told}`;
}

/**
 * Asks for the form and leaves the text alone: the SDK's own object output would parse the whole again with every token,
 * and what is wrong with an answer shall be told by our checks, which name the path.
 */
function outputFor(sdk: Sdk, { schema }: ModelQuestion, form: AnswerForm): ReturnType<Sdk["Output"]["text"]> {
  const text = sdk.Output.text();
  if (!schema || form === "text") return text;
  const wanted = form === "json_schema" ? { schema: schema.schema, name: schema.name } : {};
  return { ...text, responseFormat: Promise.resolve({ type: "json", ...wanted }) };
}

function usageOf(
  { inputTokens, outputTokens }: { inputTokens: number | undefined; outputTokens: number | undefined },
): ModelUsage | null {
  if (!inputTokens && !outputTokens) return null;
  return { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

const CHARACTERS_PER_TOKEN = 4;

/** For an endpoint that does not count: about right for English, and never zero. */
export function estimated({ instructions, prompt }: ModelQuestion, text: string): ModelUsage {
  const tokens = (characters: number) => Math.ceil(characters / CHARACTERS_PER_TOKEN);
  return { inputTokens: tokens(instructions.length + prompt.length), outputTokens: tokens(text.length) };
}
