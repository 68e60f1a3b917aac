/**
 * The Spec: what a backend does, as one versioned JSON document. Every node says where it comes from:
 * a span of the requirements, or an assumption that is stated. Arrays are flat and refer by id.
 */
import { z } from "zod";
import { customShape } from "./custom/schema.ts";
import { decimalSchema, exprSchema, idSchema } from "./expr.ts";
import { keySchema } from "./keys.ts";
import { FORMATS } from "./library/mod.ts";
import { invalidFieldSchema } from "./invalid_fields.ts";
import { isShape } from "./library/shape.ts";
import { common, literalSchema, valueTypeSchema } from "./node.ts";
import { PROFILE_NAMES } from "./profiles/names.ts";
import { fetchSchema } from "./services.ts";
import { allSchema, collectionSchema, dropSchema, findSchema, putSchema } from "./storage.ts";

export type { Literal, Source, ValueType } from "./node.ts";

export const SPEC_VERSION = 1;
export const MAX_STRING_LENGTH = 20_000;
export const MAX_LIST_LENGTH = 1_000;
/** Far beyond money and counts, and small enough that no formula can overflow a JSON number. */
export const MAX_NUMBER = "1000000000000000";

const nestedField: z.ZodType<Field> = z.lazy(() => fieldSchema);

const fieldShape = z.strictObject({
  ...common,
  kind: z.literal("field"),
  key: keySchema,
  type: valueTypeSchema,
  format: z.enum(FORMATS).optional(),
  /** What the whole text looks like; see `library/shape.ts`. */
  shape: z.string().refine(isShape, "is no plain regular expression").optional(),
  required: z.boolean(),
  default: literalSchema.optional(),
  options: z.array(z.string().min(1).max(200)).min(1).max(200).optional(),
  min: decimalSchema.optional(),
  max: decimalSchema.optional(),
  minExclusive: z.boolean().optional(),
  maxExclusive: z.boolean().optional(),
  minLength: z.int().min(0).max(MAX_STRING_LENGTH).optional(),
  maxLength: z.int().min(0).max(MAX_STRING_LENGTH).optional(),
  minItems: z.int().min(0).max(MAX_LIST_LENGTH).optional(),
  maxItems: z.int().min(0).max(MAX_LIST_LENGTH).optional(),
  description: z.string().max(500).optional(),
});
/** `fields` are those of a record, or of each record of a list. */
export type Field = z.infer<typeof fieldShape> & { fields?: Field[] };

export const fieldSchema: z.ZodType<Field> = fieldShape.extend({
  fields: z.array(nestedField).min(1).max(100).optional(),
}).meta({ id: "Field" });

const rejectSchema = z.strictObject({
  ...common,
  kind: z.literal("reject"),
  when: exprSchema,
  status: z.int().min(400).max(599),
  code: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/),
  message: z.string().min(1).max(500),
});

/** A formula, and what later sentences do to its value: in a change, the step's own id stands for the value so far. */
const computeSchema = z.strictObject({
  ...common,
  kind: z.literal("compute"),
  key: keySchema,
  value: exprSchema,
  changes: z.array(z.strictObject({ ...common, when: exprSchema.optional(), value: exprSchema })).max(100),
});

export const branchSchema = z.strictObject({ ...common, when: exprSchema, value: exprSchema });
export type Branch = z.infer<typeof branchSchema>;

/** The first branch that holds gives the value; `otherwise` when none does, `null` when there is none. */
const decideSchema = z.strictObject({
  ...common,
  kind: z.literal("decide"),
  key: keySchema,
  branches: z.array(branchSchema).min(1).max(200),
  otherwise: exprSchema.optional(),
  /** One of the branches holds for every request that gets this far. */
  isComplete: z.boolean().optional(),
});

/** Points of every rule that holds, added to `base`, then kept within `min` and `max`. */
const scoreSchema = z.strictObject({
  ...common,
  kind: z.literal("score"),
  key: keySchema,
  base: decimalSchema,
  rules: z.array(z.strictObject({ ...common, when: exprSchema, points: decimalSchema })).min(1).max(200),
  min: decimalSchema.optional(),
  max: decimalSchema.optional(),
});

/** The first class one of whose keywords is mentioned in the texts. */
const classifySchema = z.strictObject({
  ...common,
  kind: z.literal("classify"),
  key: keySchema,
  texts: z.array(idSchema).min(1).max(20),
  classes: z.array(z.strictObject({
    ...common,
    value: z.string().min(1).max(200),
    keywords: z.array(z.string().min(1).max(200)).min(1).max(200),
  })).min(1).max(100),
  otherwise: z.string().min(1).max(200).optional(),
});

/** The values of every item that holds, in order. */
const collectSchema = z.strictObject({
  ...common,
  kind: z.literal("collect"),
  key: keySchema,
  items: z.array(z.strictObject({ ...common, when: exprSchema, value: z.string().min(1).max(500) })).min(1)
    .max(200),
});

/** The keys of those fields that are absent or empty, in order. */
const missingSchema = z.strictObject({
  ...common,
  kind: z.literal("missing"),
  key: keySchema,
  fields: z.array(idSchema).min(1).max(200),
});

/** What a function works out that a model wrote; see `custom/`. */
const customSchema = z.strictObject({ ...common, kind: z.literal("custom"), key: keySchema, ...customShape });

export const stepSchema = z.discriminatedUnion("kind", [
  rejectSchema,
  computeSchema,
  decideSchema,
  scoreSchema,
  classifySchema,
  collectSchema,
  missingSchema,
  customSchema,
  findSchema,
  putSchema,
  dropSchema,
  allSchema,
  fetchSchema,
]).meta({ id: "Step" });
export type Step = z.infer<typeof stepSchema>;
export type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;
export type ValueStep = Exclude<Step, { kind: "reject" }>;
/** Steps that read or write what is kept; the others are pure. */
export type StoreStep = StepOf<"find" | "put" | "drop" | "all">;

export const outputSchema = z.strictObject({
  ...common,
  kind: z.literal("output"),
  key: keySchema,
  ref: idSchema,
})
  .meta({ id: "Output" });
export type Output = z.infer<typeof outputSchema>;

const jsonSchema = z.json();

/** `subset`: the answer has at least these keys with these values. */
export const exampleSchema = z.strictObject({
  ...common,
  kind: z.literal("example"),
  input: jsonSchema,
  status: z.int().min(200).max(599),
  body: z.record(z.string(), jsonSchema),
  match: z.enum(["exact", "subset"]),
}).meta({ id: "Example" });
export type Example = z.infer<typeof exampleSchema>;

/** One of several things that a backend does: those requests whose first input is `name` are for it. */
const operationSchema = z.strictObject({
  ...common,
  kind: z.literal("operation"),
  name: z.string().min(1).max(60),
  inputs: z.array(fieldSchema).max(200),
  steps: z.array(stepSchema).max(500),
  outputs: z.array(outputSchema).max(100),
}).meta({ id: "Operation" });
export type Operation = z.infer<typeof operationSchema>;

export const specSchema = z.strictObject({
  specVersion: z.literal(SPEC_VERSION),
  name: z.string().min(1).max(120),
  summary: z.string().max(500),
  profiles: z.array(z.enum(PROFILE_NAMES)),
  inputs: z.array(fieldSchema).max(200),
  steps: z.array(stepSchema).max(500),
  /** The status for a request that lacks a field or has a wrong one; 422 when absent. */
  invalidInputStatus: z.int().min(400).max(499).optional(),
  /** Fields whose mistakes have an answer of their own; the first that speaks of one decides. */
  invalidFields: z.array(invalidFieldSchema).max(200).optional(),
  outputs: z.array(outputSchema).max(100),
  collections: z.array(collectionSchema).max(50).optional(),
  /** With operations, the Spec itself has one input, which chooses among them, and neither steps nor outputs. */
  operations: z.array(operationSchema).min(1).max(50).optional(),
  examples: z.array(exampleSchema).max(200),
  assumptions: z.array(z.strictObject({ node: z.string().max(120), text: z.string().min(1).max(1000) })).max(
    1000,
  ),
}).refine((spec) => spec.operations !== undefined || spec.outputs.length > 0, {
  path: ["outputs"],
  message: "must have at least one output",
}).meta({ id: "Spec", title: "AXTL Spec", description: "What a generated backend does." });
export type Spec = z.infer<typeof specSchema>;

/** The JSON Schema (2020-12) of the Spec, to be published and to be given to models. */
export function specJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(specSchema, { target: "draft-2020-12", io: "input" });
}
