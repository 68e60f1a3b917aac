import { compile } from "../../spec/mod.ts";
import { toJsonObject } from "../../lib/json.ts";
import { BUILTIN_COMPILER } from "../compiler.ts";
import type { Stage } from "./stage.ts";

/** Requirements → Spec, or the clauses that could not be carried, each with a rewrite. */
export const specStage: Stage = async ({ job, agent, log }) => {
  await log(`Reading the requirements with the built-in compiler (${BUILTIN_COMPILER.model}).`);
  const compiled = compile(job.input.prompt ?? "", {
    name: agent.name,
    allowPartial: job.input.allowPartial ?? false,
  });
  const route = { provider: BUILTIN_COMPILER.provider, model: BUILTIN_COMPILER.model };
  if (!compiled.ok) {
    const { code, message, details } = compiled.failure;
    for (const clause of details.clauses) {
      await log(`Line ${clause.line}: “${clause.quote}” — ${clause.status}.`);
    }
    return { ok: false, failure: { code, message, details: toJsonObject(details) }, change: route };
  }
  for (const { text } of compiled.coverage.assumptions) await log(`Assumed: ${text}`);
  const { spec, coverage } = compiled;
  return { ok: true, change: { ...route, state: { origin: "builtin", spec, coverage } } };
};
