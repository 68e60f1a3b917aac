/**
 * Which version of an agent answers its endpoint.
 *
 * `agents.live_deployment_id` is the one pointer that decides; `goLive` moves it in the transaction that retires the
 * deployment before. The gateway asks `findEndpoint` on every call, so its answers are remembered, dropped by signal
 * and, in case a signal is lost, after five seconds; while the database is away they do for longer (docs/decisions/0005).
 */
export type { Target } from "../lib/target.ts";
export { createEndpoints, type Endpoint, type Endpoints } from "./endpoints.ts";
export { agentsToldSecrets, createFindGrants, type FindGrants, type Grants } from "./grants.ts";
export {
  beginDeployment,
  type Deployment,
  failDeploymentOfJob,
  findDeploymentOfJob,
  goLive,
  latestDeployment,
  liveDeploymentId,
} from "./deployments.ts";
