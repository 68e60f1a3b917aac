import { checkBoot, checkCall } from "./behaviour/boot.ts";
import { checkCases } from "./behaviour/cases.ts";
import { checkCustom } from "./behaviour/custom.ts";
import { checkBadInput, checkHostileInput } from "./behaviour/hostile.ts";
import { checkBundle, checkSize } from "./build/bundle.ts";
import { checkFormat } from "./build/format.ts";
import { checkImports } from "./build/imports.ts";
import { checkTypes } from "./build/types.ts";
import { checkAnswers } from "./contract/answers.ts";
import { checkOpenApi } from "./contract/openapi.ts";
import { checkBudget } from "./quality/budget.ts";
import { checkDeterministic } from "./quality/deterministic.ts";
import { checkLint } from "./quality/lint.ts";
import type { GateDefinition } from "./run.ts";
import { checkNoEval } from "./security/no_eval.ts";
import { checkRegex } from "./security/regex.ts";
import { SPEC_GATES } from "./spec_gates.ts";

/** Why uploaded code is not held to a gate. */
const STYLE = "style is the author's own in uploaded code";
const NO_CONTRACT = "uploaded code comes with no contract to hold it to";
const OWN_RISK = "inside the sandbox it gives uploaded code nothing that it has not got";
const OWN_PACE = "uploaded code may wait on the clock, on chance and on others";

/** Every gate, in the order they run. The import gate is first: nothing follows an import that it has not passed. */
export const GATES: readonly GateDefinition[] = [
  { id: "build.imports", needs: [], check: checkImports },
  { id: "build.types", needs: ["build.imports"], check: checkTypes },
  { id: "build.format", needs: ["build.imports"], notForUploads: STYLE, check: checkFormat },
  { id: "build.bundle", needs: ["build.imports"], check: checkBundle },
  { id: "build.size", needs: ["build.bundle"], check: checkSize },
  ...SPEC_GATES,
  { id: "contract.openapi", needs: [], notForUploads: NO_CONTRACT, check: checkOpenApi },
  { id: "security.no_eval", needs: ["build.imports"], notForUploads: OWN_RISK, check: checkNoEval },
  { id: "security.regex", needs: ["build.imports"], notForUploads: OWN_RISK, check: checkRegex },
  { id: "quality.lint", needs: ["build.imports"], notForUploads: STYLE, check: checkLint },
  { id: "behaviour.boot", needs: ["build.size"], check: checkBoot },
  // First of those that call it: a function that hangs would hang in all of them.
  {
    id: "behaviour.custom",
    needs: ["behaviour.boot"],
    notForUploads: NO_CONTRACT,
    check: checkCustom,
  },
  { id: "behaviour.call", needs: ["behaviour.boot", "behaviour.custom"], check: checkCall },
  {
    id: "behaviour.cases",
    needs: ["behaviour.boot", "behaviour.custom"],
    notForUploads: NO_CONTRACT,
    check: checkCases,
  },
  {
    id: "contract.bad_input",
    needs: ["behaviour.boot", "behaviour.custom"],
    notForUploads: NO_CONTRACT,
    check: checkBadInput,
  },
  { id: "security.hostile_input", needs: ["behaviour.call"], check: checkHostileInput },
  {
    id: "contract.answers",
    needs: ["contract.openapi", "behaviour.boot", "behaviour.custom"],
    notForUploads: NO_CONTRACT,
    check: checkAnswers,
  },
  {
    id: "quality.deterministic",
    needs: ["behaviour.call"],
    notForUploads: OWN_PACE,
    check: checkDeterministic,
  },
  { id: "quality.budget", needs: ["behaviour.call"], notForUploads: OWN_PACE, check: checkBudget },
];
