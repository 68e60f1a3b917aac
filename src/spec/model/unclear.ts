import { isJsonObject, type JsonObject } from "../../lib/json.ts";
import type { Clause } from "../outcome.ts";

/** What a model says it can't carry out, as clauses of the requirements; a quote that stands nowhere is passed over. */
export function unclearIn(written: JsonObject, requirements: string, clauses: readonly Clause[]): Clause[] {
  const said = Array.isArray(written.unclear) ? written.unclear.filter(isJsonObject) : [];
  return said.flatMap((entry): Clause[] => {
    const quote = String(entry.quote ?? "").trim();
    const start = quote === "" ? -1 : requirements.indexOf(quote);
    if (start === -1) return [];
    const end = start + quote.length;
    const clause = clauses.find((each) => each.start < end && start < each.end);
    const place = clause ?? { quote, start, end, line: requirements.slice(0, start).split("\n").length };
    return [{
      quote: place.quote,
      start: place.start,
      end: place.end,
      line: place.line,
      nodes: [],
      status: "not_understood",
      reason: text(entry.reason) ?? "The model could not carry it out.",
      ...(text(entry.suggestion) !== undefined && { suggestion: text(entry.suggestion) }),
    }];
  });
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, 500) : undefined;
}
