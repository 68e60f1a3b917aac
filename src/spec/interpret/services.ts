/** Calls of other services, with answers that are given beforehand. */
import { isJsonObject, type Json } from "../../lib/json.ts";
import { type FetchStep, isOfType } from "../services.ts";
import { evaluate, holds, type Value } from "./evaluate.ts";

export interface ServiceRequest {
  method: string;
  url: string;
  body?: Json;
}

/** What the other side answers; null: it can't be reached. */
export type Services = (request: ServiceRequest) => { status: number; body: Json } | null;

export const UNREACHABLE: Services = () => null;

/** Sets the values of the step; false when it failed and the request is to be refused. */
export function callService(step: FetchStep, values: Map<string, Value>, services: Services): boolean {
  if (step.when && !holds(step.when, values)) {
    for (const { key, skipped, default: other } of step.answer) {
      values.set(`${step.id}.${key}`, (skipped ?? other ?? null) as Value);
    }
    values.set(step.id, false);
    return true;
  }
  const answer = services(requestOf(step, values));
  const isGood = answer !== null && answer.status >= 200 && answer.status < 300 &&
    hasShape(answer.body, step);
  for (const { key, default: other } of step.answer) {
    const given = isGood && isJsonObject(answer.body) ? answer.body[key] : other;
    values.set(`${step.id}.${key}`, (given ?? null) as Value);
  }
  values.set(step.id, isGood);
  return isGood || step.failure === undefined;
}

function hasShape(body: Json, { answer }: FetchStep): boolean {
  return answer.length === 0 ||
    (isJsonObject(body) &&
      answer.every(({ key, type }) => Object.hasOwn(body, key) && isOfType(body[key], type)));
}

function requestOf({ method, host, path, body }: FetchStep, values: Map<string, Value>): ServiceRequest {
  const pieces = path.map((piece) =>
    typeof piece === "string" ? piece : encodeURIComponent(String(evaluate(piece, values)).toWellFormed())
  );
  const sent = body?.map(({ key, value }) => [key, evaluate(value, values) as Json]);
  return {
    method,
    url: `https://${host}${pieces.join("")}`,
    ...(sent && { body: Object.fromEntries(sent) }),
  };
}
