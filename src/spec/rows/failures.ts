/** How the rows read a refusal: a status and a message, in slots of their own or as `{fail:failure}`. */
import type { Match } from "../grammar/reader.ts";
import { slot } from "./facts.ts";

/** "a 404 error with message "Unknown"", as part of a pattern; `nouns` may follow the status besides the usual ones. */
export function statusPhrase(...nouns: string[]): string {
  const kinds = ["error", "status", "response", ...nouns].join("|");
  return `[a|an] [status|code|http|error] [status|code|error] {status:status} [${kinds}] [(and|with|,|saying|:) [message|error|text] [message|saying|:|of] {message:quoted} | {message:quoted}]`;
}

/** What a match says of it; neither is there when it is not said. */
export function saidFailure(match: Match): { status?: number; message?: string } {
  const [said = "", text = ""] = slot.texts(match, "fail");
  const status = slot.number(match, "status") ?? said;
  const message = slot.text(match, "message") ?? text;
  return { ...(status ? { status: Number(status) } : {}), ...(message ? { message } : {}) };
}
