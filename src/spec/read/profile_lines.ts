/** The lines of a profile, read as if they stood in the requirements, for the fields that the requirements have. */
import { normalise } from "../text/normalise.ts";
import { tokensOf } from "../text/tokens.ts";
import { type ProfileName, type ProfilePart, PROFILES } from "../profiles/mod.ts";
import { gather } from "./gather.ts";
import type { Filled } from "./profiles.ts";
import type { Reading } from "./read.ts";
import { readRows } from "./rows.ts";

export interface Filling {
  reading: Reading;
  profile: ProfileName;
  /** What the requirements call the values of the profile. */
  names: ReadonlyMap<string, string>;
  filled: Filled;
}

/** Fields that the requirements only name are described as the profile describes them. */
export function describeFields(filling: Filling, statement: number): void {
  const bare = bareFields(filling.reading);
  for (const part of PROFILES[filling.profile].input ?? []) {
    const described = part.lines.filter((line) => bare.includes(keyOf(line)));
    const others = bare.filter((key) => !part.lines.some((line) => keyOf(line) === key));
    readLines(filling, part, [...described, ...(part.linesFor?.(others) ?? [])], statement);
  }
}

/** Fields of which nothing is said but their name. */
function bareFields({ statements }: Reading): string[] {
  const facts = statements.flatMap((each) => each.facts);
  const constrained = facts.flatMap((fact) =>
    fact.kind === "constrain" ? [(fact.name.symbol ?? fact.name).key] : []
  );
  return facts.flatMap((fact) =>
    fact.kind === "field" && fact.attributes.length === 0 && !constrained.includes(fact.name.key)
      ? [fact.name.key]
      : []
  );
}

function keyOf(line: string): string {
  return line.split(":")[0]!;
}

export function fillPart(filling: Filling, part: ProfilePart, statement: number): void {
  const declared = filling.reading.statements.flatMap(({ facts }) =>
    facts.flatMap((fact) => fact.kind === "field" ? [fact.name.key] : [])
  );
  const lines = declared.length > 0 && part.linesFor ? part.linesFor(declared) : part.lines;
  readLines(filling, part, lines, statement);
}

/** A line about a field that the requirements do not have can't be read, and is left out. */
function readLines(
  { reading: { vocabulary }, profile, names, filled }: Filling,
  part: ProfilePart,
  lines: readonly string[],
  statement: number,
): void {
  const key = part.key && (names.get(part.key) ?? part.key);
  const subject = key ? { key, words: key } : undefined;
  for (const line of lines.map((each) => renamed(each, names))) {
    const { text } = normalise(line);
    const read = readRows(tokensOf(text, { start: 0, end: text.length }), vocabulary, {
      section: part.section,
      subject,
    });
    if (read.kind !== "facts") continue;
    gather(vocabulary, read.facts);
    const reason = `Filled in from the ${profile} profile: ${line}`.slice(0, 500);
    filled.assumptions.push({ node: key ? `val.${key}` : "input", text: reason });
    for (const fact of read.facts) {
      filled.facts.push({ fact, statement, source: { kind: "assumed", reason } });
    }
  }
}

function renamed(line: string, names: ReadonlyMap<string, string>): string {
  return [...names].reduce((text, [from, to]) => text.replaceAll(new RegExp(`\\b${from}\\b`, "g"), to), line);
}
