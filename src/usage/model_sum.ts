import type { AskedBy } from "./model_use.ts";

/** What a model costs, in US dollars, for a million tokens. */
export interface ModelPrice {
  readonly perMillionInput: number;
  readonly perMillionOutput: number;
}

/** By the model's name. */
export type ModelPrices = Readonly<Record<string, ModelPrice>>;

interface TokenSum {
  questions: number;
  inputTokens: number;
  outputTokens: number;
}

/** What was asked of models, and what that comes to. */
export interface ModelSum {
  readonly byAsker: Readonly<Record<AskedBy, TokenSum>>;
  /** Null: a model that was asked has no price. */
  cost: number | null;
  /** Those that have none. */
  readonly unpriced: Set<string>;
}

/** Tokens of one model. */
export interface ModelTokens {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Some questions to one model. */
export interface ModelTally extends TokenSum {
  readonly askedBy: AskedBy;
  readonly model: string;
}

export function emptyModelSum(): ModelSum {
  const none = () => ({ questions: 0, inputTokens: 0, outputTokens: 0 });
  return { byAsker: { backend: none(), generation: none() }, cost: 0, unpriced: new Set() };
}

export function addTally(sum: ModelSum, tally: ModelTally, prices: ModelPrices): void {
  const { askedBy, questions, inputTokens, outputTokens } = tally;
  const tokens = sum.byAsker[askedBy];
  tokens.questions += questions;
  tokens.inputTokens += inputTokens;
  tokens.outputTokens += outputTokens;
  const cost = costOf(tally, prices);
  if (cost === null) sum.unpriced.add(tally.model);
  sum.cost = sum.cost === null || cost === null ? null : sum.cost + cost;
}

/** In US dollars. Null: the model has no price. */
export function costOf(
  { model, inputTokens, outputTokens }: ModelTokens,
  prices: ModelPrices,
): number | null {
  if (!Object.hasOwn(prices, model)) return null;
  const { perMillionInput, perMillionOutput } = prices[model]!;
  return (inputTokens * perMillionInput + outputTokens * perMillionOutput) / 1e6;
}
