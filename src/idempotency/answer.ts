import type { Answer } from "./types.ts";

/** Headers that belong to the answer; the others are those of the one request that it was made for. */
const KEPT_HEADERS = ["content-type", "x-axtl-version", "location", "preference-applied", "retry-after"];

/** What is kept of a response, whose body this reads. */
export async function answerOf(response: Response): Promise<Answer> {
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return { status: response.status, headers, body: await response.text() };
}
