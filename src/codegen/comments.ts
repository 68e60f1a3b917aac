import type { Source } from "../spec/mod.ts";
import { type Doc, hardLine, LINE_WIDTH } from "./doc.ts";

/** The sentence that a piece of code implements, as a comment above it. */
export function quoteLines(source: Source): Doc[] {
  return wrapped(textOf(source), LINE_WIDTH - 12).flatMap((text): Doc[] => [`// ${text}`, hardLine]);
}

export function textOf(source: Source): string {
  const text = source.kind === "text" ? source.quote : source.reason;
  return text.replace(/\s+/g, " ").replaceAll("*/", "* /").trim();
}

export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1)!;
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + word.length + 1 <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
