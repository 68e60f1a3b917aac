/**
 * What a backend keeps between requests, and the steps that read and write it. Everything kept is a record of a
 * collection, a counter as well: its collection then has records of one field.
 *
 * The steps of one request are one transaction: what was found has not changed when it is written, or everything is
 * worked out anew; a request that is refused writes nothing.
 */
import { z } from "zod";
import { exprSchema, idSchema } from "./expr.ts";
import { keySchema } from "./keys.ts";
import { common, literalSchema, valueTypeSchema } from "./node.ts";

const recordFieldSchema = z.strictObject({
  key: keySchema,
  type: valueTypeSchema.exclude(["number_list", "integer_list", "record", "record_list"]),
  nullable: z.boolean(),
  options: z.array(z.string().min(1).max(200)).max(200).optional(),
});
export type RecordField = z.infer<typeof recordFieldSchema>;

/**
 * How records are told apart: by a value that the request gives, by a text or a number that the backend counts up, or
 * not at all, because there is only one. Listed ones are numbered, in the order in which they were made.
 */
export const collectionSchema = z.strictObject({
  ...common,
  kind: z.literal("collection"),
  key: keySchema,
  /** What one of them is called. */
  entry: keySchema,
  ids: z.enum(["given", "text", "number", "single"]),
  /** The field that tells them apart. */
  idKey: keySchema.optional(),
  isListed: z.boolean(),
  fields: z.array(recordFieldSchema).max(100),
}).meta({ id: "Collection" });
export type Collection = z.infer<typeof collectionSchema>;

/**
 * Reads one record, or the oldest one where `at` is absent. Its own id says whether there is one, and
 * `<its id>.<field>` is a field of it. With `start` there always is one: a new one that is not yet kept.
 */
export const findSchema = z.strictObject({
  ...common,
  kind: z.literal("find"),
  key: keySchema,
  collection: idSchema,
  at: exprSchema.optional(),
  start: z.array(z.strictObject({ key: keySchema, value: literalSchema })).max(100).optional(),
});

/** Writes a record with these fields; without `at`, under a new id. `<its id>.<field>` is a field of it. */
export const putSchema = z.strictObject({
  ...common,
  kind: z.literal("put"),
  key: keySchema,
  collection: idSchema,
  at: exprSchema.optional(),
  values: z.array(z.strictObject({ key: keySchema, value: exprSchema })).max(100),
});

/** Removes a record; without `at`, the oldest one, which was found before. */
export const dropSchema = z.strictObject({
  ...common,
  kind: z.literal("drop"),
  key: keySchema,
  collection: idSchema,
  at: exprSchema.optional(),
});

/** Reads all records, oldest first or newest first: a list of records. */
export const allSchema = z.strictObject({
  ...common,
  kind: z.literal("all"),
  key: keySchema,
  collection: idSchema,
  newestFirst: z.boolean(),
});
