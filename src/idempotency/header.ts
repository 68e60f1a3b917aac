import { Problem } from "../lib/problem.ts";
import type { Once } from "./types.ts";

export const IDEMPOTENCY_HEADER = "idempotency-key";
/** On an answer that was given before. */
export const REPLAY_HEADER = { "idempotent-replay": "true" } as const;

/** Two headers arrive as one with a comma and a space, and are refused with the space. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Throws the Problem to answer with. */
export function requireIdempotencyKey(key: string): void {
  if (KEY.test(key)) return;
  throw new Problem(
    400,
    "invalid_idempotency_key",
    "Idempotency-Key takes 1 to 255 visible ASCII characters without spaces, once; a UUID will do.",
  );
}

export function onceProblem(kind: Exclude<Once["kind"], "ran" | "replayed">): Problem {
  if (kind === "reused") {
    return new Problem(
      409,
      "idempotency_key_reused",
      "This Idempotency-Key was used with another request. Use a new key for a new request.",
    );
  }
  return new Problem(
    409,
    "idempotency_key_in_use",
    "The first request with this Idempotency-Key is still at work. Send the same again later.",
    { headers: { "retry-after": "5" } },
  );
}
