/** One deployed version: what a call is for. Deployments find it, the gateway resolves to it, the runtime runs it. */
export interface Target {
  readonly deploymentId: string;
  readonly agentId: string;
  readonly slug: string;
  readonly version: number;
  readonly bundleHash: string;
}
