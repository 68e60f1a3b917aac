import { z } from "zod";
import { isNetwork } from "./lib/networks.ts";

/**
 * The program's settings, read once from the environment at the start. Nothing else reads the environment.
 * A bad value stops the start with one line per mistake that names the variable and says what it takes.
 */
export interface Config {
  port: number;
  host: string;
  /** Where clients reach this platform, without a trailing slash. */
  publicUrl: string;
  dataDir: string;
  /** Null: the embedded Postgres in the data folder. */
  databaseUrl: string | null;
  /** Null: made on the first start and kept in the data folder. */
  secret: string | null;
  bootstrapToken: string | null;
  roles: ReadonlySet<Role>;
  logFormat: "text" | "json";
  /** One line for every call. */
  logCalls: boolean;
  invokeTimeoutMs: number;
  maxBodyBytes: number;
  sandboxMemoryMb: number;
  sandboxCpuMs: number;
  sandboxIdleMs: number;
  maxSandboxes: number;
  bodyTimeoutMs: number;
  /** Origins whose pages may call backends from the browser. */
  corsOrigins: string[];
  /** How long calls go on with what is remembered while the database is away. */
  databaseOutageMs: number;
  requireOsSandbox: boolean;
  /** Addresses and CIDR ranges of the proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  invocationsKeepDays: number;
  /** Queued calls that this node runs at once, and how many an agent may have waiting. */
  asyncCalls: { atOnce: number; queuedPerAgent: number };
  /** OTEL_DENO is set: Deno traces requests, and we the calls within. Deno itself reads the other OTEL variables. */
  tracing: boolean;
  /** Reads the metrics, as platform tokens do. */
  metricsToken: string | null;
  /** What a workspace may use in a day. Infinity: as much as it likes. */
  quotas: { generations: number; deployments: number; calls: number };
  /** What models cost, by name. Empty: no cost is shown. */
  modelPrices: Record<string, ModelPrice>;
  /** Null: no model is configured, and the built-in compiler does all there is to do. */
  model: ModelConfig | null;
  modelUse: ModelUseConfig;
}

/** For a million tokens, in US dollars. */
export interface ModelPrice {
  perMillionInput: number;
  perMillionOutput: number;
}

/** The endpoint of a model, as `src/models` takes it. */
export interface ModelConfig {
  provider: "openai-compatible" | "anthropic";
  baseUrl: string;
  apiKey: string | null;
  names: readonly string[];
}

/** What holds for every model, the operator's and those of workspaces. */
export interface ModelUseConfig {
  /** Whether workspaces may name endpoints in private networks. */
  allowPrivate: boolean;
  limits: {
    firstTokenMs: number;
    betweenTokensMs: number;
    totalMs: number;
    maxBodyBytes: number;
    maxAnswerCharacters: number;
    /** Null: the provider's own limit. */
    maxOutputTokens: number | null;
  };
  jobBudget: { tokens: number; ms: number };
  /** What the backends of one agent may use in a day, by `env.ai`. */
  agentTokensPerDay: number;
}

export const ROLES = ["control", "gateway", "jobs"] as const;
export type Role = typeof ROLES[number];

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const whole = (fallback: number, least: number, most: number) =>
  z.string().regex(/^\d+$/, "takes a whole number").transform(Number)
    .refine((n) => n >= least && n <= most, `takes a whole number from ${least} to ${most}`)
    .default(fallback);

const quota = () => whole(0, 0, Number.MAX_SAFE_INTEGER).transform((most) => most === 0 ? Infinity : most);

const url = (protocols: string[]) =>
  z.string().refine(
    (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
    `takes a URL that starts with ${protocols.map((protocol) => protocol + "//").join(" or ")}`,
  );

const list = (isGood: (item: string) => boolean, message: string) =>
  z.string().default("").transform((text) =>
    text.split(",").map((item) => item.trim()).filter((item) => item !== "")
  )
    .refine((items) => items.every(isGood), message);

/** Prices that are no prices, by what was written; a name that is there twice has no price that could be meant. */
const modelPrices = () =>
  z.string().default("").transform((text, context) => {
    const items = text.split(",").map((item) => item.trim()).filter((item) => item !== "");
    const prices = new Map<string, ModelPrice>();
    for (const item of items) {
      const [, name = "", input, output] = MODEL_PRICE.exec(item) ?? [];
      const refuse = (why: string) =>
        context.addIssue({ code: "custom", message: `${why}, not ${JSON.stringify(item)}` });
      if (name.trim() === "") refuse(PRICE_FORM);
      else if (prices.has(name.trim())) {
        refuse(`takes one price for a model, and ${name.trim()} has one already`);
      }
      prices.set(name.trim(), { perMillionInput: Number(input), perMillionOutput: Number(output) });
    }
    return Object.fromEntries(prices);
  });

const PRICE_FORM = "takes the dollars for a million input and output tokens of each model, such as " +
  "gpt-5.2=1.75/14,other=0.1/0.4";

/** `name=input/output`; names of models may have slashes and equals signs of their own. */
const MODEL_PRICE = /^(.+)=(\d{1,9}(?:\.\d{1,9})?)\/(\d{1,9}(?:\.\d{1,9})?)$/;

const schema = z.object({
  AXTL_PORT: whole(8787, 0, 65535),
  AXTL_HOST: z.string().default("127.0.0.1"),
  AXTL_PUBLIC_URL: url(["http:", "https:"]).transform((text) => text.replace(/\/+$/, "")).optional(),
  AXTL_DATA_DIR: z.string().default("./.axtl"),
  DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  AXTL_SECRET: z.string().min(32, "takes at least 32 characters: it signs and protects every secret")
    .optional(),
  AXTL_BOOTSTRAP_TOKEN: z.string().regex(/^[\x21-\x7e]{32,512}$/, "takes 32 to 512 visible ASCII characters")
    .optional(),
  AXTL_ROLES: z.string().default(ROLES.join(",")).transform((text) =>
    text.split(",").map((role) => role.trim())
  )
    .pipe(z.array(z.enum(ROLES, `takes a comma-separated list of ${ROLES.join(", ")}`))),
  AXTL_LOG: z.enum(["text", "json"], "takes text or json").default("text"),
  AXTL_INVOKE_TIMEOUT_MS: whole(30_000, 100, 3_600_000),
  AXTL_INVOCATIONS_KEEP_DAYS: whole(30, 1, 3_650),
  AXTL_ASYNC_CONCURRENCY: whole(16, 1, 1_000),
  AXTL_ASYNC_QUEUE_PER_AGENT: whole(1_000, 1, 1_000_000),
  AXTL_METRICS_TOKEN: z.string().regex(/^[\x21-\x7e]{32,512}$/, "takes 32 to 512 visible ASCII characters")
    .optional(),
  OTEL_DENO: z.string().optional(),
  AXTL_LOG_CALLS: z.enum(["0", "1"], "takes 1 or 0").default("0"),
  AXTL_QUOTA_GENERATIONS_PER_DAY: quota(),
  AXTL_QUOTA_DEPLOYMENTS_PER_DAY: quota(),
  AXTL_QUOTA_CALLS_PER_DAY: quota(),
  AXTL_MAX_BODY_BYTES: whole(1_048_576, 1, 1_073_741_824),
  AXTL_SANDBOX_MEMORY_MB: whole(128, 16, 65_536),
  AXTL_SANDBOX_CPU_MS: whole(10_000, 100, 3_600_000),
  AXTL_SANDBOX_IDLE_MS: whole(60_000, 100, 86_400_000),
  AXTL_MAX_SANDBOXES: whole(200, 1, 10_000),
  AXTL_BODY_TIMEOUT_MS: whole(10_000, 100, 3_600_000),
  AXTL_CORS_ORIGINS: list(
    (origin) => origin === "*" || (URL.canParse(origin) && new URL(origin).origin === origin),
    "takes a comma-separated list of origins such as https://app.example.com, or *",
  ),
  AXTL_DATABASE_OUTAGE_MS: whole(300_000, 0, 86_400_000),
  AXTL_TRUSTED_PROXIES: list(
    isNetwork,
    "takes a comma-separated list of addresses and CIDR ranges such as 10.0.0.0/8",
  ),
  AXTL_REQUIRE_OS_SANDBOX: z.enum(["0", "1"], "takes 1 or 0").default("0"),
  AXTL_MODEL_BASE_URL: url(["http:", "https:"]).transform((text) => text.replace(/\/+$/, "")).optional(),
  AXTL_MODEL_PROVIDER: z.enum(["openai-compatible", "anthropic"], "takes openai-compatible or anthropic")
    .optional(),
  AXTL_MODEL_API_KEY: z.string().regex(/^[\x21-\x7e]+$/, "takes visible ASCII characters").optional(),
  AXTL_MODEL: z.string().default("gpt-5.2").transform((text) => text.split(",").map((name) => name.trim()))
    .pipe(z.array(z.string().min(1).max(80)).min(1, "takes the names of models, separated by commas")),
  AXTL_MODEL_ALLOW_PRIVATE: z.enum(["0", "1"], "takes 1 or 0").default("0"),
  AXTL_MODEL_FIRST_TOKEN_MS: whole(120_000, 10, 3_600_000),
  AXTL_MODEL_STALL_MS: whole(30_000, 10, 3_600_000),
  AXTL_MODEL_TIMEOUT_MS: whole(300_000, 10, 3_600_000),
  AXTL_MODEL_MAX_OUTPUT_TOKENS: whole(0, 0, 10_000_000).transform((most) => most === 0 ? null : most),
  AXTL_MODEL_JOB_TOKENS: whole(400_000, 1, 1_000_000_000),
  AXTL_MODEL_JOB_MS: whole(900_000, 10, 86_400_000),
  AXTL_MODEL_AGENT_TOKENS_PER_DAY: whole(100_000, 0, 1_000_000_000),
  AXTL_MODEL_PRICES: modelPrices(),
});

/** Throws ConfigError. An empty variable counts as one that is not set. */
export function readConfig(environment: Record<string, string>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(describe).join("\n"));
  return toConfig(parsed.data);
}

/** The settings of this process. Throws ConfigError. */
export function loadConfig(): Config {
  return readConfig(Deno.env.toObject());
}

function describe(issue: z.core.$ZodIssue): string {
  return `${issue.path[0] === undefined ? "environment" : String(issue.path[0])} ${issue.message}`;
}

function toConfig(env: z.infer<typeof schema>): Config {
  return {
    port: env.AXTL_PORT,
    host: env.AXTL_HOST,
    publicUrl: env.AXTL_PUBLIC_URL ?? "",
    dataDir: env.AXTL_DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? null,
    secret: env.AXTL_SECRET ?? null,
    bootstrapToken: env.AXTL_BOOTSTRAP_TOKEN ?? null,
    roles: new Set(env.AXTL_ROLES),
    logFormat: env.AXTL_LOG,
    invokeTimeoutMs: env.AXTL_INVOKE_TIMEOUT_MS,
    maxBodyBytes: env.AXTL_MAX_BODY_BYTES,
    sandboxMemoryMb: env.AXTL_SANDBOX_MEMORY_MB,
    sandboxCpuMs: env.AXTL_SANDBOX_CPU_MS,
    sandboxIdleMs: env.AXTL_SANDBOX_IDLE_MS,
    maxSandboxes: env.AXTL_MAX_SANDBOXES,
    invocationsKeepDays: env.AXTL_INVOCATIONS_KEEP_DAYS,
    asyncCalls: { atOnce: env.AXTL_ASYNC_CONCURRENCY, queuedPerAgent: env.AXTL_ASYNC_QUEUE_PER_AGENT },
    bodyTimeoutMs: env.AXTL_BODY_TIMEOUT_MS,
    corsOrigins: env.AXTL_CORS_ORIGINS,
    databaseOutageMs: env.AXTL_DATABASE_OUTAGE_MS,
    tracing: env.OTEL_DENO === "true" || env.OTEL_DENO === "1",
    metricsToken: env.AXTL_METRICS_TOKEN ?? null,
    logCalls: env.AXTL_LOG_CALLS === "1",
    quotas: {
      generations: env.AXTL_QUOTA_GENERATIONS_PER_DAY,
      deployments: env.AXTL_QUOTA_DEPLOYMENTS_PER_DAY,
      calls: env.AXTL_QUOTA_CALLS_PER_DAY,
    },
    requireOsSandbox: env.AXTL_REQUIRE_OS_SANDBOX === "1",
    trustedProxies: env.AXTL_TRUSTED_PROXIES,
    modelPrices: env.AXTL_MODEL_PRICES,
    model: toModelConfig(env),
    modelUse: toModelUse(env),
  };
}

/** Of one answer over the wire: some hundred bytes come with each token. */
const MAX_MODEL_BODY_BYTES = 16 * 1024 * 1024;
const MAX_ANSWER_CHARACTERS = 400_000;

function toModelConfig(env: z.infer<typeof schema>): ModelConfig | null {
  const baseUrl = env.AXTL_MODEL_BASE_URL;
  if (baseUrl === undefined) return null;
  const isAnthropic = new URL(baseUrl).hostname === "api.anthropic.com";
  return {
    provider: env.AXTL_MODEL_PROVIDER ?? (isAnthropic ? "anthropic" : "openai-compatible"),
    baseUrl,
    apiKey: env.AXTL_MODEL_API_KEY ?? null,
    names: env.AXTL_MODEL,
  };
}

function toModelUse(env: z.infer<typeof schema>): ModelUseConfig {
  return {
    allowPrivate: env.AXTL_MODEL_ALLOW_PRIVATE === "1",
    limits: {
      firstTokenMs: env.AXTL_MODEL_FIRST_TOKEN_MS,
      betweenTokensMs: env.AXTL_MODEL_STALL_MS,
      totalMs: env.AXTL_MODEL_TIMEOUT_MS,
      maxBodyBytes: MAX_MODEL_BODY_BYTES,
      maxAnswerCharacters: MAX_ANSWER_CHARACTERS,
      maxOutputTokens: env.AXTL_MODEL_MAX_OUTPUT_TOKENS,
    },
    jobBudget: { tokens: env.AXTL_MODEL_JOB_TOKENS, ms: env.AXTL_MODEL_JOB_MS },
    agentTokensPerDay: env.AXTL_MODEL_AGENT_TOKENS_PER_DAY,
  };
}
