import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Agent } from "../agents/mod.ts";
import { checkFiles, DEFAULT_LIMITS, unpackZip } from "../artifacts/mod.ts";
import type { Files } from "../lib/files.ts";
import { SECRET_NAME } from "../secrets/mod.ts";
import { type ApiDeps, type ApiEnv, requireAgent } from "./context.ts";
import { startedSchema } from "./jobs.ts";
import { startedView } from "./present.ts";
import { refusalProblem } from "./refusals.ts";
import { agentParams, bearer, bodyProblems, nameSchema, one, problems } from "./schemas.ts";
import { invalidFields, type Issue, issuesOf } from "./invalid.ts";

const tags = ["Bring your own code"];

/** As it came: `checkFiles` says what is wrong with which file, and a schema would lose a `__proto__`. */
const filesSchema = z.unknown().openapi({
  type: "object",
  additionalProperties: { type: "string" },
  description:
    "Paths and contents. The entry is src/handler.ts (or .js): a module whose default export has `fetch`.",
  example: { "src/handler.ts": "export default { fetch: () => Response.json({ hello: 'world' }) };" },
});

const hostSchema = z.string().max(253).regex(
  /^(?=.*[a-z])(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
  "takes a host name such as api.example.com or *.example.com, without scheme, port or path",
);

const egressSchema = z.array(hostSchema).max(50).default([]);
const secretsSchema = z.array(z.string().regex(SECRET_NAME, "takes a name such as API_TOKEN")).max(50)
  .default([]);

const IDEMPOTENT = "Running a call twice does no harm: a queued call that was lost half-way is run again.";

const options = {
  egress: egressSchema,
  secrets: secretsSchema,
  idempotent: z.boolean().default(false).openapi({ description: IDEMPOTENT }),
  autoDeploy: z.boolean().default(false),
};

const newVersionSchema = z.strictObject({ files: filesSchema, ...options });
const newAgentSchema = newVersionSchema.extend({ name: nameSchema(2, 120) });

/** A zip has no room for the other fields, so they come as query parameters. */
const listed = z.string().max(20_000).optional().transform((text) =>
  text?.split(",").map((item) => item.trim())
);
const flag = () => z.enum(["true", "false"]).default("false").transform((text) => text === "true");
const zipOptions = {
  egress: listed.pipe(egressSchema).openapi({ type: "string", example: "api.example.com,*.example.org" }),
  secrets: listed.pipe(secretsSchema).openapi({ type: "string", example: "API_TOKEN" }),
  idempotent: flag().openapi({ description: IDEMPOTENT }),
  autoDeploy: flag(),
};
const newVersionQuery = z.object(zipOptions);
const newAgentQuery = newVersionQuery.extend({ name: nameSchema(2, 120).optional() });

/** Not `required`, or a zip would be validated as if it were JSON; `jsonUpload` refuses what is missing. */
const uploadBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: false,
  content: {
    "application/json": { schema },
    "application/zip": { schema: z.string().openapi({ format: "binary" }) },
  },
});

const responses = { 202: one(startedSchema, "The job is queued"), ...bodyProblems(), ...problems(409, 429) };

const create = createRoute({
  method: "post",
  path: "/v1/agents",
  summary: "Make an agent from your own code",
  tags,
  security: bearer,
  request: { query: newAgentQuery, body: uploadBody(newAgentSchema) },
  responses,
});

const addVersion = createRoute({
  method: "post",
  path: "/v1/agents/{agentId}/versions",
  summary: "Make a new version of an agent from your own code",
  tags,
  security: bearer,
  request: { params: agentParams, query: newVersionQuery, body: uploadBody(newVersionSchema) },
  responses: { ...responses, ...problems(404) },
});

interface Upload<Tree = Files> {
  files: Tree;
  egress: string[];
  secrets: string[];
  idempotent: boolean;
  autoDeploy: boolean;
}

export function sourceRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  api.openapi(create, async (c) => {
    const query = c.req.valid("query");
    if (!isZip(c)) {
      const { name, ...upload } = jsonUpload(newAgentSchema, c.req.valid("json"));
      return c.json({ data: await start(c, deps, checked(upload), name) }, 202);
    }
    if (query.name === undefined) {
      throw invalidFields([{
        path: "name",
        message: "with a zip, the agent's name goes into the query: ?name=…",
      }]);
    }
    return c.json({ data: await start(c, deps, await unzipped(c, query), query.name) }, 202);
  });

  api.openapi(addVersion, async (c) => {
    const agent = await requireAgent(deps.db, c.get("workspaceId"), c.req.valid("param").agentId);
    const upload = isZip(c)
      ? await unzipped(c, c.req.valid("query"))
      : checked(jsonUpload(newVersionSchema, c.req.valid("json")));
    return c.json({ data: await start(c, deps, upload, agent.name, agent) }, 202);
  });
}

async function start(
  c: Context<ApiEnv>,
  { generation }: ApiDeps,
  upload: Upload,
  name: string,
  agent?: Agent,
) {
  const workspaceId = c.get("workspaceId");
  const started = await generation.upload({ ...upload, workspaceId, name, ...(agent && { agent }) });
  if (!started.ok) throw refusalProblem(started.why);
  return startedView(started.agent, started.job);
}

function isZip(c: Context): boolean {
  return /^application\/zip\b/i.test(c.req.header("Content-Type") ?? "");
}

function jsonUpload<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw invalidFields(issuesOf(parsed.error, "json"));
  return parsed.data;
}

function checked(upload: Upload<unknown>): Upload {
  const verdict = checkFiles(upload.files);
  if (!verdict.ok) throw invalidFields(verdict.issues.map(inFiles));
  return { ...upload, files: verdict.files };
}

function inFiles({ path, message }: Issue): Issue {
  return { path: path === "" ? "files" : `files.${path}`, message };
}

async function unzipped(c: Context, query: Omit<Upload, "files">): Promise<Upload> {
  const { egress, secrets, idempotent, autoDeploy } = query;
  const verdict = unpackZip(new Uint8Array(await c.req.arrayBuffer()), DEFAULT_LIMITS);
  if (!verdict.ok) throw invalidFields(verdict.issues);
  return { files: verdict.files, egress, secrets, idempotent, autoDeploy };
}
