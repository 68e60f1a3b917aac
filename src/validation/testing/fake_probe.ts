import type { Probe, ProbeOutcome, ProbeRequest } from "../probe.ts";

type Handler = { fetch: (request: Request) => Response | Promise<Response> };

/** Runs the bundle in this process, for code that the tests wrote. A call may take `timeoutMs`. */
export function createFakeProbe(timeoutMs = 1_000): Probe {
  return async (bundle, _agent, requests) => {
    const startedMs = performance.now();
    const loaded = await load(bundle);
    if ("reason" in loaded) return { boot: { ok: false, ...loaded }, outcomes: [] };
    const bootMs = performance.now() - startedMs;
    const outcomes: ProbeOutcome[] = [];
    for (const request of requests) outcomes.push(await call(loaded, request, timeoutMs));
    return { boot: { ok: true, bootMs }, outcomes };
  };
}

/** A new module each time, as each sandbox is. */
let bootCount = 0;

async function load(bundle: string): Promise<Handler | { reason: string; stderrTail: string }> {
  const source = `${bundle}\n// ${++bootCount}`;
  try {
    const module = await import(`data:text/javascript,${encodeURIComponent(source)}`);
    if (typeof module.default?.fetch === "function") return module.default;
    return { reason: "boot_failed", stderrTail: "the default export has no fetch" };
  } catch (error) {
    return { reason: "boot_failed", stderrTail: String(error) };
  }
}

async function call(handler: Handler, { body }: ProbeRequest, timeoutMs: number): Promise<ProbeOutcome> {
  const startedMs = performance.now();
  const { promise: late, resolve } = Promise.withResolvers<ProbeOutcome>();
  const timer = setTimeout(
    () => resolve({ answered: false, code: "timeout", reason: "no answer in time" }),
    timeoutMs,
  );
  try {
    return await Promise.race([late, answer(handler, body, startedMs)]);
  } finally {
    clearTimeout(timer);
  }
}

async function answer(handler: Handler, body: Uint8Array, startedMs: number): Promise<ProbeOutcome> {
  try {
    const request = new Request("https://test.agent/", { method: "POST", body: body.slice() });
    const response = await handler.fetch(request);
    return {
      answered: true,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.bytes(),
      runMs: performance.now() - startedMs,
    };
  } catch (error) {
    return { answered: false, code: "crashed", reason: String(error) };
  }
}
