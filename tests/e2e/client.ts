import { processesNaming } from "./process.ts";

/** What the end-to-end tests share: a client of the API, and a test with a data folder of its own. */
export const TOKEN = "bootstrap-token-of-the-end-to-end-tests";
export const LEAD =
  "Create an API that accepts a lead profile, scores fit, lists missing fields, and returns next actions.";

export async function api(url: string, method: string, path: string, body?: unknown, token = TOKEN) {
  const response = await fetch(url + path, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body !== undefined && { "Content-Type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}

/** Reads the job's stream to its end, which must be a good one. */
export async function followed(url: string, jobId: string): Promise<void> {
  const response = await fetch(`${url}/v1/generate/${jobId}/stream`, {
    headers: { Authorization: `Bearer ${TOKEN}` },
  });
  await response.text();
  const { json } = await api(url, "GET", `/v1/generate/${jobId}`);
  if (json.data.status !== "completed") {
    throw new Error(`the job failed: ${JSON.stringify(json.data.failure)}`);
  }
}

export interface Deployed {
  agentId: string;
  slug: string;
  key: string;
}

/** Uploads one handler, deployed, and makes a key for it. */
export async function deployed(url: string, handler: string, more: object = {}): Promise<Deployed> {
  const files = { "src/handler.ts": handler };
  const started = await api(url, "POST", "/v1/agents", {
    name: "Deployed",
    files,
    autoDeploy: true,
    ...more,
  });
  const { agent, job } = started.json.data;
  await followed(url, job.id);
  const made = await api(url, "POST", `/v1/agents/${agent.id}/api-keys`, { name: "k" });
  return { agentId: agent.id, slug: agent.slug, key: made.json.data.key };
}

export function test(name: string, fn: (dataDir: string) => Promise<void>): void {
  Deno.test({
    name,
    sanitizeOps: false,
    sanitizeResources: false,
    fn: async () => {
      const dataDir = await Deno.makeTempDir({ prefix: "axtl-e2e-" });
      try {
        await fn(dataDir);
      } finally {
        // What a failed test left running would be in the way of the next.
        for (const { pid } of await processesNaming(dataDir)) Deno.kill(pid, "SIGKILL");
        await Deno.remove(dataDir, { recursive: true }).catch(() => {});
      }
    },
  });
}
