/**
 * Profiles: what a well-known noun stands for when the requirements only name it. Each is written in the language
 * that the compiler reads, so there is nothing in a profile that a person could not have written, and every line that
 * is used is stated as an assumption, for the reader to change. A line about a field that the requirements
 * do not have is left out.
 */
import type { Feature, Section } from "../rows/facts.ts";
import { BOOKING, CANDIDATE, CONTACT, FEEDBACK, REGISTRATION, VENDOR } from "./intakes.ts";
import { LEAD } from "./lead.ts";
import type { ProfileName } from "./names.ts";
import { INVOICE, ORDER } from "./order.ts";
import { SUPPORT_REQUEST } from "./support_request.ts";

export { PROFILE_NAMES, type ProfileName } from "./names.ts";

export interface ProfilePart {
  section: Section;
  /** The value that the part computes; an explicit rule for it in the requirements replaces the part. */
  key?: string;
  lines: readonly string[];
  /** The lines where the requirements name the fields themselves. */
  linesFor?(keys: readonly string[]): string[];
}

export type Profile = Partial<Record<Feature, readonly ProfilePart[]>>;

export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  lead: LEAD,
  support_request: SUPPORT_REQUEST,
  order: ORDER,
  invoice: INVOICE,
  candidate: CANDIDATE,
  vendor: VENDOR,
  booking: BOOKING,
  contact: CONTACT,
  feedback: FEEDBACK,
  registration: REGISTRATION,
};
