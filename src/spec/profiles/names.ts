/** The names of the profiles; see `mod.ts`. */
export const PROFILE_NAMES = [
  "lead",
  "support_request",
  "order",
  "invoice",
  "candidate",
  "vendor",
  "booking",
  "contact",
  "feedback",
  "registration",
] as const;

export type ProfileName = typeof PROFILE_NAMES[number];
