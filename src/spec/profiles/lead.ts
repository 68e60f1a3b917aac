import { optionally } from "./intake.ts";
import type { Profile } from "./mod.ts";

/** A sales lead. Every field is optional, so that what is missing can be listed rather than refused. */
export const LEAD: Profile = {
  input: [{
    section: "input",
    linesFor: optionally,
    lines: [
      "name: string, optional, at most 200 characters",
      "email: email, optional",
      "phone: string, optional, at most 50 characters",
      "company: string, optional, at most 200 characters",
      "role: string, optional, at most 200 characters",
      "industry: string, optional, at most 200 characters",
      "companySize: number, optional, at least 0",
      "budget: number, optional, at least 0",
      "timeline: string, optional, at most 500 characters",
      "need: string, optional, at most 2000 characters",
    ],
  }],
  fit: [
    {
      section: "rules",
      key: "score",
      lines: [
        "Add 10 points to score if email is present.",
        "Add 5 points to score if phone is present.",
        "Add 10 points to score if company is present.",
        "Add 10 points to score if need is present.",
        'Add 20 points to score if role mentions "founder", "owner", "ceo", "cto", "cfo", "coo", "chief", "president", "vp", "head" or "director".',
        "Add 10 points to score if companySize is at least 10.",
        "Add 10 points to score if companySize is at least 100.",
        "Add 10 points to score if budget is at least 1000.",
        "Add 10 points to score if budget is at least 10000.",
        "Add 5 points to score if timeline is present.",
        "The score is capped at 100.",
      ],
    },
    {
      section: "rules",
      key: "fit",
      lines: [
        'fit is "high" when score is at least 70, "medium" when score is at least 40, otherwise "low".',
      ],
    },
  ],
  missing: [{ section: "rules", key: "missingFields", lines: ["missingFields lists every missing field."] }],
  actions: [{
    section: "rules",
    key: "nextActions",
    lines: [
      'If email is missing and phone is missing, add "Find a way to reach the lead: an email address or a phone number." to nextActions.',
      'If budget is missing, add "Ask for the budget." to nextActions.',
      'If timeline is missing, add "Ask when they want to decide." to nextActions.',
      'If need is missing, add "Ask what problem they want to solve." to nextActions.',
      'If role is missing, add "Find out who makes the decision." to nextActions.',
      'If fit is "high", add "Book a call with sales within one working day." to nextActions.',
      'If fit is "medium", add "Send a case study and follow up within a week." to nextActions.',
      'If fit is "low", add "Add the lead to the newsletter." to nextActions.',
    ],
  }],
};
