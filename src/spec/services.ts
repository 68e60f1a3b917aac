/**
 * Calls of other services: the step that makes one, and what can be said of it from the Spec alone.
 *
 * A call that can't be made, takes too long, answers other than 2xx or with something of another shape has failed. What
 * follows is said by the step: a refusal, default values, or, where nothing is taken from the answer, that its own
 * value is false.
 */
import { z } from "zod";
import { type Expr, exprSchema, refsOf } from "./expr.ts";
import { keySchema } from "./keys.ts";
import { common, literalSchema } from "./node.ts";
import type { ValueInfo } from "./types.ts";

/** A public name: labels with dots between them, and no number at the end as an address has. */
export const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

const answerFieldSchema = z.strictObject({
  key: keySchema,
  type: z.enum(["string", "number", "integer", "boolean"]),
  /** In place of the answer when the call fails. */
  default: literalSchema.optional(),
  /** In place of the answer when no call is made. */
  skipped: literalSchema.optional(),
});
export type AnswerField = z.infer<typeof answerFieldSchema>;

export const fetchSchema = z.strictObject({
  ...common,
  kind: z.literal("fetch"),
  key: keySchema,
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]),
  host: z.string().regex(HOST),
  /** What follows the host, in pieces: text as it stands, and values, which are encoded. */
  path: z.array(z.union([z.string().regex(/^[!-~]{1,2000}$/), exprSchema])).min(1).max(41),
  /** A JSON object to send. */
  body: z.array(z.strictObject({ key: keySchema, value: exprSchema })).min(1).max(100).optional(),
  /** No call is made where this does not hold. */
  when: exprSchema.optional(),
  /** Taken from the top level of the JSON that the service answers; each is `<the step's id>.<key>`. */
  answer: z.array(answerFieldSchema).max(50),
  failure: z.strictObject({ status: z.int().min(400).max(599), message: z.string().min(1).max(500) })
    .optional(),
});
export type FetchStep = z.infer<typeof fetchSchema>;

export function exprsOfFetch({ path, body = [], when }: FetchStep): Expr[] {
  const pieces = path.filter((piece) => typeof piece !== "string");
  return [...pieces, ...body.map(({ value }) => value), ...(when ? [when] : [])];
}

export function fetchReads(step: FetchStep): string[] {
  return refsOf(...exprsOfFetch(step));
}

/** The fields of the answer; there always is a value, or the request was refused. */
export function answerInfos(step: FetchStep): [string, ValueInfo][] {
  return step.answer.map(({ key, type }) => [
    `${step.id}.${key}`,
    { type: type === "integer" ? "number" : type, nullable: false, nonZero: false },
  ]);
}

/** The hosts that a backend may reach, each once. */
export function hostsOf({ steps }: { steps: readonly { kind: string; host?: string }[] }): string[] {
  return [
    ...new Set(steps.flatMap(({ kind, host }) => kind === "fetch" && host !== undefined ? [host] : [])),
  ];
}

/** Whether a value has the type that a field of the answer must have. */
export function isOfType(value: unknown, type: AnswerField["type"]): value is string | number | boolean {
  switch (type) {
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return typeof value === "number" && Math.abs(value) <= 1e15;
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
  }
}
