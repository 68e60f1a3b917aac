/** What every node of a Spec has, and the small schemas that several kinds of nodes share. */
import { z } from "zod";
import { idSchema } from "./expr.ts";

export const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    start: z.int().min(0),
    end: z.int().min(0),
    quote: z.string().max(20_000),
  }),
  z.strictObject({ kind: z.literal("assumed"), reason: z.string().min(1).max(500) }),
]).meta({ id: "Source" });
export type Source = z.infer<typeof sourceSchema>;

export const common = { id: idSchema, source: sourceSchema };

/** Types of lists and records. Limits and formats of a list of texts or numbers hold for each of its entries. */
export const valueTypeSchema = z.enum([
  "string",
  "number",
  "integer",
  "boolean",
  "string_list",
  "number_list",
  "integer_list",
  "record",
  "record_list",
]);
export type ValueType = z.infer<typeof valueTypeSchema>;

export const literalSchema = z.union([
  z.string().max(2000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(2000)).max(100),
]);
export type Literal = z.infer<typeof literalSchema>;
