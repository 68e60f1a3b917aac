import assert from "node:assert/strict";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform({ AXTL_SANDBOX_CPU_MS: "400", AXTL_SANDBOX_MEMORY_MB: "64" });

const UNLUCKY = `
export default {
  async fetch(request: Request): Promise<Response> {
    const { please } = await request.json() as { please?: string };
    const all: unknown[] = [];
    if (please === "loop") for (;;);
    if (please === "buffers") for (;;) all.push(new ArrayBuffer(1_000_000));
    if (please === "heap") for (;;) all.push(new Array(100_000).fill(1.5));
    if (please === "talk") return new Response("x".repeat(11 * 1024 * 1024));
    return Response.json("fine");
  },
};
`;

const REASONS = { loop: "cpu_limit", buffers: "memory_limit", heap: "memory_limit", talk: "output_limit" };

test("the limit that a call hit is named to its caller, and the next call is served", async () => {
  const { slug, key } = await platform.deployed("Unlucky", UNLUCKY);
  for (const [please, reason] of Object.entries(REASONS)) {
    const { status, json } = await platform.invoke(slug, key, { please });
    assert.equal(status, 502, please);
    assert.equal(json.error.code, "endpoint_unreachable");
    assert.deepEqual(json.error.details, { reason });
    assert.equal((await platform.invoke(slug, key, {})).json.data.response, "fine");
  }
});

test("/readyz says what stands around sandboxes", async () => {
  const { json } = await platform.api("GET", "/readyz", { token: null });
  assert.match(json.checks.sandbox, /^deno(\+os|\+rlimits)?$/);
});
