/** Fills in what the requirements only name, from the profiles, line by line, with the reader that reads them. */
import { canonical } from "../text/vocabulary.ts";
import { type ProfileName, PROFILES } from "../profiles/mod.ts";
import type { Feature } from "../rows/facts.ts";
import type { SourcedFact } from "../assemble/origin.ts";
import { describeFields, type Filling, fillPart } from "./profile_lines.ts";
import type { Reading } from "./read.ts";

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

/** What is answered about anything that is weighed. */
const WEIGHED: Readonly<Record<string, Feature>> = {
  score: "fit",
  fitscore: "fit",
  missingfield: "missing",
  missinginformation: "missing",
  missingdetail: "missing",
  nextaction: "actions",
  nextstep: "actions",
};

/** What is answered about any form that somebody fills in. */
const FORM: Readonly<Record<string, Feature>> = { ...WEIGHED, risklevel: "risk" };

/** What each feature is in the answer when the requirements name it as an output: "returns category and priority". */
const FEATURE_OF_OUTPUT: Readonly<Record<ProfileName, Readonly<Record<string, Feature>>>> = {
  lead: { ...WEIGHED, fit: "fit" },
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
  candidate: FORM,
  vendor: FORM,
  booking: FORM,
  registration: FORM,
  feedback: FORM,
  contact: { ...FORM, category: "category", topic: "category", priority: "priority", urgency: "priority" },
};

/** The value that each feature is known by, which the requirements may call something else. */
const VALUE_OF: Partial<Record<Feature, string>> = {
  fit: "score",
  missing: "missingFields",
  actions: "nextActions",
  action: "nextAction",
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
  screen: [],
  fit: ["points"],
  risk: [],
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
  const filling = { reading, profile, names: namesAsked(reading, profile), filled };
  for (const each of inOrder(asked)) fillFeature(filling, each);
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
  for (const feature of ["actions", "risk"] as const) {
    const needing = asked.get(feature);
    if (needing && profile && PROFILES[profile].fit) ask("fit", needing.statement);
  }
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
  const order: Feature[] = [
    "input",
    "screen",
    "fit",
    "risk",
    "category",
    "priority",
    "missing",
    "actions",
    "action",
    "total",
  ];
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

/** What the requirements call the values of the profile: "next steps" are its next actions. */
function namesAsked(reading: Reading, profile: ProfileName): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const fact of reading.statements.flatMap(({ facts }) => facts)) {
    if (fact.kind !== "output") continue;
    const feature = FEATURE_OF_OUTPUT[profile][plainKey(fact.name.key)];
    const value = feature && VALUE_OF[feature];
    const own = feature ? PROFILES[profile][feature]?.map(({ key }) => key) : [];
    if (value && !own?.includes(fact.name.key)) names.set(value, fact.name.key);
  }
  return names;
}

function fillFeature(filling: Filling, { feature, statement }: Asked): void {
  const { reading, profile, filled } = filling;
  const parts = PROFILES[profile][feature];
  const keys = (parts ?? []).flatMap((part) => part.key ? [canonical(part.key)] : []);
  if (isExplicit(reading, feature, keys)) {
    if (feature === "input") describeFields(filling, statement);
    return;
  }
  if (!parts) {
    filled.unexplained.push({ feature, statement });
    return;
  }
  for (const part of parts) fillPart(filling, part, statement);
}
