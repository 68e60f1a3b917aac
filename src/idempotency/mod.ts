/**
 * Requests that may be sent again: the same `Idempotency-Key` with the same body gets the first answer, for 24 hours.
 *
 * A request claims its key by inserting a row, so one run is the only one on all nodes; who comes meanwhile waits for
 * its answer. The claim is a lease that its run renews, so that one that was killed holds nobody up for long. What is
 * kept is sealed, because the answer to a new agent key has the key in it.
 *
 * Which answers are worth keeping is for the caller to say: those after which something may have happened. The others
 * give their key back, and the next request with it runs.
 */
export { answerOf } from "./answer.ts";
export { IDEMPOTENCY_HEADER, onceProblem, REPLAY_HEADER, requireIdempotencyKey } from "./header.ts";
export { createIdempotency, type IdempotencySettings } from "./once.ts";
export {
  type Answer,
  fingerprintOf,
  type Idempotency,
  type Once,
  type OnceRequest,
  type Ran,
} from "./types.ts";
