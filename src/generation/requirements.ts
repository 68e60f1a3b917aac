import type { Job } from "./jobs.ts";

/** The requirements with what reviewers have added since: a comment is a further sentence, and is held to like one. */
export function requirementsOf({ input, state }: Job): string {
  return [input.prompt ?? "", ...state.comments ?? []].join("\n\n");
}
