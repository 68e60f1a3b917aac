import assert from "node:assert/strict";
import { test, usePlatform } from "./platform.ts";
import { until } from "./until.ts";

const platform = usePlatform({ AXTL_INVOKE_TIMEOUT_MS: "1000" }, {
  egress: { resolve: () => Promise.resolve(["127.0.0.1"]), isAllowedAddress: () => true },
});

/** Elsewhere on the internet: an endless stream of events, that knows who listens. */
const upstream = { sent: 0, left: 0 };
const upstreamServer = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () =>
  new Response(
    new ReadableStream({
      pull: (sink) => sink.enqueue(new TextEncoder().encode(`data: ${upstream.sent++}\n\n`)),
      cancel: () => void upstream.left++,
    }),
  ));
Deno.test.afterAll(() => upstreamServer.shutdown());

/** Passes on what it fetches. */
const relay = () => `
export default {
  async fetch(): Promise<Response> {
    const answer = await fetch("http://upstream.test:${upstreamServer.addr.port}/");
    return new Response(answer.body, { headers: { "Content-Type": "text/event-stream" } });
  },
};
`;

/** Streams as the body asks, and counts in its store what it sent and when it was left. */
const STREAMER = `
interface Wish { please: string; type?: string }
const text = new TextEncoder();
const line = (value: unknown) => text.encode("data: " + JSON.stringify(value) + "\\n\\n");
const open = new Map<string, () => void>();
let sent = 0;
let left = 0;
export default {
  async fetch(request: Request, _env: Env, ctx: Context): Promise<Response> {
    const { please, type = "text/event-stream" } = await request.json() as Wish;
    if (please === "tell") return Response.json({ sent, left });
    if (please.startsWith("go on ")) return Response.json(open.get(please.slice(6))?.() ?? null);
    if (please === "json") return Response.json({ not: "streamed" });
    if (please === "nothing") return new Response(null, { status: 204 });
    if (please === "exit") (globalThis as unknown as { Deno: { exit(code: number): void } }).Deno.exit(3);
    if (please === "throw") throw new Error("as asked");
    let step = 0;
    return new Response(new ReadableStream<Uint8Array>({
      async pull(sink) {
        step++;
        if (please === "two with a wait" && step === 2) await new Promise<void>((go) => open.set("two", go));
        if (please.startsWith("two") && step === 3) return sink.close();
        if (please === "unfinished") { sink.enqueue(text.encode("data: half")); return sink.close(); }
        if (please === "break off" && step === 2) return sink.error(new Error("it broke"));
        if (please === "stop short" && step === 2) await new Promise(() => {});
        if (please === "flood") { sent += 60_000; return sink.enqueue(text.encode(":" + "x".repeat(59_997) + "\\n\\n")); }
        sink.enqueue(line({ step, requestId: ctx.requestId }));
      },
      cancel() { left++; },
    }), { headers: { "Content-Type": type } });
  },
};
`;

let made: ReturnType<typeof platform.deployed> | undefined;
const streamer = () => made ??= platform.deployed("Streamer", STREAMER);

async function call(please: string, more: Record<string, string> = {}, signal?: AbortSignal) {
  const { slug, key } = await streamer();
  return await fetch(`${platform.url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${key}`,
      Accept: "text/event-stream",
      "Content-Type": "application/json",
      "X-Request-Id": "req_stream",
    },
    body: JSON.stringify({ please, ...more }),
    ...(signal && { signal }),
  });
}

async function ask(please: string) {
  const { slug, key } = await streamer();
  return (await platform.invoke(slug, key, { please })).json.data.response;
}

const RESULT = /event: axtl\.result\ndata: \{"status":200,"ok":true,"latencyMs":\d+\}\n\n$/;

test("a streamed answer arrives event by event, the first before the second is written", async () => {
  const response = await call("two with a wait");
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("Content-Type"), "text/event-stream");
  assert.equal(response.headers.get("X-AXTL-Version"), "1");
  assert.equal(response.headers.get("X-Request-Id"), "req_stream");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const first = await reader.read();
  assert.equal(first.value, 'data: {"step":1,"requestId":"req_stream"}\n\n');
  await ask("go on two");
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value;
  assert.match(rest, /^data: \{"step":2,"requestId":"req_stream"\}\n\n/);
  assert.match(rest, RESULT);
});

test("a caller who asks for events gets an answer that does not stream as one event", async () => {
  const json = await (await call("json")).text();
  assert.match(json, /^data: \{"not":"streamed"\}\n\nevent: axtl\.result\n/);
  const other = await (await call("two", { type: "text/plain" })).text();
  assert.match(other, /^data: "data: \{/);
  const nothing = await (await call("nothing")).text();
  assert.match(nothing, /^event: axtl\.result\ndata: \{"status":204,"ok":true,/);
});

test("a caller who does not ask for events gets the envelope, with the whole stream as text", async () => {
  const { slug, key } = await streamer();
  const answer = await platform.invoke(slug, key, { please: "two" });
  assert.match(answer.json.data.response, /^data: .*\n\ndata: .*\n\n$/);
});

test("an event that the backend leaves unfinished does not swallow the last one", async () => {
  const events = await (await call("unfinished")).text();
  assert.match(events, /^data: half\n\nevent: axtl\.result\n/);
});

test("an answer that breaks off ends with axtl.error, and says why", async () => {
  for (
    const [please, code, reason] of [
      ["break off", "endpoint_unreachable", "crashed"],
      ["stop short", "endpoint_timeout", "timeout"],
    ] as const
  ) {
    const error = errorIn(await (await call(please)).text());
    assert.deepEqual([error?.code, error?.details?.reason], [code, reason], please);
  }
  const cutOff = await call("stop short");
  await call("exit");
  assert.equal(errorIn(await cutOff.text())?.details?.reason, "crashed");
});

function errorIn(events: string) {
  const last = /\n\nevent: axtl\.error\ndata: (.*)\n\n$/.exec(events)?.[1] ?? "{}";
  return JSON.parse(last).error;
}

test("what fails before anything was answered is an error like any other", async () => {
  const { slug } = await streamer();
  const response = await fetch(`${platform.url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: { Accept: "text/event-stream" },
    body: "{}",
  });
  assert.deepEqual([response.status, (await response.json()).error.code], [401, "missing_agent_api_key"]);
  const thrown = await (await call("throw")).text();
  assert.match(thrown, /event: axtl\.result\ndata: \{"status":500,"ok":false,/);
});

test("a caller who reads slowly slows the backend down, and one who leaves ends it", async () => {
  const leaving = new AbortController();
  const response = await call("flood", {}, leaving.signal);
  const reader = response.body!.getReader();
  await reader.read();
  let sent = 0;
  await until(async () => sent === (sent = (await ask("tell")).sent));
  assert.ok(sent < 8_000_000, `${sent} bytes were sent to a caller who does not read`);
  leaving.abort();
  await reader.read().catch(() => {});
  await until(async () => (await ask("tell")).left === 1);
});

test("more than an answer may have ends it with output_limit, though it streams", async () => {
  const events = await (await call("flood")).text();
  assert.ok(events.length <= 10 * 1024 * 1024 + 1000);
  assert.match(events.slice(-300), /event: axtl\.error\ndata: .*"reason":"output_limit"/);
});

test("a stream that a backend fetches goes on to its caller as it comes, and ends when the caller leaves", async () => {
  const { slug, key } = await platform.deployed("Relay", relay(), { egress: ["upstream.test"] });
  const leaving = new AbortController();
  const response = await fetch(`${platform.url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${key}`,
      Accept: "text/event-stream",
      "Content-Type": "application/json",
    },
    body: "{}",
    signal: leaving.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes("data: 1000\n")) seen += (await reader.read()).value;
  assert.ok(seen.startsWith("data: 0\n\ndata: 1\n\n"));
  leaving.abort();
  await reader.read().catch(() => {});
  await until(() => Promise.resolve(upstream.left === 1));
});
