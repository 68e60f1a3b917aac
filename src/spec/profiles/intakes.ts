/** Forms that people send in, each with what is usual in it. Every field is optional, so that what is missing can be listed. */
import { intake } from "./intake.ts";
import type { Profile } from "./mod.ts";
import { SUPPORT_REQUEST } from "./support_request.ts";

const NAME = "string, at most 200 characters";
const TEXT = "string, at most 5000 characters";

export const CANDIDATE: Profile = intake({
  fields: [
    { key: "name", about: NAME, points: 20 },
    { key: "email", about: "email", points: 20 },
    { key: "yearsOfExperience", about: "number, at least 0", points: 30 },
    { key: "skills", about: "list of strings", points: 30 },
  ],
  then: "Invite the candidate to an interview.",
});

export const VENDOR: Profile = intake({
  fields: [
    { key: "name", about: NAME, points: 15 },
    { key: "country", about: NAME, points: 15 },
    { key: "taxId", about: NAME, points: 20 },
    { key: "email", about: "email", points: 15 },
    { key: "address", about: TEXT, points: 15 },
    { key: "bankAccount", about: NAME, points: 20 },
  ],
  then: "Approve the vendor.",
});

export const BOOKING: Profile = intake({
  fields: [
    { key: "name", about: NAME, points: 25 },
    { key: "email", about: "email", points: 25 },
    { key: "date", about: "date", points: 25 },
    { key: "guests", about: "integer, at least 1", points: 25 },
  ],
  then: "Confirm the booking.",
});

export const REGISTRATION: Profile = intake({
  fields: [
    { key: "name", about: NAME, points: 40 },
    { key: "email", about: "email", points: 40 },
    { key: "event", about: NAME, points: 20 },
  ],
  then: "Confirm the registration.",
});

export const FEEDBACK: Profile = intake({
  fields: [
    { key: "name", about: NAME, points: 10 },
    { key: "email", about: "email", points: 20 },
    { key: "rating", about: "integer, 1 to 5", points: 30 },
    { key: "comment", about: TEXT, points: 40 },
  ],
  then: "Thank the customer.",
});

/** A message through a contact form is sorted as a request for support is. */
export const CONTACT: Profile = {
  ...intake({
    fields: [
      { key: "name", about: NAME, points: 20 },
      { key: "email", about: "email", points: 40 },
      { key: "message", about: TEXT, points: 40 },
    ],
    then: "Answer the message.",
  }),
  category: SUPPORT_REQUEST.category,
  priority: SUPPORT_REQUEST.priority,
};
