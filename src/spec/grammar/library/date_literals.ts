import { isDateText } from "../../library/is_date.ts";
import type { Reader } from "../reader.ts";
import type { ExprRead } from "./phrases.ts";

const MONTHS = "january february march april may june july august september october november december".split(
  " ",
);

/** `2026-01-31` as it is written, "31 January 2026", "January 31st, 2026". Slashes could be either order and are not read. */
export function readDateLiteral(reader: Reader, from: number): ExprRead | null {
  const { tokens } = reader;
  if (tokens[from]?.kind === "quoted") return dateAt(tokens[from].text, from + 1);
  const isIso = /^\d{4}$/.test(tokens[from]?.text ?? "") && tokens[from + 1]?.text === "-" &&
    tokens[from + 3]?.text === "-";
  if (isIso) return dateAt(tokens.slice(from, from + 5).map(({ text }) => text).join(""), from + 5);
  return spelledOut(reader, from);
}

function spelledOut({ tokens }: Reader, from: number): ExprRead | null {
  const parts: string[] = [];
  let end = from;
  for (; parts.length < 3 && end < from + 6; end++) {
    const lower = tokens[end]?.lower ?? "";
    if (lower === "," || lower === "of" || /^(st|nd|rd|th)$/.test(lower)) continue;
    const part = tokens[end]?.kind === "number" ? tokens[end]!.text : lower;
    if (!/^\d{1,2}$|^\d{4}$/.test(part) && !MONTHS.includes(part)) return null;
    parts.push(part);
  }
  const month = parts.find((part) => MONTHS.includes(part));
  const day = parts.find((part) => /^\d{1,2}$/.test(part));
  const year = parts.find((part) => /^\d{4}$/.test(part));
  if (!month || !day || !year || parts.at(-1) !== year) return null;
  return dateAt(`${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`, end);
}

function dateAt(text: string, end: number): ExprRead | null {
  return isDateText(text)
    ? { end, value: { kind: "expr", expr: { kind: "text", value: text }, notes: [] } }
    : null;
}
