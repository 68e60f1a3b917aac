/** Formats of texts that a field can have, and a condition can ask for, by what they are called in messages. */
export const FORMAT_NAMES = {
  email: "email address",
  url: "URL",
  date: "date (YYYY-MM-DD)",
  uuid: "UUID",
  phone: "phone number",
  iban: "IBAN",
  card: "card number",
  time: "time (HH:MM)",
  datetime: "date and time (ISO 8601)",
  us_zip: "US ZIP code",
  uk_postcode: "UK postcode",
  canadian_postcode: "Canadian postal code",
  postal_code: "postal code",
  ipv4: "IPv4 address",
  hex_color: "hex colour",
} as const;

export type Format = keyof typeof FORMAT_NAMES;
export const FORMATS = Object.keys(FORMAT_NAMES) as [Format, ...Format[]];
