import { Problem } from "../lib/problem.ts";

/** What a queued call can end with beyond what every call can. */
export const lost = () =>
  new Problem(
    502,
    "endpoint_unreachable",
    "The platform was stopped while the backend worked on this call; how far it came is not known. Call again if a " +
      "second run does no harm; for a backend uploaded with `idempotent: true` the platform does so by itself.",
    { details: { reason: "lost" } },
  );

export const cancelled = () => new Problem(409, "invocation_cancelled", "The call was cancelled.");

export function errorText(problem: Problem): string {
  return JSON.stringify(problem.body().error);
}
