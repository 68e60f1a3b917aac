import type { AsyncCall } from "./types.ts";

/** A call as JSON text: its result or its error as the synchronous call would have had it. */
export function viewOf(call: AsyncCall): string {
  return `{${members(call)}${callbackOf(call)}}`;
}

/** The same without the callback's own state, for the callback. */
export function resultOf(call: AsyncCall): string {
  return `{${members(call)}}`;
}

function members({ id, status, outcome }: AsyncCall): string {
  const known = `"id":${JSON.stringify(id)},"status":"${status}"`;
  if (outcome === null) return known;
  return `${known},"${status === "completed" ? "result" : "error"}":${outcome}`;
}

function callbackOf({ callback_url, callback_status, callback_attempts }: AsyncCall): string {
  if (callback_url === null) return "";
  const callback = { url: callback_url, status: callback_status ?? "pending", attempts: callback_attempts };
  return `,"callback":${JSON.stringify(callback)}`;
}
