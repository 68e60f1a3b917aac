import { api, followed } from "./client.ts";

/** A backend with one number to tell its versions apart, and misbehaviour on demand. */
export const handler = (version: number) => `
export default {
  async fetch(request: Request): Promise<Response> {
    const { please } = await request.json() as { please?: string };
    if (please === "loop") for (;;);
    return Response.json({ version: ${version} });
  },
};
`;

export interface Live {
  agentId: string;
  /** One call. Returns its status. */
  call(body?: unknown): Promise<number>;
}

/** An uploaded agent with so many versions, the last one deployed, and a key. */
export async function deployed(url: string, versions = 1): Promise<Live> {
  const files = (version: number) => ({ files: { "src/handler.ts": handler(version) }, autoDeploy: true });
  const first = (await api(url, "POST", "/v1/agents", { name: "Loaded", ...files(1) })).json.data;
  await finished(url, first.job.id);
  const agentId = first.agent.id as string;
  for (let version = 2; version <= versions; version++) {
    const next = await api(url, "POST", `/v1/agents/${agentId}/versions`, files(version));
    await finished(url, next.json.data.job.id);
  }
  const { key } = (await api(url, "POST", `/v1/agents/${agentId}/api-keys`, { name: "k" })).json.data;
  const path = `/v1/invoke/${first.agent.slug}`;
  return { agentId, call: async (body = {}) => (await api(url, "POST", path, body, key)).status };
}

/** Waits for a job by its stream. Throws when it failed. */
export async function finished(url: string, jobId: string): Promise<void> {
  await followed(url, jobId);
  const { status, failure } = (await api(url, "GET", `/v1/generate/${jobId}`)).json.data;
  if (status !== "completed") throw new Error(JSON.stringify(failure));
}

/** Does `work` again and again, so many at a time, until `stop`. What it throws ends the caller that met it. */
export function under(callers: number, work: () => Promise<void>): { stop(): Promise<void> } {
  let stopped = false;
  const running = Array.from({ length: callers }, async () => {
    while (!stopped) await work();
  });
  const all = Promise.all(running);
  all.catch(() => {}); // it is told by stop()
  return {
    async stop() {
      stopped = true;
      await all;
    },
  };
}
