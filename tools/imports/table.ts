/**
 * Who may import whom, by folder of `src/` (or root file). A folder that is not listed may not exist; every folder but
 * `sandbox` may import `lib`. Read from the bottom up it is the order in which the system can be understood.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "main.ts": ["cli", "app.ts", "config.ts"],
  cli: ["app.ts", "serve.ts", "config.ts", "host", "db", "platform", "workspaces", "generation"],
  "app.ts": ["assembly", "config.ts", "host", "db"],
  // What app.ts puts together, and no folder owns.
  assembly: [
    "serve.ts",
    "config.ts",
    "host",
    "db",
    "platform",
    "workspaces",
    "tokens",
    "agents",
    "artifacts",
    "keys",
    "idempotency",
    "async",
    "deployments",
    "invocations",
    "usage",
    "metrics",
    "store",
    "secrets",
    "egress",
    "logs",
    "capabilities",
    "ai",
    "runtime",
    "gateway",
    "models",
    "providers",
    "spec",
    "codegen",
    "validation",
    "generation",
    "api",
    "dashboard",
  ],
  "serve.ts": ["config.ts"],

  // The control plane: from requirements to a deployment.
  api: [
    "async",
    "db",
    "platform",
    "workspaces",
    "tokens",
    "agents",
    "artifacts",
    "keys",
    "idempotency",
    "deployments",
    "secrets",
    "logs",
    "invocations",
    "usage",
    "metrics",
    "providers",
    "spec",
    "validation",
    "generation",
  ],
  generation: [
    "db",
    "usage",
    "agents",
    "artifacts",
    "deployments",
    "spec",
    "codegen",
    "validation",
    "models",
  ],
  validation: ["spec", "codegen", "artifacts", "runtime"],
  codegen: ["spec"],
  spec: ["models"],
  providers: ["db", "egress", "models", "usage"],
  models: [],

  // The data plane: keeps working when everything above is down.
  gateway: [
    "async",
    "db",
    "agents",
    "artifacts",
    "keys",
    "idempotency",
    "deployments",
    "invocations",
    "usage",
    "metrics",
    "runtime",
  ],
  capabilities: ["runtime", "deployments", "store", "secrets", "egress", "ai"],
  runtime: ["host", "sandbox"],
  sandbox: [],
  invocations: ["db", "agents"],
  deployments: ["db", "usage", "agents", "artifacts"],
  keys: ["db", "agents"],
  idempotency: ["db"],
  async: ["db", "egress"],
  store: ["db"],
  secrets: ["db"],
  logs: ["db"],
  egress: [],
  ai: [],

  // What both stand on.
  metrics: ["db", "invocations", "runtime"],
  usage: ["db", "agents", "workspaces"],
  tokens: ["db", "workspaces"],
  artifacts: ["db"],
  agents: ["db", "workspaces"],
  workspaces: ["db"],
  platform: ["db"],
  dashboard: [],
  db: ["host"],
  host: [],
  "config.ts": [],
  lib: ["../package.json"], // its version
};

/** Leaves that everybody imports file by file, not through a mod.ts. */
export const LEAVES = "lib";

/** Runs beside untrusted code, from a single file: not even `lib`, but for types. */
export const ISOLATED = "sandbox";

export const DATA_PLANE = [
  "gateway",
  "capabilities",
  "ai",
  "runtime",
  "sandbox",
  "keys",
  "idempotency",
  "async",
  "deployments",
  "invocations",
  "store",
  "secrets",
  "egress",
  "logs",
];

/** What the data plane never reaches, through however many folders: a call is answered with all of this broken. */
export const OUT_OF_REACH = ["generation", "spec", "codegen", "validation", "models"];

export const ENVIRONMENT_READERS = ["config.ts"];
