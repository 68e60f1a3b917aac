import type { Json, JsonObject } from "../lib/json.ts";
import type { Ask } from "./capabilities.ts";

/** What a backend gets as its second argument. Everything in it but the secrets is a question to the platform. */
export type Env = {
  readonly secrets: Readonly<Record<string, string>>;
  readonly store: {
    get(key: string): Promise<Json>;
    put(key: string, value: Json, options?: JsonObject): Promise<Json>;
    delete(key: string): Promise<Json>;
    list(options?: JsonObject): Promise<Json>;
    increment(key: string, by?: number): Promise<Json>;
  };
  readonly ai: { generate(options: JsonObject): Promise<Json> };
};

export function createEnv(ask: Ask): Env {
  return Object.freeze({
    secrets: Object.freeze({}),
    store: Object.freeze({
      get: (key: string) => ask("store.get", { key }),
      put: (key: string, value: Json, options: JsonObject = {}) => ask("store.put", { key, value, options }),
      delete: (key: string) => ask("store.delete", { key }),
      list: (options: JsonObject = {}) => ask("store.list", { options }),
      increment: (key: string, by = 1) => ask("store.increment", { key, by }),
    }),
    ai: Object.freeze({ generate: (options: JsonObject) => ask("ai.generate", { options }) }),
  });
}
