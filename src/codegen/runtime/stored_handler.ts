/** Answers requests: `input.ts` checks their fields, `stored_logic.ts` holds the rules, `records.ts` what is kept. */
import { invalidInput, serve } from "./http.ts";
import { readInput } from "./input.ts";
import { answer } from "./stored_logic.ts";
import type { Outcome } from "./outcome.ts";
import { transact } from "./records.ts";
import { MemoryStore, type Store } from "./store.ts";

const memory = new MemoryStore();

/** On the platform `env` brings the store; elsewhere everything is kept in memory. */
export default {
  fetch: (request: Request, env?: { store?: Store }): Promise<Response> =>
    serve(request, (body) => outcomeOf(body, env?.store ?? memory)),
};

async function outcomeOf(body: unknown, store: Store): Promise<Outcome> {
  const read = readInput(body);
  return read.ok
    ? await transact(store, (records) => answer(read.input, records))
    : invalidInput(read.issues);
}
