/** Two ways to answer a call with a compiled Spec: the interpreter, or the code generated from it. */
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { generate } from "../../src/codegen/mod.ts";
import type { Files } from "../../src/lib/files.ts";
import type { Json } from "../../src/lib/json.ts";
import { type Answer, type Compiled, interpret, SimulatedStore } from "../../src/spec/mod.ts";
import type { Entry } from "./entries.ts";

export type Backend = (input: Json) => Promise<Answer>;

/** A compiled entry → its backend, with a store of its own if it has one. */
export type MakeBackend = (entry: Entry, compiled: Extract<Compiled, { ok: true }>) => Promise<Backend>;

export const interpreted: MakeBackend = (_entry, { spec }) => {
  const store = new SimulatedStore();
  return Promise.resolve((input) => Promise.resolve(interpret(spec, input, store)));
};

/** Writes the generated files into `folder` and imports their handler, as a server would. */
export function generated(folder: string): MakeBackend {
  return async (entry, { spec, coverage }) => {
    const { name, family, requirements } = entry;
    const slug = `${family}-${name}`;
    const files = generate(spec, { name, slug, requirements, coverage, compilerVersion: "corpus" });
    const root = join(folder, slug);
    await writeFiles(root, files);
    return await importBackend(join(root, "src/handler.ts"));
  };
}

/** What a handler on disk answers. */
export async function importBackend(path: string): Promise<Backend> {
  const module = await import(pathToFileURL(path).href);
  return (input) => post(module.default.fetch, input);
}

export async function writeFiles(root: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.writeTextFile(join(root, path), text);
  }
}

async function post(fetch: (request: Request) => Promise<Response>, input: Json): Promise<Answer> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(
    new Request("http://localhost/", { method: "POST", headers, body: JSON.stringify(input) }),
  );
  return { status: response.status, body: await response.json() };
}
