import { findVersionById, type Version } from "../../agents/mod.ts";
import {
  beginDeployment,
  type Deployment,
  findDeploymentOfJob,
  goLive,
  type Target,
} from "../../deployments/mod.ts";
import type { Json } from "../../lib/json.ts";
import { casesFor, keepsData, type Spec } from "../../spec/mod.ts";
import type { Stage, StageContext, StageOutcome } from "./stage.ts";

/** A version → the live endpoint, if it boots and answers. The version before serves until then, and if it does not. */
export const deployStage: Stage = async (context) => {
  const { job, deps, log } = context;
  const version = await findVersionById(deps.db, job.state.versionId ?? "");
  if (!version) throw new Error(`job ${job.id} has no version to deploy`);
  const deployment = await openDeployment(context, version);
  if (!deployment) return inProgress();
  // It went live before a crash; by now a later one may have replaced it, which must stand.
  if (deployment.status !== "deploying") return { ok: true, change: {} };
  const trouble = await smokeTest(context, version) ??
    await deps.warm(targetOf(context, version, deployment));
  if (trouble) return refused(trouble);
  await goLive(deps.db, deps.signals, deployment);
  await log(`Version ${version.number} is live.`);
  return { ok: true, change: {} };
};

/** The deployment that this job began, before a crash or with the request, or a new one. Null: another is under way. */
async function openDeployment({ job, deps }: StageContext, version: Version): Promise<Deployment | null> {
  return await findDeploymentOfJob(deps.db, job.id) ??
    await beginDeployment(deps.db, { agentId: version.agent_id, versionId: version.id, jobId: job.id });
}

function targetOf({ agent }: StageContext, version: Version, deployment: Deployment): Target {
  return {
    deploymentId: deployment.id,
    agentId: agent.id,
    slug: agent.slug,
    version: version.number,
    bundleHash: version.bundle_hash,
  };
}

function inProgress(): StageOutcome {
  return {
    ok: false,
    failure: {
      code: "deploy_in_progress",
      message:
        "Another deployment of this agent was under way. The version is ready: deploy it when that one is done.",
    },
  };
}

/** Boots the version in a sandbox of its own and makes the Spec's first call. Null: it answered as it should. */
async function smokeTest({ agent, deps, log }: StageContext, version: Version): Promise<string | null> {
  await log(`Smoke-testing version ${version.number} in a sandbox.`);
  const bundle = await deps.blobs.get(version.bundle_hash);
  if (!bundle) throw new Error(`bundle ${version.bundle_hash} is missing`);
  const call = firstCall(version.spec as unknown as Spec | null);
  const body = new TextEncoder().encode(JSON.stringify(call.input));
  const { boot, outcomes } = await deps.probe(
    new TextDecoder().decode(bundle),
    { agentId: agent.id, slug: agent.slug },
    [{ requestId: "smoke-test", body }],
  );
  if (!boot.ok) return `it did not boot (${boot.reason}): ${boot.stderrTail}`;
  const outcome = outcomes[0];
  if (!outcome?.answered) return `it did not answer its first call (${outcome?.reason ?? "no outcome"})`;
  if (call.status !== null && outcome.status !== call.status) {
    return `it answered its first call with ${outcome.status} instead of ${call.status}`;
  }
  return null;
}

/** Uploaded code has no Spec: any answer to `{}` will do. */
function firstCall(spec: Spec | null): { input: Json; status: number | null } {
  const cases = spec ? casesFor(spec) : [];
  const [opening] = cases;
  // Where data is kept, a later case leans on those before it; the first one meets an empty store.
  const first = spec && keepsData(spec) ? opening : cases.find(({ expected }) => expected.status < 400);
  return first ? { input: first.input, status: first.expected.status } : { input: {}, status: null };
}

function refused(trouble: string): StageOutcome {
  const message = `The version did not go live: ${trouble}. What was live before still is.`;
  return { ok: false, failure: { code: "smoke_test_failed", message } };
}
