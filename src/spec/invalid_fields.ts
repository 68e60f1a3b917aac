/**
 * How a request fails that lacks a certain field, or has a wrong one, where the requirements say it: "a missing comment
 * gets 422 and "comment is required"". Every other invalid request gets the status and the message of them all.
 */
import { z } from "zod";
import { idSchema } from "./expr.ts";
import { common } from "./node.ts";

export const invalidFieldSchema = z.strictObject({
  ...common,
  kind: z.literal("invalidField"),
  /** The id of a field of the input. */
  field: idSchema,
  /** `missing`: only a request without the field; `any`: one whose field is anything that it must not be. */
  on: z.enum(["missing", "any"]),
  status: z.int().min(400).max(499),
  message: z.string().min(1).max(500).optional(),
}).meta({ id: "InvalidField" });
export type InvalidField = z.infer<typeof invalidFieldSchema>;

/** The refusals that are about no field of the input. */
export function invalidFieldIssues(
  refusals: readonly InvalidField[],
  inputs: readonly { id: string }[],
): { path: string; message: string }[] {
  return refusals.flatMap(({ field }, n) =>
    inputs.some(({ id }) => id === field)
      ? []
      : [{ path: `invalidFields.${n}.field`, message: `there is no ${field}` }]
  );
}
