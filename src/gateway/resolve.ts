import type { Endpoint } from "../deployments/mod.ts";
import type { Target } from "../lib/target.ts";
import type { Caller } from "./authenticate.ts";
import { notDeployed, scopeMismatch } from "./refusals.ts";

export type FindAgent = (slug: string) => Promise<Endpoint | null>;

/** The deployment that answers for `slug`, if `caller` may call it. Throws the Problem to answer with. */
export async function resolve(findAgent: FindAgent, slug: string, caller: Caller): Promise<Target> {
  const agent = await findAgent(slug);
  if (agent?.agentId !== caller.agentId) throw scopeMismatch();
  if (agent.live === null) throw notDeployed();
  return agent.live;
}

const INVOKE_PATH = "/v1/invoke/";

/** What stands after `/v1/invoke/` in a request's URL. A slug never needs escaping, so none is undone. */
export function slugOf(url: string): string {
  const start = url.indexOf(INVOKE_PATH) + INVOKE_PATH.length;
  const query = url.indexOf("?", start);
  return query === -1 ? url.slice(start) : url.slice(start, query);
}
