/** The rules of the requirements, each under the sentence that it comes from. No input or output happens here. */
import type { Input } from "./input.ts";
import type { Outcome } from "./outcome.ts";
import { firstMentioned } from "./text.ts";

export function answer(input: Input): Outcome {
  const category = categoryOf(input);
  const priority = priorityOf(input);
  const nextAction = nextActionOf(category);
  const responseHours = responseHoursOf(input, priority);
  return { status: 200, body: { category, priority, nextAction, responseHours } };
}

function categoryOf(input: Input): string {
  const classes = [
    // security: "hacked", "phishing", "stolen", "data breach", "suspicious"
    { value: "security", keywords: ["hacked", "phishing", "stolen", "data breach", "suspicious"] },
    // billing: "refund", "invoice", "charge", "payment", "subscription", "credit card"
    { value: "billing", keywords: ["refund", "invoice", "charge", "payment", "subscription", "credit card"] },
    // account: "password", "login", "log in", "sign in", "locked out"
    { value: "account", keywords: ["password", "login", "log in", "sign in", "locked out"] },
    // technical: "error", "bug", "crash", "broken", "outage", "not working"
    { value: "technical", keywords: ["error", "bug", "crash", "broken", "outage", "not working"] },
  ];
  return firstMentioned([input.input], classes) ?? "general";
}

function priorityOf(input: Input): string {
  const classes = [
    // high: "urgent", "asap", "immediately", "twice", "outage", "hacked"
    { value: "high", keywords: ["urgent", "asap", "immediately", "twice", "outage", "hacked"] },
    // low: "question", "wondering", "suggestion"
    { value: "low", keywords: ["question", "wondering", "suggestion"] },
  ];
  return firstMentioned([input.input], classes) ?? "normal";
}

function nextActionOf(category: string): string {
  // nextAction is "Secure the account and call the customer" when category is "security", "Check the
  // payments and refund what was charged in error" when category is "billing", "Send a link to restore
  // access" when category is "account", "Ask for the steps to reproduce it" when category is
  // "technical", otherwise "Ask what the customer needs".
  if (category === "security") return "Secure the account and call the customer";
  if (category === "billing") return "Check the payments and refund what was charged in error";
  if (category === "account") return "Send a link to restore access";
  if (category === "technical") return "Ask for the steps to reproduce it";
  return "Ask what the customer needs";
}

function responseHoursOf(input: Input, priority: string): number {
  // responseHours is 1 when priority is "high" and customerTier is "enterprise", 4 when priority is
  // "high", 8 when customerTier is "enterprise", otherwise 24.
  if (priority === "high" && input.customerTier === "enterprise") return 1;
  if (priority === "high") return 4;
  if (input.customerTier === "enterprise") return 8;
  return 24;
}
