import { toJsonObject } from "../../lib/json.ts";
import { compile, type Compiled } from "../../spec/mod.ts";
import { BUILTIN_COMPILER } from "../compiler.ts";
import type { ModelRoute } from "../model_route.ts";
import { requirementsOf } from "../requirements.ts";
import { modelSpec } from "./model_spec.ts";
import type { Stage, StageContext, StageOutcome } from "./stage.ts";

/**
 * Requirements → Spec. The built-in compiler is asked first, unless the person wants the model: it is free, instant and
 * the same every time. What it can't carry whole goes to the model, where one is configured.
 */
export const specStage: Stage = async (context) => {
  const { job, deps, log } = context;
  const generator = job.input.generator ?? "auto";
  const route = await deps.modelRoute(job);
  const hasModel = route?.models.names.includes(job.model) ?? false;
  if (route && (generator === "model" || job.state.repair || job.state.route === "model")) {
    return await modelSpec(context, route);
  }
  const whole = compileFor(context, false);
  if (generator === "auto" && hasModel && route && !whole.ok) {
    await log(`Taking the model ${job.model}: ${whyNotBuiltin(whole)}`);
    return await modelSpec(context, route);
  }
  await log(`Taking the built-in compiler (${BUILTIN_COMPILER.model}): ${whyBuiltin(context, whole, route)}`);
  return await builtinOutcome(
    context,
    whole.ok ? whole : compileFor(context, job.input.allowPartial ?? false),
  );
};

function compileFor({ job, agent }: StageContext, allowPartial: boolean): Compiled {
  return compile(requirementsOf(job), { name: agent.name, allowPartial });
}

function whyBuiltin({ job }: StageContext, whole: Compiled, route: ModelRoute | null): string {
  if (job.input.generator === "builtin") return "as asked for.";
  if (whole.ok) return "it carries every sentence, at once and the same every time.";
  return route
    ? `no model ${job.model} is configured, only ${route.models.names.join(", ")}.`
    : "no model is configured.";
}

function whyNotBuiltin({ coverage }: Compiled): string {
  const gaps = coverage.clauses.filter(({ reason, status }) => status !== "context" && reason !== undefined);
  const first = gaps[0];
  if (!first) return "the built-in compiler finds no whole backend in the requirements.";
  return `the built-in compiler can't carry ${
    gaps.length === 1 ? "a sentence" : `${gaps.length} sentences`
  }, ` +
    `the first of them “${first.quote}”.`;
}

async function builtinOutcome({ log }: StageContext, compiled: Compiled): Promise<StageOutcome> {
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
}
