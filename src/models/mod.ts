/**
 * Models behind one small interface: a question with a schema in, JSON and a count of tokens out, or why not.
 *
 * It stands on the AI SDK, which is loaded with the first question. What the SDK does not do, and cost or safety need, is
 * done here: no redirect is followed, an answer is cut off at its bound while it comes in, three clocks run (first token,
 * between tokens, the whole), a busy endpoint is asked again as it wishes, and an endpoint that knows no JSON schemas is
 * asked in simpler forms, which is remembered. Nothing here rejects, logs, or keeps a prompt.
 *
 * What is asked, and what becomes of the answer, is the business of `spec/` and `generation/`.
 */
export { createModels, type ModelClock } from "./models.ts";
export { WireError } from "./guarded_fetch.ts";
export type {
  AnswerForm,
  ModelAnswer,
  ModelFailure,
  ModelFailureCode,
  ModelLimits,
  ModelQuestion,
  Models,
  ModelSettings,
  ModelUsage,
  ProviderName,
} from "./types.ts";
