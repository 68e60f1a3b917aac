import type { z } from "@hono/zod-openapi";
import { Problem } from "../lib/problem.ts";

export interface Issue {
  /** Where: `name`, `files["src/handler.ts"]`, `query.limit`. Empty for the body itself. */
  path: string;
  message: string;
}

/** A 422 that lists every bad field. */
export function invalidFields(issues: Issue[]): Problem {
  const count = issues.length === 1 ? "One field is" : `${issues.length} fields are`;
  return new Problem(
    422,
    "validation_failed",
    `${count} not valid; details.issues says which, and what each takes.`,
    {
      details: { issues: issues.map(({ path, message }) => ({ path, message })) },
    },
  );
}

/** What zod found, in our words: `target` is where in the request the fields stood. */
export function issuesOf(error: z.core.$ZodError, target: string): Issue[] {
  const prefix = target === "json" ? [] : [target === "param" ? "path" : target];
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
        path: [...prefix, ...issue.path, key].join("."),
        message: "is not a known field",
      }))
      : [{ path: [...prefix, ...issue.path].join("."), message: issue.message }]
  );
}
