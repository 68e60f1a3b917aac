export type Seed = { readonly agentId: string; readonly slug: string; readonly key: string };

const HANDLER = `
export default {
  async fetch(request: Request): Promise<Response> {
    const { text } = await request.json() as { text?: string };
    return Response.json({ words: (text ?? "").split(" ").length });
  },
};
`;

/** Uploads one backend, deploys it, and makes a key, all through the API. */
export async function deployed(url: string, token: string, handler = HANDLER): Promise<Seed> {
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const post = async (path: string, body: unknown) =>
    (await (await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) })).json()).data;
  const files = { "src/handler.ts": handler };
  const { agent, job } = await post("/v1/agents", { name: "Dense", files, autoDeploy: true });
  await (await fetch(`${url}/v1/generate/${job.id}/stream`, { headers })).text();
  const { key } = await post(`/v1/agents/${agent.id}/api-keys`, { name: "bench" });
  return { agentId: agent.id, slug: agent.slug, key };
}
