import { optionally } from "./intake.ts";
import type { Profile } from "./mod.ts";

/** A customer's request for support. The text may come in any of the usual fields. */
export const SUPPORT_REQUEST: Profile = {
  input: [{
    section: "input",
    linesFor: optionally,
    lines: [
      "input: string, optional",
      "message: string, optional",
      "text: string, optional",
      "subject: string, optional",
      "description: string, optional",
      'Reject with 422 and "Send the text of the request as input, message, text, subject or description." when input is missing and message is missing and text is missing and subject is missing and description is missing.',
    ],
  }],
  category: [{
    section: "categories",
    key: "category",
    lines: [
      'security: "hacked", "compromised", "phishing", "stolen", "data breach", "vulnerability", "suspicious", "unauthorized"',
      'billing: "refund", "invoice", "charge", "charged", "billing", "bill", "payment", "pay", "paid", "credit card", "receipt", "subscription", "price", "pricing", "overcharged", "money back"',
      'account: "password", "login", "log in", "logged in", "sign in", "account", "username", "locked out", "two-factor", "verification code", "profile"',
      'technical: "error", "bug", "crash", "crashes", "broken", "not working", "does not work", "fail", "failure", "outage", "down", "slow", "timeout", "freeze", "freezes", "exception"',
      'shipping: "delivery", "deliver", "shipping", "shipment", "package", "parcel", "tracking", "arrive", "order status"',
      'cancellation: "cancel", "cancellation", "unsubscribe", "terminate", "close my account"',
      'feature_request: "feature", "suggestion", "would be nice", "wish", "improvement", "roadmap"',
      "general: everything else",
    ],
  }],
  priority: [{
    section: "categories",
    key: "priority",
    lines: [
      'urgent: "urgent", "urgently", "asap", "immediately", "emergency", "critical", "outage", "hacked", "data breach", "production is down"',
      'high: "important", "cannot", "can\'t", "unable", "blocked", "deadline", "today", "twice", "refund", "angry", "unacceptable", "lawyer"',
      'low: "question", "wondering", "suggestion", "would be nice", "when you have time", "no rush"',
      "normal: everything else",
    ],
  }],
  action: [{
    section: "rules",
    key: "nextAction",
    lines: [
      'nextAction is "Secure the account, end its sessions and escalate to the security team." when category is "security", ' +
      '"Check the customer\'s payments, then correct or refund the charge." when category is "billing", ' +
      '"Verify who the customer is and send a link to restore access." when category is "account", ' +
      '"Ask for the steps to reproduce it and pass it on to technical support." when category is "technical", ' +
      '"Look up the shipment and send its status." when category is "shipping", ' +
      '"Confirm what is to be cancelled and offer help to stay." when category is "cancellation", ' +
      '"Thank the customer and record the idea for the product team." when category is "feature_request", ' +
      'otherwise "Ask the customer what they need help with."',
    ],
  }],
};
