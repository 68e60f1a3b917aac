import type { Json, JsonObject } from "../lib/json.ts";
import type { Ask, Exchange } from "./capabilities.ts";
import { CapabilityError } from "./capability_error.ts";
import { textOf } from "./primordials.ts";

/**
 * What a backend gets as its second argument. Everything in it but the secrets is a question to the platform.
 * `src/validation/build/backend.d.ts` tells authors the same in finer types.
 */
export type Env = {
  readonly secrets: Readonly<Record<string, string>>;
  readonly store: {
    get(key: string): Promise<Json>;
    put(key: string, value: Json, options?: JsonObject): Promise<Json>;
    delete(key: string): Promise<Json>;
    list(options?: JsonObject): Promise<Json>;
    increment(key: string, by?: number): Promise<Json>;
  };
  readonly ai: {
    generate(options: JsonObject): Promise<Json>;
    stream(options: JsonObject): Promise<ReadableStream<string>>;
  };
};

export function createEnv(
  ask: Ask,
  exchange: Exchange,
  secrets: Readonly<Record<string, string>>,
): Env {
  return Object.freeze({
    secrets: Object.freeze(secrets),
    store: Object.freeze({
      get: (key: string) => ask("store.get", { key }),
      put: (key: string, value: Json, options: JsonObject = {}) => ask("store.put", { key, value, options }),
      delete: (key: string) => ask("store.delete", { key }),
      list: (options: JsonObject = {}) => ask("store.list", { options }),
      increment: (key: string, by = 1) => ask("store.increment", { key, by }),
    }),
    ai: Object.freeze({
      generate: (options: JsonObject) => ask("ai.generate", { options }),
      stream: async (options: JsonObject) => {
        const { body } = await exchange("ai.stream", { options }, new Uint8Array(0), null);
        return textOf(body!); // the platform always sends one with this
      },
    }),
  });
}

/** The secrets that this version declares and that are set. None where the platform has nothing to give. */
export async function readSecrets(ask: Ask): Promise<Readonly<Record<string, string>>> {
  try {
    return Object.assign(Object.create(null), await ask("secrets.read", {}));
  } catch (error) {
    if (error instanceof CapabilityError && error.code === "capability_not_available") return {};
    throw error;
  }
}
