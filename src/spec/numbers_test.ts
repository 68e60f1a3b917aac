/** Whole texts about prices, decisions and look-ups, in other people's words, with the answers that the English asks for. */
import assert from "node:assert/strict";
import { compile } from "./mod.ts";
import { testTrials, type Trial } from "./testing.ts";

const TRIALS: Trial[] = [
  [
    'Input: hours (integer), temp (boolean).\n\n## Output\n- decision: approved, denied or needs_review\n- reason: text\n\n## Rules\n1. Anyone with temp is always denied with reason "No leave".\n2. If hours is over 40, deny with reason "Too long".\n3. If hours is over 10, it needs review, reason "Long".\n4. Everything else is approved with reason "OK".\n\nThe first rule that applies wins.',
    [{ hours: 50, temp: true }, { decision: "denied", reason: "No leave" }],
    [{ hours: 41, temp: false }, { decision: "denied", reason: "Too long" }],
    [{ hours: 11, temp: false }, { decision: "needs_review", reason: "Long" }],
    [{ hours: 10, temp: false }, { decision: "approved", reason: "OK" }],
  ],
  [
    "The body has nights (integer, 1 or more) and isMember (boolean). price is 75 times nights. For 7 nights or more guests get 10 % off the price. Members get half off the price. Return price.",
    [{ nights: 6, isMember: false }, { price: 450 }],
    [{ nights: 7, isMember: false }, { price: 472.5 }],
    [{ nights: 7, isMember: true }, { price: 236.25 }],
  ],
  [
    "Input: age (whole number), isMember (boolean), express (boolean).\n\n| Age | Price |\n|---|---|\n| under 4 | 0 |\n| 4 and over | 8.00 |\n\nMembers get 10% off. Express doubles the price. Return price.",
    [{ age: 4, isMember: true, express: false }, { price: 7.2 }],
    [{ age: 4, isMember: false, express: true }, { price: 16 }],
  ],
  [
    "Input: rooms (integer), windows (integer, default 0), express (boolean, default false).\n\n- Every room is billed at 35 dollars.\n- Every window costs $6.\n- Express doubles the price.\n\nReturn price.",
    [{ rooms: 3 }, { price: 105 }],
    [{ rooms: 1, windows: 1, express: true }, { price: 82 }],
  ],
  [
    "Input: temperature (number).\n\nminutes: 60 from 28 degrees, 40 from 20, else 20.\n\nReturn minutes.",
    [{ temperature: 28 }, { minutes: 60 }],
    [{ temperature: 27.9 }, { minutes: 40 }],
    [{ temperature: 19.9 }, { minutes: 20 }],
  ],
  [
    "Input: seats (integer), yearly (boolean). monthlyTotal is seats times 8. invoiceTotal is the monthly total, or for yearly customers ten times the monthly total. Return monthlyTotal and invoiceTotal.",
    [{ seats: 2, yearly: false }, { monthlyTotal: 16, invoiceTotal: 16 }],
    [{ seats: 2, yearly: true }, { monthlyTotal: 16, invoiceTotal: 160 }],
  ],
];

testTrials(TRIALS);

const REFUSED = [
  "Input: tickets (integer). Each ticket costs $12. total is tickets times 12. Return total.",
  'Input: hours (integer).\n\nOutput:\n- decision: approved or denied\n\nRules:\n- decision is "approved" when hours is under 10, otherwise "postponed"',
];

for (const requirements of REFUSED) {
  Deno.test(`is refused: ${requirements.slice(0, 90).replaceAll("\n", " ")}`, () => {
    assert.equal(compile(requirements).ok, false);
  });
}
