/** Fields whose mistakes have an answer of their own. */
import type { Issue } from "./fields.ts";

interface Refusal {
  field: string;
  /** Only for a request without the field. */
  isMissing?: boolean;
  status: number;
  message?: string;
}

const REFUSALS: readonly Refusal[] = [];

/** The first that speaks of one of the issues. */
export function refusalFor(issues: readonly Issue[]): Refusal | undefined {
  return REFUSALS.find(({ field, isMissing }) =>
    issues.some(({ path, message }) =>
      isMissing ? path === field && message === "is required" : path.split(/[.[]/)[0] === field
    )
  );
}
