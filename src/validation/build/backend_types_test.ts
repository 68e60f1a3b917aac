import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { runDeno } from "./deno_tool.ts";

const CHECK = ["check", "--no-remote", "--no-npm", "--no-lock", "--cached-only", "--config", "deno.json"];

async function complaints(source: string): Promise<string[]> {
  const files = { "src/handler.ts": source };
  const tool = { denoPath: Deno.execPath(), tmpDir: tmpdir() };
  const { stderr } = await runDeno(tool, files, [...CHECK, "artifact/src/handler.ts"]);
  return [...stderr.matchAll(/^(?:error: )?(TS\d+)/gm)].map(([, code]) => code ?? "");
}

Deno.test("a backend names Env and Context without importing them, and uses all of them in types", async () => {
  const source = `
    interface Visit { at: string }
    export default {
      async fetch(request: Request, env: Env, ctx: Context): Promise<Response> {
        const { value, version } = await env.store.get<Visit>("last");
        const put = await env.store.put("last", { at: value?.at ?? "never" }, { ifVersion: version, ttlSeconds: 5 });
        const known: string | null = put.ok ? put.version : null;
        const { entries, cursor } = await env.store.list<Visit>({ prefix: "v/", limit: 10, cursor: null });
        const visits: number = await env.store.increment("visits", 2);
        const gone: boolean = await env.store.delete("old");
        const key: string = env.secrets.API_KEY ?? "none";
        const { answer } = await env.ai.generate<{ answer: string }>({ prompt: "hello", schema: {} });
        for await (const piece of await env.ai.stream({ prompt: "hello" })) console.log(piece.length);
        ctx.waitUntil(fetch("https://api.example.com/", { headers: { key } }));
        const seen = entries.map((entry) => entry.value.at);
        return Response.json({ known, seen, cursor, visits, gone, answer, id: ctx.requestId, at: request.url });
      },
    };`;
  assert.deepEqual(await complaints(source), []);
});

Deno.test("a mistake in the use of the environment is found by the type check", async () => {
  const source = `
    export default {
      async fetch(_request: Request, env: Env): Promise<Response> {
        await env.store.put("key", 1, { ttl: 5 });
        return Response.json(await env.cache.get("key"));
      },
    };`;
  assert.deepEqual(await complaints(source), ["TS2353", "TS2339"]);
});

Deno.test("a backend that declares an Env of its own keeps it", async () => {
  const source = `
    interface Env { mine: number }
    export default { fetch: (_request: Request, env: Env): Response => Response.json(env.mine + 1) };`;
  assert.deepEqual(await complaints(source), []);
});
