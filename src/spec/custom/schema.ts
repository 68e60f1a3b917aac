import { z } from "zod";
import { idSchema } from "../expr.ts";

const json = z.json();

/** What a custom function may take and give: the types that need no declaration of their own. */
export const CUSTOM_TYPES = ["string", "number", "boolean", "string_list", "number_list"] as const;
export type CustomType = typeof CUSTOM_TYPES[number];

export const customShape = {
  params: z.array(z.strictObject({
    name: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
    ref: idSchema,
  })).min(1).max(10),
  returns: z.enum(CUSTOM_TYPES),
  /** Whether it may also give null. */
  nullable: z.boolean(),
  /** The body of a pure, total function. `syntax.ts` says what may be in it. */
  code: z.string().min(1).max(8_000),
  examples: z.array(z.strictObject({ args: z.array(json).min(1).max(10), result: json })).min(2).max(20),
};
