/** A call of another service. One that fails is a value and no exception; what follows from it is for the rules. */

const TIMEOUT_MS = 5_000;
const LARGEST_NUMBER = 1e15;

/** What the service answered with a 2xx status; `null` when it did not. */
export async function callService(method: string, url: string, body?: unknown): Promise<Response | null> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.ok) return response;
    console.warn(`${method} ${new URL(url).host} answered ${response.status}`);
    await response.body?.cancel();
  } catch (error) {
    console.warn(`${method} ${new URL(url).host} failed:`, error instanceof Error ? error.message : error);
  }
  return null;
}

/** Whether the service took the call; what it says beside does not matter. */
export async function tellService(method: string, url: string, body?: unknown): Promise<boolean> {
  const response = await callService(method, url, body);
  await response?.body?.cancel();
  return response !== null;
}

/** The JSON object that the service answered; `null` when it failed or answered something else. */
export async function askService(
  method: string,
  url: string,
  body?: unknown,
): Promise<Record<string, unknown> | null> {
  const response = await callService(method, url, body);
  if (response === null) return null;
  try {
    const answer: unknown = await response.json();
    return isRecord(answer) ? answer : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a part of a URL. */
export function encoded(value: string | number | boolean): string {
  return encodeURIComponent(String(value).toWellFormed());
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= LARGEST_NUMBER;
}

export function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
