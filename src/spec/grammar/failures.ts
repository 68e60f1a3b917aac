/** How a request fails, in any order of words: "reject it with 422 and the message "Too late"", "a 404 saying "Unknown"". */
import { matchPrefix, type Parsed, type Reader } from "./reader.ts";
import { PLACEHOLDER } from "./formulas.ts";

/** Words between the status and the message that say nothing more. */
const WORDS = new Set(
  ("a an the it its with and status code http error response answer message text saying says reads reading that is are be gets get will should must shall would has have to api service backend endpoint we " +
    "request requests order orders call input caller user customer then back please simply just : , - ( ) = . of which as following client body reply as-is them they results leads in to met conflict forbidden instead -> => →")
    .split(" "),
);
/** One of these, or a status, must be there. */
const FAILS = new Set(
  "reject rejects rejected refuse refuses refused decline declines declined deny denied block blocked fail fails return returns respond responds answer answers answered reply replies give gives send sends yield yields raise throw error"
    .split(" "),
);
const REFUSES = /^(reject|refuse|decline|den|block|fail)/;

/** The status and the message, as two texts; an empty one stands for what was not said. */
export function readFailure(reader: Reader, from: number): Parsed[] {
  const found: Parsed[] = [];
  let status = "";
  let message = "";
  let isRefused = false;
  for (let at = from; at < reader.tokens.length && at < from + LONGEST; at++) {
    const token = reader.tokens[at]!;
    if (token.kind === "number") {
      if (status !== "" || !/^[45]\d\d$/.test(token.text)) break;
      status = token.text;
    } else if (token.kind === "quoted") {
      if (message !== "" || token.text === "" || PLACEHOLDER.test(token.text)) break;
      message = token.text;
    } else if (REFUSES.test(token.lower)) isRefused = true;
    else if (!WORDS.has(token.lower) && !FAILS.has(token.lower)) break;
    const isWhole = status !== "" || isRefused || (message !== "" && isSaidToFail(reader, from, at));
    if (isWhole && !/^(a|an|the|with|and|of|that|:|,|=|-)$/.test(token.lower)) {
      found.unshift({
        end: at + 1,
        value: { kind: "texts", values: [status, message], isAll: false, notes: [] },
      });
    }
  }
  return found;
}

const LONGEST = 24;

function isSaidToFail(reader: Reader, from: number, to: number): boolean {
  return reader.tokens.slice(from, to).some(({ lower }) => lower === "error");
}

const SAY =
  "(say|says|saying|show|shows|complain|complains | tell them | tell the (caller|client|user)) [with] [error|message] [that|:]";

/** After what must hold, "else say "At least one is needed"" is a refusal as well. */
export function readComplaint(reader: Reader, from: number): Parsed[] {
  const said = matchPrefix(reader, SAY, from);
  const token = said && reader.tokens[said.end];
  if (token?.kind !== "quoted" || token.text === "" || PLACEHOLDER.test(token.text)) {
    return readFailure(reader, from);
  }
  return [{
    end: said!.end + 1,
    value: { kind: "texts", values: ["", token.text], isAll: false, notes: [] },
  }];
}
