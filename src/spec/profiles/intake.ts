/**
 * What all forms that somebody fills in have in common: how complete one is, what is missing, what to ask for, and how
 * risky it is to go on. The fields are the form's own, or those that the requirements name instead.
 */
import type { Profile, ProfilePart } from "./mod.ts";

export interface Form {
  /** Each field with what it is, and the points it brings when it is filled in; they add up to 100. */
  fields: readonly { key: string; about: string; points: number }[];
  /** What to do with a form that is complete. */
  then: string;
}

export function intake({ fields, then }: Form): Profile {
  const part = (key: string, lines: (keys: readonly string[]) => string[]): ProfilePart[] => [
    { section: "rules", key, lines: lines(fields.map((field) => field.key)), linesFor: lines },
  ];
  return {
    input: [{
      section: "input",
      lines: fields.map(({ key, about }) => `${key}: ${about}, optional`),
      linesFor: optionally,
    }],
    screen: [],
    fit: part("score", (keys) => pointsFor(fields, keys)),
    risk: [{
      section: "rules",
      key: "riskLevel",
      lines: [
        'riskLevel is "low" when score is at least 80, "medium" when score is at least 50, otherwise "high".',
      ],
    }],
    missing: [{
      section: "rules",
      key: "missingFields",
      lines: ["missingFields lists every missing field."],
    }],
    actions: part("nextActions", (keys) => [
      ...keys.map((key) => `If ${key} is missing, add "Ask for the ${spoken(key)}." to nextActions.`),
      `If score is at least 100, add "${then}" to nextActions.`,
    ]),
  };
}

/** The form's weights where the fields are its own; all fields alike where the requirements name others. */
function pointsFor(fields: Form["fields"], keys: readonly string[]): string[] {
  const isOwn = keys.length === fields.length && fields.every(({ key }) => keys.includes(key));
  const share = Math.floor(100 / keys.length);
  const last = 100 - share * (keys.length - 1);
  const equal = (n: number) => n === keys.length - 1 ? last : share;
  return keys.map((key, n) => {
    const points = isOwn ? fields.find((field) => field.key === key)!.points : equal(n);
    return `Add ${points} points to score if ${key} is present.`;
  });
}

/** Fields that the requirements name and the profile does not know; none is required, so that what is missing can be listed. */
export function optionally(keys: readonly string[]): string[] {
  return keys.map((key) => `${key}: optional`);
}

/** `taxId` in words. */
function spoken(key: string): string {
  return key.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
}
