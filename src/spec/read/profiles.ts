/** Fills in what the requirements only name, from the profiles, line by line, with the reader that reads them. */
import { normalise } from "../text/normalise.ts";
import { tokensOf } from "../text/tokens.ts";
import { canonical, type Vocabulary } from "../text/vocabulary.ts";
import { type ProfileName, type ProfilePart, PROFILES } from "../profiles/mod.ts";
import type { Feature } from "../rows/facts.ts";
import type { SourcedFact } from "../assemble/origin.ts";
import { gather } from "./gather.ts";
import type { Reading } from "./read.ts";
import { readRows } from "./rows.ts";

export interface Filled {
  profiles: ProfileName[];
  facts: SourcedFact[];
  assumptions: { node: string; text: string }[];
  /** Features that were asked for and that no profile and no rule explains. */
  unexplained: { statement: number; feature: Feature }[];
}

const AMOUNTS: Readonly<Record<string, Feature>> = {
  total: "total",
  subtotal: "total",
  tax: "total",
  discount: "total",
};

/** What each feature is in the answer when the requirements name it as an output: "returns category and priority". */
const FEATURE_OF_OUTPUT: Readonly<Record<ProfileName, Readonly<Record<string, Feature>>>> = {
  lead: {
    score: "fit",
    fit: "fit",
    fitscore: "fit",
    missingfield: "missing",
    nextaction: "actions",
    nextstep: "actions",
  },
  support_request: {
    category: "category",
    topic: "category",
    priority: "priority",
    urgency: "priority",
    nextaction: "action",
    nextstep: "action",
  },
  order: AMOUNTS,
  invoice: AMOUNTS,
};

/** "Suggested next action" is the next action. */
function plainKey(key: string): string {
  return canonical(key).replace(/^(suggested|recommended|proposed|appropriate|best)(?=.)/, "");
}

/** Values by which the requirements' own rules may say how a feature works. */
function keysOf(feature: Feature): string[] {
  const outputs = Object.values(FEATURE_OF_OUTPUT).flatMap((keys) => Object.entries(keys));
  return outputs.flatMap(([key, of]) => of === feature ? [key] : []);
}

const EXPLICIT: Readonly<Record<Feature, string[]>> = {
  input: ["field"],
  fit: ["points"],
  missing: ["missing"],
  actions: ["collect"],
  category: ["class"],
  priority: [],
  action: [],
  total: ["compute", "charge", "decide"],
};

export function fillProfiles(reading: Reading): Filled {
  const filled: Filled = { profiles: [], facts: [], assumptions: [], unexplained: [] };
  const asked = askedFeatures(reading);
  const profile = profileOf(reading);
  if (!profile) {
    filled.unexplained = asked.filter(({ feature }) =>
      feature !== "input" && !isExplicit(reading, feature, keysOf(feature))
    );
    return filled;
  }
  filled.profiles.push(profile);
  for (const { feature, statement } of inOrder(asked)) {
    fillFeature(reading, profile, feature, statement, filled);
  }
  return filled;
}

function profileOf(reading: Reading): ProfileName | undefined {
  for (const { facts } of reading.statements) {
    for (const fact of facts) if (fact.kind === "profile") return fact.profile;
  }
  return undefined;
}

interface Asked {
  feature: Feature;
  statement: number;
}

/** Features named in sentences, and outputs that nothing produces but that a profile knows. */
function askedFeatures(reading: Reading): Asked[] {
  const asked = new Map<Feature, Asked>();
  const profile = profileOf(reading);
  const ask = (feature: Feature, statement: number) =>
    asked.has(feature) || asked.set(feature, { feature, statement });
  reading.statements.forEach(({ facts, statement: { kind } }, statement) => {
    // A title such as "Create a lead scoring API" asks for a profile only when no rule says how to score.
    if (kind === "title" && hasRules(reading)) return;
    for (const fact of facts) {
      if (fact.kind === "feature") ask(ofProfile(fact.feature, profile), statement);
      if (fact.kind === "profile") ask("input", statement);
      if (fact.kind !== "output" || !profile) continue;
      const feature = FEATURE_OF_OUTPUT[profile][plainKey(fact.name.key)];
      if (feature) ask(feature, statement);
    }
  });
  const isAlone = profile === "support_request" &&
    [...asked.keys()].every((feature) => feature === "input" || feature === "action");
  if (isAlone && !hasRules(reading)) ask("category", [...asked.values()][0]!.statement);
  if (asked.has("category") && profile === "support_request" && !hasRules(reading)) {
    ask("priority", asked.get("category")!.statement);
  }
  if (asked.has("action") && profile === "support_request") ask("category", asked.get("action")!.statement);
  if (asked.has("actions") && profile === "lead") ask("fit", asked.get("actions")!.statement);
  return [...asked.values()];
}

/** "next actions" is a list for a lead, and one action for a support request. */
function ofProfile(feature: Feature, profile: ProfileName | undefined): Feature {
  return feature === "actions" && profile === "support_request" ? "action" : feature;
}

function hasRules(reading: Reading): boolean {
  return reading.statements.some(({ facts }) =>
    facts.some((fact) => ["points", "class", "decide", "collect"].includes(fact.kind))
  );
}

function inOrder(asked: Asked[]): Asked[] {
  const order: Feature[] = ["input", "fit", "category", "priority", "missing", "actions", "action", "total"];
  return [...asked].sort((a, b) => order.indexOf(a.feature) - order.indexOf(b.feature));
}

/** Whether the requirements themselves say how the feature works. */
function isExplicit(reading: Reading, feature: Feature, keys: string[]): boolean {
  return reading.statements.some(({ facts }) =>
    facts.some((fact) => {
      if (EXPLICIT[feature].includes(fact.kind)) return true;
      const target = "target" in fact ? fact.target : undefined;
      return target !== undefined && keys.includes(canonical((target.symbol ?? target).key));
    })
  );
}

function fillFeature(
  reading: Reading,
  profile: ProfileName,
  feature: Feature,
  statement: number,
  filled: Filled,
): void {
  const parts = PROFILES[profile][feature];
  const keys = (parts ?? []).flatMap((part) => part.key ? [canonical(part.key)] : []);
  if (feature === "input" && isExplicit(reading, feature, keys)) {
    return describeFields(reading, profile, statement, filled);
  }
  if (isExplicit(reading, feature, keys)) return;
  if (!parts) {
    filled.unexplained.push({ feature, statement });
    return;
  }
  for (const part of parts) fillPart(reading.vocabulary, profile, part, statement, filled);
}

/** Fields that the requirements only name are described as the profile describes them. */
function describeFields(reading: Reading, profile: ProfileName, statement: number, filled: Filled): void {
  const isBare = (key: string) =>
    reading.statements.some(({ facts }) =>
      facts.some((fact) => fact.kind === "field" && fact.name.key === key && fact.attributes.length === 0)
    ) &&
    !reading.statements.some(({ facts }) =>
      facts.some((fact) => fact.kind === "constrain" && (fact.name.symbol ?? fact.name).key === key)
    );
  for (const part of PROFILES[profile].input ?? []) {
    const lines = part.lines.filter((line) => isBare(line.split(":")[0]!));
    fillPart(reading.vocabulary, profile, { ...part, lines }, statement, filled);
  }
}

function fillPart(
  vocabulary: Vocabulary,
  profile: ProfileName,
  part: ProfilePart,
  statement: number,
  filled: Filled,
): void {
  const subject = part.key ? { key: part.key, words: part.key } : undefined;
  for (const line of part.lines) {
    const { text } = normalise(line);
    const read = readRows(tokensOf(text, { start: 0, end: text.length }), vocabulary, {
      section: part.section,
      subject,
    });
    if (read.kind !== "facts") continue;
    gather(vocabulary, read.facts);
    const reason = `Filled in from the ${profile} profile: ${line}`.slice(0, 500);
    filled.assumptions.push({ node: part.key ? `val.${part.key}` : "input", text: reason });
    for (const fact of read.facts) {
      filled.facts.push({ fact, statement, source: { kind: "assumed", reason } });
    }
  }
}
