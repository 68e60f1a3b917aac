/** Forms that a profile knows, by the noun: a job candidate, a vendor, a booking, a contact form, feedback. */
import type { ProfileName } from "../profiles/mod.ts";
import { type Fact, type Row, slot } from "./facts.ts";

const IT = "[it | they | api | service | backend | endpoint | we] [(should|must|will|can|shall)]";
const TAKES =
  "(accept|accepts|take|takes|receive|receives|get|gets|given|handle|handles|process|processes|takes in | take in | send in | for)";
const GIVES =
  "(return|returns|answer with | answers with | respond with | responds with | reply with | replies with | give|gives | give back | gives back | get back | hand back | hands back | send back | sends back | output|outputs|provide|provides|produce|produces)";
const DATA =
  "[profile|data|information|details|submission|submissions|record|records|form|forms|request|requests|entry|entries]";
const SCREENS =
  "(screen|screens|check|checks|vet|vets|review|reviews|evaluate|evaluates|assess|assesses|validate|validates)";

/** What each form is called. */
const NOUNS: readonly { profile: ProfileName; noun: string }[] = [
  {
    profile: "candidate",
    noun: "[job] (candidate|candidates|applicant|applicants) | job (application|applications)",
  },
  { profile: "vendor", noun: "[new] (vendor|vendors|supplier|suppliers)" },
  {
    profile: "booking",
    noun: "[new|hotel|restaurant|room|table|appointment] (booking|bookings|reservation|reservations)",
  },
  { profile: "contact", noun: "contact form" },
  { profile: "feedback", noun: "[customer|user|product] (feedback|review|reviews)" },
  { profile: "registration", noun: "[event|course|workshop|conference] (registration|registrations)" },
  { profile: "lead", noun: "[sales|new] (lead|leads|prospect)" },
  {
    profile: "support_request",
    noun: "[customer] (support|help|helpdesk|service) (request|requests|ticket|tickets)",
  },
];

/** Leads and requests for support have rows of their own for what is done with them; see `features.ts`. */
const WITH_OWN_VERBS: readonly ProfileName[] = ["lead", "support_request"];

function rowsFor(form: typeof NOUNS[number]): Row[] {
  return WITH_OWN_VERBS.includes(form.profile) ? taken(form) : [...taken(form), screened(form)];
}

function taken({ profile, noun }: typeof NOUNS[number]): Row[] {
  const isHere: Fact = { kind: "profile", profile };
  return [
    {
      id: `intake.${profile}`,
      patterns: [`${IT} ${TAKES} (${noun}) ${DATA} [as input]`],
      build: (): Fact[] => [isHere, { kind: "feature", feature: "input" }],
      paraphrase: "what the request is",
      examples: [`It takes a ${spoken(profile)}.`],
      negatives: [`It takes a ${spoken(profile)} from our CRM.`],
    },
    {
      id: `intake.${profile}With`,
      patterns: [
        `${IT} ${TAKES} (${noun}) ${DATA} LPAR {list:declarations} RPAR`,
        `${IT} ${TAKES} (${noun}) ${DATA} (with|containing|including|having) {list:declarations}`,
        `[input :] (${noun}) ${DATA} LPAR {list:declarations} RPAR`,
      ],
      build({ list }) {
        if (list?.kind !== "declarations") return null;
        const fields = list.declarations.map(({ name, attributes }): Fact => ({
          kind: "field",
          name,
          attributes,
        }));
        return [isHere, { kind: "feature", feature: "input" }, ...fields];
      },
      paraphrase: "what the request is, and its fields",
      examples: [`It takes a ${spoken(profile)} (name, email and phone).`],
      negatives: [`It takes a ${spoken(profile)} (whatever we have).`],
    },
  ];
}

function screened({ profile, noun }: typeof NOUNS[number]): Row {
  return {
    id: `intake.${profile}Screened`,
    patterns: [`${IT} ${SCREENS} (${noun}) ${DATA} [for completeness]`],
    build: (): Fact[] => [
      { kind: "profile", profile },
      { kind: "feature", feature: "input" },
      { kind: "feature", feature: "screen" },
    ],
    paraphrase: "the form is looked at",
    examples: [`It screens a ${spoken(profile)}.`],
    negatives: [`It screens a ${spoken(profile)} against the sanctions list.`],
  };
}

/** What the examples call it. */
function spoken(profile: ProfileName): string {
  const words: Partial<Record<ProfileName, string>> = {
    contact: "contact form",
    support_request: "support request",
  };
  return words[profile] ?? profile;
}

/** Read before the rows of fields: the noun is no field, and what stands in its brackets is. */
export const INTAKE_ROWS: readonly Row[] = NOUNS.flatMap(rowsFor);

export const FACET_ROWS: readonly Row[] = [
  {
    id: "intake.screened",
    patterns: [
      `${IT} ${SCREENS} (it|them) [for completeness | for missing information | for missing fields]`,
    ],
    build: (): Fact[] => [{ kind: "feature", feature: "screen" }],
    paraphrase: "the form is looked at",
    examples: ["screens them", "checks it for completeness"],
    negatives: ["screens them against the sanctions list"],
  },
  {
    id: "intake.facets",
    patterns: [`${IT} ${GIVES} {facets:facets}`],
    build(match, scene) {
      const names = slot.names(match, "facets");
      if (names.length === 0 || scene.target) return null;
      return names.map((name): Fact => ({ kind: "output", name, attributes: [] }));
    },
    paraphrase: "what is answered about a form",
    examples: [
      "Returns a score, missing fields and recommended next steps.",
      "Get back a risk level, the missing information and a checklist of next actions.",
    ],
    negatives: ["Returns a risk level for each country.", "Returns a score from our CRM."],
  },
];
