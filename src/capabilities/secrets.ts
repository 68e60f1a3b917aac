import type { FindGrants } from "../deployments/mod.ts";
import type { Secrets } from "../secrets/mod.ts";
import { type Handler, isProbe } from "./handler.ts";

/** Asked by the bootstrap when it starts. A probe gets none: what it answers is shown in reports. */
export function secretHandlers(secrets: Secrets, findGrants: FindGrants): [string, Handler][] {
  const read: Handler = async (call) => {
    const grants = isProbe(call) ? null : await findGrants(call.deploymentId);
    return { value: grants === null ? {} : await secrets.read(call.agentId, grants.secrets) };
  };
  return [["secrets.read", read]];
}
