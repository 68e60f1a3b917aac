import { z } from "@hono/zod-openapi";

/** The shapes that every resource shares. Names and limits are the contract's. */

export const problemSchema = z.object({
  error: z.object({
    code: z.string().openapi({ example: "agent_not_found" }),
    message: z.string().openapi({ description: "What was wrong and how to mend it." }),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
}).openapi("Problem");

const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { "application/json": { schema } },
});

/** An answer of one thing: `{"data": …}`. */
export const one = <Schema extends z.ZodType>(data: Schema, description: string) => ({
  description,
  content: { "application/json": { schema: z.object({ data }) } },
});

/** An answer of many: `{"data": […], "nextCursor": …}`. */
export const many = <Schema extends z.ZodType>(row: Schema, description: string) => ({
  description,
  content: {
    "application/json": {
      schema: z.object({
        data: z.array(row),
        nextCursor: z.string().nullable().openapi({
          description: "Send it as `cursor`; null: there is no more.",
        }),
      }),
    },
  },
});

const PROBLEMS = {
  400: "The request is not valid",
  401: "No valid platform token",
  404: "Not found in this workspace",
  409: "The current state does not allow it",
  413: "The body is too large",
  415: "The content type is not supported",
  422: "A field is not valid; `details.issues` lists each",
  429: "A quota is used up; `Retry-After` says when to come back",
  503: "Not available now",
} as const;

type ProblemStatus = keyof typeof PROBLEMS;

/** The errors that an endpoint can answer with, for the document. */
export function problems<Status extends ProblemStatus>(...statuses: Status[]) {
  return Object.fromEntries(statuses.map((status) => [status, json(problemSchema, PROBLEMS[status])])) as {
    [Key in Status]: {
      description: string;
      content: { "application/json": { schema: typeof problemSchema } };
    };
  };
}

/** The errors of every endpoint that takes a body. */
export const bodyProblems = () => problems(400, 401, 413, 415, 422);

export const jsonBody = <Schema extends z.ZodType>(schema: Schema, required = true) => ({
  required,
  content: { "application/json": { schema } },
});

export const agentParams = z.object({ agentId: z.string().openapi({ example: "agent_01k9…" }) });
export const jobParams = z.object({ jobId: z.string().openapi({ example: "job_01k9…" }) });

/** An id in a body or a query. In a path, what is no id is simply not found. */
export const idSchema = z.string().max(100).regex(/^[a-z]+_[0-9a-z]+$/, "takes an id as this API gave it");

export const pageQuery = z.object({
  limit: z.coerce.number("takes a whole number from 1 to 100").int().min(1).max(100).default(50),
  cursor: z.string().max(100).regex(/^[a-z]+_[0-9a-z]+$/, "takes the nextCursor of an earlier answer")
    .optional(),
});

/** A name that people read: visible, on one line. */
export const nameSchema = (least: number, most: number) =>
  z.string().min(least, { abort: true }).max(most, { abort: true })
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "takes no control characters")
    .refine((text) => text.trim().length >= least, "takes more than white space");

/** Requirements, as they are generated from and explained. */
export const promptSchema = z.string().min(10, { abort: true }).max(100_000, { abort: true })
  .refine((text) => text.trim().length > 0, "takes more than white space").openapi({
    description: "The requirements, in plain English.",
    example:
      "Create an API that accepts a lead profile, scores fit, lists missing fields, and returns next actions.",
  });

export const timestamp = z.iso.datetime();
export const maybeTimestamp = z.iso.datetime().nullable();

/** What keys and tokens show of themselves. */
export const credentialFields = {
  id: z.string(),
  name: z.string(),
  status: z.enum(["active", "revoked"]),
  lastFour: z.string(),
  prefix: z.string(),
  createdAt: timestamp,
  lastUsedAt: maybeTimestamp,
  revokedAt: maybeTimestamp,
};

export const bearer = [{ platformToken: [] }];
