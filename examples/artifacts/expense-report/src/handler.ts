/** Answers requests: `input.ts` checks their fields, `logic.ts` holds the rules. */
import { invalidInput, serve } from "./http.ts";
import { readInput } from "./input.ts";
import { answer } from "./logic.ts";
import type { Outcome } from "./outcome.ts";

export default { fetch: (request: Request): Promise<Response> => serve(request, outcomeOf) };

function outcomeOf(body: unknown): Outcome {
  const read = readInput(body);
  return read.ok ? answer(read.input) : invalidInput(read.issues);
}
