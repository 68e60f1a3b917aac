import { Problem } from "../lib/problem.ts";
import type { Failed } from "../runtime/mod.ts";
import { overloaded } from "./refusals.ts";

/** What the caller is told of each way in which a backend can fail. Its stderr is its owner's affair, not the caller's. */
const MESSAGES: Readonly<Record<Failed["reason"], string>> = {
  timeout: "The backend did not answer in time.",
  boot_failed: "The backend would not start. Its owner finds the reason in the agent's invocation records.",
  crashed: "The backend crashed before it had answered. Calling again starts it afresh.",
  memory_limit: "The backend used more memory than it may. Calling again starts it afresh.",
  cpu_limit: "The backend used more computing time than it may. Calling again starts it afresh.",
  output_limit: "The backend's answer is larger than it may be. Ask it for less at once.",
  retired: "The deployment was replaced. Call again.",
  stopped: "The deployment was replaced or removed during the call. Call again.",
  cancelled: "The call was cancelled.",
  overloaded: "The platform is at its limit. Call again in a moment.",
};

export function endpointError({ code, reason }: Failed): Problem {
  if (code === "overloaded") return overloaded();
  const sharedFate = code === "endpoint_unreachable" && reason === "timeout";
  const message = sharedFate
    ? "The backend was stopped while it worked on this call, because another call blocked it. Call again."
    : MESSAGES[reason];
  return new Problem(code === "endpoint_timeout" ? 504 : 502, code, message, { details: { reason } });
}
