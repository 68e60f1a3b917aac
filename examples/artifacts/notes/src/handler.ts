/** Answers requests: each goes to the operation that it names, which has its fields and its rules in a folder. */
import { Fields, isObject } from "./fields.ts";
import { invalidInput, serve } from "./http.ts";
import { type Operation, operation } from "./operations.ts";
import type { Outcome } from "./outcome.ts";
import { MemoryStore, type Store } from "./store.ts";
import { readInput as readSave } from "./save/input.ts";
import { answer as answerSave } from "./save/logic.ts";
import { readInput as readGet } from "./get/input.ts";
import { answer as answerGet } from "./get/logic.ts";
import { readInput as readDelete } from "./delete/input.ts";
import { answer as answerDelete } from "./delete/logic.ts";

const operations = new Map<string, Operation>([
  ["save", operation(readSave, answerSave)],
  ["get", operation(readGet, answerGet)],
  ["delete", operation(readDelete, answerDelete)],
]);

const memory = new MemoryStore();

/** On the platform `env` brings the store; elsewhere everything is kept in memory. */
export default {
  fetch: (request: Request, env?: { store?: Store }): Promise<Response> =>
    serve(request, (body) => outcomeOf(body, env?.store ?? memory)),
};

async function outcomeOf(body: unknown, store: Store): Promise<Outcome> {
  if (!isObject(body)) return invalidInput([{ path: "", message: "must be a JSON object" }]);
  const fields = new Fields(body);
  const name = fields.text("action", { required: true, options: [...operations.keys()] });
  const chosen = operations.get(name ?? "");
  return chosen ? await chosen(body, store) : invalidInput(fields.issues);
}
