import assert from "node:assert/strict";
import { deployed, test, TOKEN } from "./client.ts";
import { startPlatform } from "./process.ts";

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
}

/** Answers with the trace it is part of. */
const TRACED = `
export default {
  fetch: (request: Request) =>
    Response.json({ traceparent: request.headers.get("traceparent"), tracestate: request.headers.get("tracestate") }),
};
`;
const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const CALLERS_SPAN = "b7ad6b7169203331";
const TRACE_HEADERS = { traceparent: `00-${TRACE_ID}-${CALLERS_SPAN}-01`, tracestate: "vendor=opaque" };

test("with OTEL_DENO a call is a span from gateway to sandbox in the caller's trace, which the backend goes on with", async (dataDir) => {
  await using collector = collectSpans();
  const platform = await startPlatform(dataDir, {
    AXTL_BOOTSTRAP_TOKEN: TOKEN,
    OTEL_DENO: "true",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_BSP_SCHEDULE_DELAY: "100",
    OTEL_DENO_CONSOLE: "ignore",
  });
  const seen = await callTraced(platform.url);
  const call = await collector.span((span) => span.traceId === TRACE_ID && span.name === "call sandbox");
  const request = await collector.span((span) => span.spanId === call.parentSpanId);
  assert.equal(request.parentSpanId, CALLERS_SPAN);
  assert.equal(request.name, "POST /v1/invoke/{agentSlug}");
  assert.deepEqual(seen, { traceparent: `00-${TRACE_ID}-${call.spanId}-01`, tracestate: "vendor=opaque" });
  assert.equal(await platform.stop(), 0);
});

test("without OTEL_DENO the backend is part of the caller's trace all the same", async (dataDir) => {
  const platform = await startPlatform(dataDir, { AXTL_BOOTSTRAP_TOKEN: TOKEN });
  assert.deepEqual(await callTraced(platform.url), TRACE_HEADERS);
  assert.equal(await platform.stop(), 0);
});

/** Deploys a backend, calls it as part of a trace, and gives what it saw of that. */
async function callTraced(url: string): Promise<unknown> {
  const { slug, key } = await deployed(url, TRACED);
  const answer = await fetch(`${url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json", ...TRACE_HEADERS },
    body: "{}",
  });
  return (await answer.json()).data.response;
}

/** An OpenTelemetry collector that keeps what it is sent. */
function collectSpans() {
  const spans: Span[] = [];
  let changed = Promise.withResolvers<void>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const sent = await request.json();
    for (const { scopeSpans } of sent.resourceSpans ?? []) {
      for (const scope of scopeSpans) spans.push(...scope.spans);
    }
    changed.resolve();
    changed = Promise.withResolvers();
    return Response.json({});
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    async span(isIt: (span: Span) => boolean): Promise<Span> {
      for (;;) {
        const found = spans.find(isIt);
        if (found) return found;
        await changed.promise;
      }
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
