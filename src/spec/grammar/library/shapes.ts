/** What a text looks like: "exactly 16 digits", "two capital letters, a hyphen and four digits", "only letters, digits and underscores". */
import { isShape, literalShape } from "../../library/shape.ts";
import { isWord, matchPrefix, type Parsed, type Reader, skipFillers } from "../reader.ts";

const CLASSES: readonly { words: string; shape: string }[] = [
  {
    words:
      "(capital|uppercase|upper-case | upper case) [latin|english] (letters|letter|characters|character)",
    shape: "[A-Z]",
  },
  { words: "(capitals|capital)", shape: "[A-Z]" },
  {
    words: "(lowercase|lower-case | lower case | small) (letters|letter|characters|character)",
    shape: "[a-z]",
  },
  { words: "(letters|letter) (or|and|and/or) (digits|digit|numbers|number)", shape: "[A-Za-z0-9]" },
  { words: "(digits|digit|numbers|number) (or|and|and/or) (letters|letter)", shape: "[A-Za-z0-9]" },
  { words: "alphanumeric (characters|character|letters|signs)", shape: "[A-Za-z0-9]" },
  { words: "(hex|hexadecimal) (digits|digit|characters|character)", shape: "[0-9A-Fa-f]" },
  { words: "(letters|letter)", shape: "[A-Za-z]" },
  { words: "(digits|digit|numerals)", shape: "\\d" },
];

const SIGNS: Readonly<Record<string, string>> = {
  hyphen: "-",
  dash: "-",
  underscore: "_",
  space: " ",
  slash: "/",
  dot: ".",
  period: ".",
  colon: ":",
  comma: ",",
  hash: "#",
};

/** A shape, the longest reading first. A shape has at least one part that says how many characters. */
export function readShape(reader: Reader, from: number): Parsed[] {
  const only = readOnly(reader, from);
  if (only) return [only];
  const found: Parsed[] = [];
  let shape = "";
  let counted = false;
  for (let at = skipFillers(reader, from);;) {
    const part = readPart(reader, at);
    if (!part) return found;
    shape += part.value.shape;
    counted ||= part.value.isCounted;
    if (counted && isShape(shape)) {
      found.unshift({ end: part.end, value: { kind: "text", value: shape, notes: [] } });
    }
    at = afterJoint(reader, part.end);
    if (at === part.end) return found;
  }
}

function afterJoint(reader: Reader, from: number): number {
  const joint = matchPrefix(
    reader,
    "[,] ([and] then | followed by | and | plus | immediately followed by)",
    from,
  );
  if (joint) return skipFillers(reader, joint.end);
  return isWord(reader, from, ",") ? skipFillers(reader, from + 1) : from;
}

type Part = Parsed<{ shape: string; isCounted: boolean }>;

function readPart(reader: Reader, at: number): Part | null {
  const token = reader.tokens[at];
  if (token?.kind === "quoted") {
    return { end: at + 1, value: { shape: literalShape(token.text), isCounted: false } };
  }
  if (token?.kind === "word" && Object.hasOwn(SIGNS, token.lower)) {
    return { end: at + 1, value: { shape: literalShape(SIGNS[token.lower]!), isCounted: false } };
  }
  const times =
    matchPrefix(reader, "[exactly|precisely] ({low:amountOf} [(to|-|or|and) {high:amountOf}])", at) ??
      matchPrefix(reader, "between {low:amountOf} and {high:amountOf}", at);
  const start = times?.end ?? at;
  for (const { words, shape } of CLASSES) {
    const found = matchPrefix(reader, words, start);
    if (!found) continue;
    const isPlural = reader.tokens[found.end - 1]!.lower.endsWith("s");
    return counted(found.end, shape, times && numbersIn(times.value), isPlural);
  }
  return null;
}

function numbersIn(match: Readonly<Record<string, Parsed["value"]>>): string[] {
  return [match.low, match.high].flatMap((slot) =>
    slot?.kind === "expr" && slot.expr.kind === "number" ? [slot.expr.value] : []
  );
}

function counted(end: number, shape: string, times: string[] | null, isPlural: boolean): Part | null {
  // "a digit" is one; "digits" by itself does not say how many.
  if (!times) return isPlural ? null : { end, value: { shape, isCounted: false } };
  const [low, high] = times;
  if (low === undefined || !/^\d{1,3}$/.test(low) || (high !== undefined && !/^\d{1,3}$/.test(high))) {
    return null;
  }
  return {
    end,
    value: { shape: `${shape}{${low}${high === undefined ? "" : `,${high}`}}`, isCounted: true },
  };
}

const MEMBERS: Readonly<Record<string, string>> = {
  letters: "A-Za-z",
  letter: "A-Za-z",
  digits: "0-9",
  digit: "0-9",
  numbers: "0-9",
  numerals: "0-9",
  underscores: "_",
  underscore: "_",
  hyphens: "\\-",
  hyphen: "\\-",
  dashes: "\\-",
  dash: "\\-",
  spaces: " ",
  space: " ",
  dots: ".",
  dot: ".",
  periods: ".",
  apostrophes: "'",
  slashes: "/",
  commas: ",",
  "lowercase letters": "a-z",
  "lower-case letters": "a-z",
  "lower case letters": "a-z",
  "uppercase letters": "A-Z",
  "upper-case letters": "A-Z",
  "upper case letters": "A-Z",
  "capital letters": "A-Z",
  "alphanumeric characters": "A-Za-z0-9",
};

/** "only letters, digits and underscores", "letters and digits only": any number of these, and nothing else. */
function readOnly(reader: Reader, from: number): Parsed | null {
  const at = skipFillers(reader, from);
  const isFirst = isWord(reader, at, "only", "just", "solely", "exclusively", "nothing");
  let next = isFirst ? at + 1 : at;
  if (isFirst && isWord(reader, next, "but")) next++;
  if (isWord(reader, next, "of")) next++;
  let members = "";
  let end = next;
  for (let member = readMember(reader, next); member; member = readMember(reader, next)) {
    members += member.value;
    end = member.end;
    next = end;
    while (isWord(reader, next, ",", "and", "or", "&")) next++;
    if (next === end) break;
  }
  const isLast = !isFirst && isWord(reader, end, "only");
  if (members === "" || !(isFirst || isLast)) return null;
  const shape = `[${members}]+`;
  return isShape(shape)
    ? { end: isLast ? end + 1 : end, value: { kind: "text", value: shape, notes: [] } }
    : null;
}

function readMember(reader: Reader, from: number): Parsed<string> | null {
  const at = skipFillers(reader, from);
  for (let length = 3; length > 0; length--) {
    const words = reader.tokens.slice(at, at + length).map(({ lower }) => lower).join(" ");
    if (Object.hasOwn(MEMBERS, words)) return { end: at + length, value: MEMBERS[words]! };
  }
  return null;
}
