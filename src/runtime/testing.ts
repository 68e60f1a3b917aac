import { join } from "node:path";
import { cancelledBy } from "./cancelled_by.ts";
import { createRuntime, type Runtime, type RuntimeOptions } from "./runtime.ts";
import type { Answered, CallRequest, Failed, LogEntry, Outcome, Target } from "./types.ts";

/** For tests: a runtime on real sandboxes in a folder of its own, gone at the end of the block that uses it. */
export type TestRuntime = AsyncDisposable & {
  runtime: Runtime;
  runDir: string;
  logs: LogEntry[];
  call(source: string, input?: unknown, signal?: AbortSignal): Promise<Outcome>;
};

export async function testRuntime(options: Partial<RuntimeOptions> = {}): Promise<TestRuntime> {
  const runDir = await Deno.makeTempDir({ prefix: "axtl-rt-" });
  await Deno.chmod(runDir, 0o711);
  const logs: LogEntry[] = [];
  const user = Deno.uid() === 0 ? (slot: number) => ({ uid: 60_000 + slot, gid: 60_000 + slot }) : undefined;
  const runtime = await createRuntime({
    host: { denoPath: Deno.execPath(), runDir, user },
    loadBundle: (hash) => Promise.resolve(hash),
    log: (entry) => logs.push(entry),
    ...options,
  });
  return {
    runtime,
    runDir,
    logs,
    call: (source, input = {}, signal) =>
      runtime.call(targetOf(source), requestOf(input), signal && cancelledBy(signal)),
    async [Symbol.asyncDispose]() {
      await runtime.close();
      await Deno.remove(runDir, { recursive: true });
    },
  };
}

/** A deployment whose bundle is `source` itself: the tests' `loadBundle` hands a hash out as it came. */
export function targetOf(source: string, deploymentId = source): Target {
  return { deploymentId, agentId: "agent_test", slug: "test", version: 1, bundleHash: source };
}

export function requestOf(input: unknown): CallRequest {
  const body = new TextEncoder().encode(JSON.stringify(input));
  return { requestId: "req_test", headers: [["content-type", "application/json"]], body };
}

/** The JSON of an answer, which must be one. */
export function json(outcome: Outcome): unknown {
  if (outcome.kind !== "answered") {
    throw new Error(`${outcome.code} ${outcome.reason}: ${outcome.stderrTail}`);
  }
  return JSON.parse(text(outcome));
}

export function text(outcome: Answered): string {
  return new TextDecoder().decode(outcome.body);
}

/** A failure, which must be one. */
export function failure(outcome: Outcome): Failed {
  if (outcome.kind !== "failed") throw new Error(`answered ${outcome.status}: ${text(outcome)}`);
  return outcome;
}

/** A backend around the body of `async (input, request, env, ctx) => …`. What it returns is the answer. */
export function backend(body: string, before = ""): string {
  return `${before}
    export default { async fetch(request, env, ctx) {
      const input = await request.json();
      const answer = await (async () => { ${body} })();
      return answer instanceof Response ? answer : Response.json(answer ?? null);
    } }`;
}

/** Files below the run folder, less the bootstrap: what sandboxes left there. */
export async function leftovers(runDir: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(runDir)) {
    if (name !== "bootstrap.js") names.push(join(runDir, name));
  }
  return names;
}
