import type { Files } from "../lib/files.ts";
import type { Json } from "../lib/json.ts";
import type { DenoTool } from "./build/deno_tool.ts";
import type { ParsedFile } from "./build/parse.ts";
import type { Exchange } from "./calls.ts";
import type { Probe, ProbeAgent } from "./probe.ts";
import type { Finding, Gate, Verdict } from "./report.ts";

/** A worked example: what the handler must answer to this input, on an empty store. */
export interface ExpectedCase {
  id: string;
  title: string;
  input: Json;
  /** `open`: keys of the body that a custom function decides; they may have any value here. */
  expected: { status: number; body: Json; open?: readonly string[] | "all" };
}

/** A function that a model wrote, as `src/custom.ts` has it. */
export interface CustomFacts {
  name: string;
  examples: readonly { args: Json[]; result: Json }[];
  /** Further arguments to try it with. */
  seeds: readonly Json[][];
  isResult: (value: Json) => boolean;
}

/** What the gates need to know of a Spec. The spec folder implements it; validation does not look inside a Spec. */
export interface SpecFacts {
  /** Each list is empty when all is well. */
  schema: Finding[];
  links: Finding[];
  coverage: Finding[];
  /** Worked examples, boundary values and the interpreter's answers to them. Empty when the Spec is broken. */
  cases: readonly ExpectedCase[];
  customs: readonly CustomFacts[];
  /** Whether an answer may depend on the calls before it. */
  keepsData: boolean;
}

export interface ValidationInput {
  files: Files;
  /** Absent for uploaded code: the gates that hold code to a Spec are then skipped. */
  spec?: SpecFacts;
  agent: { id: string; slug: string };
  signal?: AbortSignal;
}

export interface ValidationDeps {
  probe: Probe;
  deno: DenoTool;
  /** Called as each gate ends, for live logs. */
  onGate?: (gate: Gate) => void;
  /** Milliseconds, monotonic. */
  now?: () => number;
}

/** One validation under way: what it was given, and what the gates have left for those after them. */
export interface Run {
  readonly input: ValidationInput;
  readonly deps: ValidationDeps;
  readonly agent: ProbeAgent;
  /** `src/handler.ts` or `src/handler.js`; null when the artifact has neither. */
  readonly entry: string | null;
  /** Filled by build.imports: every source file that may be built. */
  parsed: ReadonlyMap<string, ParsedFile>;
  /** Filled by build.bundle. */
  bundle: string | null;
  /** Calls that the gates made, kept for those after them. */
  readonly exchanges: Exchange[];
}

export interface GateDefinition {
  id: string;
  /** Gates that must have passed, as far as they apply; when one has not, this one is skipped and names it. */
  needs: readonly string[];
  /** Set where uploaded code is not held to this gate: the reason to give. */
  notForUploads?: string;
  check: (run: Run) => Verdict | Promise<Verdict>;
}
