import { type App, type AppOverrides, startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { setUp } from "../../src/cli/first_run.ts";
import type { Json, JsonObject } from "../../src/lib/json.ts";
import { silentLog } from "../../src/lib/log.ts";
import { createWorkspace } from "../../src/workspaces/mod.ts";

/** A platform of its own for one test file: real Postgres, real sandboxes, a free port, a temporary data folder. */
export interface Platform {
  readonly app: App;
  readonly url: string;
  readonly dataDir: string;
  /** The first workspace's platform token. */
  readonly token: string;
  /** The token of another workspace. */
  readonly strangerToken: string;
  /** Calls the control API as the first workspace, unless `token` says otherwise (null: no header). */
  api(method: string, path: string, options?: CallOptions): Promise<Answer>;
  invoke(slug: string, key: string | null, body: Json | Uint8Array, headers?: HeadersInit): Promise<Answer>;
  /** A job's end, whatever it is. */
  finished(jobId: string): Promise<JsonObject>;
  /** Uploads one handler, deployed. Returns the agent's id and slug, and a key for it. */
  deployed(name: string, handler: string, grants?: Grants): Promise<Deployed>;
}

/** What an upload declares beside its files. */
export interface Grants {
  egress?: string[];
  secrets?: string[];
}

export interface Deployed {
  agentId: string;
  slug: string;
  key: string;
}

export interface CallOptions {
  body?: Json;
  token?: string | null;
  headers?: Record<string, string>;
  rawBody?: BodyInit;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // deno-lint-ignore no-explicit-any -- tests look into answers whose shape is what they test
  json: any;
}

const TOKEN = "bootstrap-token-of-the-integration-tests";

/** Starts before the file's first test and stops after its last. */
export function usePlatform(settings: Record<string, string> = {}, overrides: AppOverrides = {}): Platform {
  let running: Running | undefined;
  Deno.test.beforeAll(async () => {
    running = await start(settings, overrides);
  });
  Deno.test.afterAll(async () => {
    if (running) await stop(running);
  });
  const now = () => {
    if (!running) throw new Error("the platform has not been started");
    return running;
  };
  return describe(now);
}

/** A test of a running platform: its connections outlive the test, so the leak checks are off. */
export function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, sanitizeOps: false, sanitizeResources: false });
}

/** A platform that was started, for those who start several. */
export interface Running {
  app: App;
  dataDir: string;
  strangerToken: string;
}

export async function start(
  settings: Record<string, string>,
  overrides: AppOverrides = {},
): Promise<Running> {
  const dataDir = await Deno.makeTempDir({ prefix: "axtl-test-" });
  const config = readConfig({
    AXTL_PORT: "0",
    AXTL_DATA_DIR: dataDir,
    AXTL_BOOTSTRAP_TOKEN: TOKEN,
    ...settings,
  });
  const app = await startApp(config, silentLog, overrides);
  await setUp(app, config);
  const stranger = await createWorkspace(app.services.db, "Another workspace");
  const { raw } = await app.services.tokens.create(stranger.id, "Stranger");
  return { app, dataDir, strangerToken: raw };
}

export async function stop({ app, dataDir }: Running): Promise<void> {
  await app.stop();
  await Deno.remove(dataDir, { recursive: true });
}

export function describe(now: () => Running): Platform {
  const platform: Platform = {
    get app() {
      return now().app;
    },
    get url() {
      return now().app.url;
    },
    get dataDir() {
      return now().dataDir;
    },
    get strangerToken() {
      return now().strangerToken;
    },
    token: TOKEN,
    api: (method, path, options = {}) => callApi(now().app.url, method, path, options),
    invoke: (slug, key, body, headers) => invoke(now().app.url, slug, key, body, headers),
    finished: (jobId) => finished(platform, jobId),
    deployed: (name, handler, grants) => deployed(platform, name, handler, grants),
  };
  return platform;
}

async function callApi(url: string, method: string, path: string, options: CallOptions): Promise<Answer> {
  const { body, rawBody, token = TOKEN, headers = {} } = options;
  const response = await fetch(url + path, {
    method,
    redirect: "manual",
    headers: {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(rawBody !== undefined && { body: rawBody }),
  });
  return await answerOf(response);
}

async function invoke(
  url: string,
  slug: string,
  key: string | null,
  body: Json | Uint8Array,
  headers: HeadersInit = {},
): Promise<Answer> {
  const response = await fetch(`${url}/v1/invoke/${slug}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(key !== null && { Authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: body instanceof Uint8Array ? body.slice() : JSON.stringify(body),
  });
  return await answerOf(response);
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  const { status, headers } = response;
  return { status, headers, text, json: isJson ? JSON.parse(text) : null };
}

/** The stream ends when the job does, so waiting is reading it. */
async function finished(platform: Platform, jobId: string): Promise<JsonObject> {
  const stream = await platform.api("GET", `/v1/generate/${jobId}/stream`);
  if (stream.status !== 200) throw new Error(`no stream for ${jobId}: ${stream.text}`);
  const { json } = await platform.api("GET", `/v1/generate/${jobId}`);
  return json.data;
}

async function deployed(
  platform: Platform,
  name: string,
  handler: string,
  grants: Grants = {},
): Promise<Deployed> {
  const started = await platform.api("POST", "/v1/agents", {
    body: { name, files: { "src/handler.ts": handler }, autoDeploy: true, ...grants },
  });
  if (started.status !== 202) throw new Error(started.text);
  const { agent, job } = started.json.data;
  const end = await finished(platform, job.id);
  if (end.status !== "completed") throw new Error(JSON.stringify(end.failure));
  const made = await platform.api("POST", `/v1/agents/${agent.id}/api-keys`, { body: { name: "test" } });
  return { agentId: agent.id, slug: agent.slug, key: made.json.data.key };
}
