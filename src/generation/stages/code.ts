import { packZip } from "../../artifacts/mod.ts";
import { generate } from "../../codegen/mod.ts";
import { BUILTIN_COMPILER } from "../compiler.ts";
import { requirementsOf } from "../requirements.ts";
import { formatSources } from "./format.ts";
import type { Stage } from "./stage.ts";

/** Spec → files. The same Spec gives the same bytes, so a stage that is run again stores the same blob. */
export const codeStage: Stage = async ({ job, agent, deps, log }) => {
  const { spec, coverage } = job.state;
  if (!spec || !coverage) throw new Error(`job ${job.id} reached the code stage without a Spec`);
  const files = await formatSources(
    deps.denoTool,
    generate(spec, {
      name: agent.name,
      slug: agent.slug,
      requirements: requirementsOf(job),
      coverage,
      compilerVersion: BUILTIN_COMPILER.model,
      ...(job.state.origin === "model" && { model: job.model }),
    }),
  );
  const filesHash = await deps.blobs.put(packZip(files));
  await log(`Wrote ${Object.keys(files).length} files from the Spec.`);
  return { ok: true, change: { state: { filesHash } } };
};
