import type { Span } from "@opentelemetry/api";
import type { CallRequest, Outcome, Runtime, Target } from "../runtime/mod.ts";

type Calls = Pick<Runtime, "call">;

/**
 * The same, with a span around each call of a sandbox, below the one that Deno makes of each request; the backend sees
 * it as its `traceparent`. OpenTelemetry is loaded here and nowhere else: untraced calls pay nothing for it.
 */
export async function traced(runtime: Calls): Promise<Calls> {
  const { SpanKind, SpanStatusCode, trace } = await import("@opentelemetry/api");
  const tracer = trace.getTracer("axtl");
  return {
    async call(target, request, cancellation) {
      trace.getActiveSpan()?.updateName("POST /v1/invoke/{agentSlug}");
      const span = tracer.startSpan("call sandbox", {
        kind: SpanKind.CLIENT,
        attributes: attributesOf(target, request),
      });
      const outcome = await runtime.call(target, below(span, request), cancellation);
      span.setAttributes(outcomeAttributes(outcome));
      if (outcome.kind === "failed") span.setStatus({ code: SpanStatusCode.ERROR, message: outcome.reason });
      span.end();
      return outcome;
    },
  };
}

function attributesOf({ agentId, slug, version }: Target, { requestId, body }: CallRequest) {
  return {
    "axtl.agent.id": agentId,
    "axtl.agent.slug": slug,
    "axtl.agent.version": version,
    "axtl.request.id": requestId,
    "axtl.request.bytes": body.length,
  };
}

function outcomeAttributes(outcome: Outcome) {
  const { queueMs, bootMs, runMs, cold } = outcome.timing;
  return {
    "axtl.queue_ms": queueMs,
    "axtl.boot_ms": bootMs,
    "axtl.run_ms": runMs,
    "axtl.cold": cold,
    ...(outcome.kind === "answered" && { "axtl.backend.status": outcome.status }),
  };
}

/** The request as part of this span, instead of the caller's. */
function below(span: Span, request: CallRequest): CallRequest {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
  const others = request.headers.filter(([name]) => name !== "traceparent");
  return { ...request, headers: [...others, ["traceparent", traceparent]] };
}
