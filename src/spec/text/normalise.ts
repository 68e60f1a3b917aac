/** The requirements with typographic variants made plain, and where each character came from. */
export interface Normalised {
  text: string;
  /** Offset in the original for every offset in `text`, and one past the end. */
  origin: Uint32Array;
}

const REPLACEMENTS: Readonly<Record<string, string>> = {
  "\u00a0": " ",
  "\u202f": " ",
  "\u2009": " ",
  "\t": " ",
  "\f": " ",
  "\v": " ",
  "\u2018": "'",
  "\u2019": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u00ab": '"',
  "\u00bb": '"',
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u2022": "*",
  "\u25cf": "*",
  "\u2264": "<=",
  "\u2265": ">=",
  "\u2260": "!=",
  "\u00d7": "*",
  "\u00f7": "/",
  "\u2192": "->",
  "\u21d2": "=>",
  "\u2026": "...",
  "\r": "",
  "\u200b": "",
  "\u200c": "",
  "\u200d": "",
  "\ufeff": "",
  "\u00ad": "",
};

export function normalise(requirements: string): Normalised {
  const parts: string[] = [];
  const origin: number[] = [];
  for (let i = 0; i < requirements.length; i++) {
    const replaced = replacement(requirements, i);
    parts.push(replaced);
    for (let n = 0; n < replaced.length; n++) origin.push(i);
  }
  origin.push(requirements.length);
  return { text: parts.join(""), origin: Uint32Array.from(origin) };
}

function replacement(text: string, at: number): string {
  const char = text[at]!;
  // Bold type says nothing that the words don't: "**Input**" is the heading "Input".
  if (char === "*" && (text[at + 1] === "*" || text[at - 1] === "*")) return "";
  if (char === "\r" && text[at + 1] !== "\n") return "\n";
  return Object.hasOwn(REPLACEMENTS, char) ? REPLACEMENTS[char]! : char;
}
