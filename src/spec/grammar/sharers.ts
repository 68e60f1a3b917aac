/** Who pays or gets a part of the whole: "each person pays", "every guest's share is". Its part is named after them. */
import { ENTITIES } from "../text/vocabulary.ts";
import { isWord, matchPrefix, type Name, type Parsed, type Reader } from "./reader.ts";

const EACH = "(each|every) [single]";
const PEOPLE = new Set(
  "person guest friend participant member traveller traveler student head adult household tenant flatmate roommate diner employee player"
    .split(
      " ",
    ),
);
const PAYS =
  "(pays|owes|gets|receives|contributes|covers | has to pay | must pay | should pay | will pay | then pays | is charged | 's share is | share is)";

/** "each person pays": the value that is called `perPerson`, or the share of the person. */
export function readSharer(reader: Reader, from: number): Parsed[] {
  const each = matchPrefix(reader, EACH, from);
  const token = each && reader.tokens[each.end];
  const noun = token?.lower.replace(/'s$/, "") ?? "";
  if (!each || !(PEOPLE.has(noun) || ENTITIES.has(noun))) return [];
  const end = token!.lower === noun
    ? matchPrefix(reader, PAYS, each.end + 1)?.end
    : shareAt(reader, each.end + 1);
  if (end === undefined) return [];
  const name = nameOf(reader, noun);
  const notes = [{ kind: "assumed" as const, text: `what each ${noun} pays or gets is "${name.key}"` }];
  return [{ end, value: { kind: "name", name, notes } }];
}

/** After "each person's". */
function shareAt(reader: Reader, at: number): number | undefined {
  return isWord(reader, at, "share", "part", "amount") && isWord(reader, at + 1, "is", "equals", "=", ":")
    ? at + 2
    : undefined;
}

function nameOf(reader: Reader, noun: string): Name {
  const spoken = [
    `per ${noun}`,
    `each ${noun}`,
    `amount per ${noun}`,
    `share per ${noun}`,
    `cost per ${noun}`,
    `${noun} share`,
    "share",
    "each",
    "each pays",
  ];
  for (const words of spoken) {
    const symbol = reader.vocabulary.find(words);
    if (symbol?.role === "value") return { key: symbol.key, words, symbol };
  }
  return { key: `per${noun.replace(/^./, (first) => first.toUpperCase())}`, words: `per ${noun}` };
}
