/** Who sends a request: "the customer", "our front desk", "we". What answers it (a service, the system) does not. */
import { asPlainWord } from "./plain_words.ts";
import { isWord, type Parsed, type Reader, skipFillers } from "./reader.ts";

const PRONOUNS = ["i", "we", "you", "they", "one", "people", "users"];
const ANSWERERS = new Set(
  "api service system backend server endpoint function response answer output result reply email mail message alert notification webhook job"
    .split(" "),
);
const LONGEST_SENDER = 3;

export function senderSlot(reader: Reader, from: number): Parsed[] {
  const lead = isWord(reader, from, "each", "every", "any", "our", "my", "your") ? from + 1 : from;
  const start = skipFillers(reader, lead);
  if (isWord(reader, start, ...PRONOUNS)) return [sender(reader, start, start + 1)];
  const found: Parsed[] = [];
  for (let end = start; end < start + LONGEST_SENDER; end++) {
    const token = reader.tokens[end];
    if (!token || token.isName || !asPlainWord(token) || ANSWERERS.has(token.lower)) break;
    found.unshift(sender(reader, start, end + 1));
  }
  return found;
}

function sender({ tokens }: Reader, from: number, end: number): Parsed {
  const value = tokens.slice(from, end).map(({ lower }) => lower).join(" ");
  return { end, value: { kind: "text", value, notes: [] } };
}
