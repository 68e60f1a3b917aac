import type { Config } from "../config.ts";

/** A misspelt name would make every cost null, and nobody would know why. Null: there is nothing to say. */
export function priceWarning({ model, modelPrices }: Pick<Config, "model" | "modelPrices">): string | null {
  const names = model?.names ?? [];
  const unused = Object.keys(modelPrices).filter((name) => !names.includes(name));
  if (unused.length === 0) return null;
  const asked = names.length === 0 ? "no model is configured" : `AXTL_MODEL names ${names.join(", ")}`;
  return `AXTL_MODEL_PRICES has prices that nothing uses, for ${unused.join(", ")}: ${asked}`;
}
