/** What a profile answers, as people ask for it: "a risk level, the missing information and a checklist of next actions". */
import { isWord, matchPrefix, type Name, type Parsed, type Reader, skipFillers } from "./reader.ts";

const INTRO =
  "[a|an|the|its|their|any|all|clear|short] [[check] list of | checklist of | set of] [a|an|the|any|all] [recommended|suggested|proposed|appropriate|sensible]";

/** Each facet with the name that it has in the answer. */
const FACETS: readonly { words: string; key: string }[] = [
  { words: "missing (fields|field)", key: "missingFields" },
  { words: "missing (information|info)", key: "missingInformation" },
  { words: "missing (data|details)", key: "missingDetails" },
  { words: "next actions", key: "nextActions" },
  { words: "next action", key: "nextAction" },
  { words: "next steps", key: "nextSteps" },
  { words: "next step", key: "nextStep" },
  { words: "risk (level|rating)", key: "riskLevel" },
  { words: "risk score", key: "riskScore" },
  { words: "(fit|screening|completeness|suitability|quality) score", key: "score" },
  { words: "score", key: "score" },
  { words: "category", key: "category" },
  { words: "priority [level]", key: "priority" },
];

export function readFacets(reader: Reader, from: number): Parsed[] {
  const names: Name[] = [];
  const found: Parsed[] = [];
  for (let at = from;;) {
    const facet = facetAt(reader, at);
    if (!facet) return found;
    names.push({ key: facet.key, words: facet.key });
    found.unshift({ end: facet.end, value: { kind: "names", names: [...names], notes: [] } });
    at = facet.end;
    while (isWord(reader, at, ",", "and", "plus", "&") || isAlso(reader, at)) at++;
    if (at === facet.end) return found;
  }
}

function isAlso(reader: Reader, at: number): boolean {
  return isWord(reader, at, "also") && isWord(reader, at - 1, "and", ",");
}

function facetAt(reader: Reader, from: number): { key: string; end: number } | null {
  const at = skipFillers(reader, matchPrefix(reader, INTRO, from)?.end ?? from);
  for (const { words, key } of FACETS) {
    const read = matchPrefix(reader, words, at);
    if (read) return { key, end: read.end };
  }
  return null;
}
