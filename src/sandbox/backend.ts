import type { Env } from "./env.ts";

/** Third argument of a backend's `fetch`. */
export type Context = { readonly requestId: string; waitUntil(work: Promise<unknown>): void };

export type Backend = { fetch(request: Request, env: Env, ctx: Context): Response | Promise<Response> };

/**
 * Imports the backend from its source text. Throws what the module throws.
 *
 * WARNING: the argument of `import()` must stay a value that no static analysis can see. A file that Deno finds in
 * the entry's own module graph is read without asking for permission; one that is named at run time is not.
 */
export async function loadBackend(source: string): Promise<Backend> {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    const module: { default?: Partial<Backend> } = await import(url);
    const backend = module.default;
    if (typeof backend?.fetch !== "function") {
      throw new TypeError("the backend's default export must be an object with a `fetch` function");
    }
    return backend as Backend;
  } catch (error) {
    throw new Error(describe(error).replaceAll(url, "backend.js"), { cause: error });
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** An error with its stack, or whatever else was thrown, as text. */
export function describe(error: unknown): string {
  try {
    return error instanceof Error ? error.stack ?? error.message : String(error);
  } catch {
    return "a value that can't be shown was thrown";
  }
}
