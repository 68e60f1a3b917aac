/** Formats and shapes as properties of a field: "a valid IBAN", "YYYY-MM-DD", "exactly 16 digits". */
import type { Format } from "../../library/mod.ts";
import type { AttributeRow } from "../attributes.ts";

const VALID = "(valid|well-formed|proper|correct|real|existing|properly formatted|syntactically valid)";
const SAMPLE =
  "[in|as|like|format] [(yyyy-mm-dd | LPAR yyyy-mm-dd RPAR | iso [format] | iso 8601 [format] | {sample:dateSample})]";

/** What a format is called, with and without "valid". */
export const FORMAT_WORDS: readonly { format: Format; words: string }[] = [
  { format: "email", words: "(email|e-mail|emails|e-mails|mail) [address|addresses] [format|string]" },
  {
    format: "url",
    words:
      "(url|uri|urls|link|hyperlink|web address | website address | web link | http url | https url | website url)",
  },
  { format: "uuid", words: "(uuid|guid)" },
  { format: "iban", words: "iban|ibans [number]" },
  {
    format: "phone",
    words: "(phone|telephone|mobile) (number|numbers) | (phone|telephone) | international phone format",
  },
  { format: "card", words: "(credit|debit|payment|bank) card number | card number | luhn number" },
  { format: "time", words: "time [in|as] [hh:mm | hh : mm | 24-hour] [format] | hh : mm [format]" },
  {
    format: "datetime",
    words:
      "(datetime|date-time|timestamp | date and time | iso timestamp | iso 8601 timestamp | iso datetime) [string]",
  },
  {
    format: "us_zip",
    words: "[us|american|u.s.] zip [code|codes] | (us|american) (postal code|postcode|zip code)",
  },
  { format: "uk_postcode", words: "(uk|british) (postcode|post code|postal code)" },
  { format: "canadian_postcode", words: "canadian (postcode|postal code|post code)" },
  { format: "postal_code", words: "(postal code|postcode|post code)" },
  { format: "ipv4", words: "(ip|ipv4) [address]" },
  { format: "hex_color", words: "hex|hexadecimal (colour|color) [code]" },
  { format: "date", words: `[iso|calendar] (date|dates) ${SAMPLE}` },
];

const formats = FORMAT_WORDS.flatMap(({ format, words }): AttributeRow[] => [
  { patterns: [`${VALID} (${words})`], build: () => [{ kind: "format", format }] },
]);

/** "a two letter code", "three-letter currency code", "a 6 digit code". */
function codes(): AttributeRow[] {
  const kind = "[uppercase|capital|iso] [country|currency|language|state|airport|iso|product|postal]";
  return ["two", "three", "four", "five", "six"].flatMap((word, n) => {
    const count = n + 2;
    const length = `(${word} | ${count} | ${count} -)`;
    const row = (sign: string, shape: string): AttributeRow => ({
      patterns: [`(${length} ${sign} | ${word}-${sign}) ${kind} (code|codes)`],
      build: () => [{ kind: "shape", shape: `${shape}{${count}}` }],
    });
    return [row("letter", "[A-Za-z]"), row("digit", "\\d")];
  });
}

export const FORMAT_ATTRIBUTES: readonly AttributeRow[] = [
  ...formats,
  ...codes(),
  {
    patterns: ["email|e-mail [address|addresses] [string]"],
    build: () => [{ kind: "format", format: "email" }],
  },
  { patterns: ["(url|uri) [string]"], build: () => [{ kind: "format", format: "url" }] },
  { patterns: ["uuid|guid [string]"], build: () => [{ kind: "format", format: "uuid" }] },
  { patterns: ["iban"], build: () => [{ kind: "format", format: "iban" }] },
  {
    patterns: ["(phone|telephone|mobile) number", "international [phone] format"],
    build: () => [{ kind: "format", format: "phone" }],
  },
  {
    patterns: ["timestamp|datetime|date-time [string]", "iso (timestamp|datetime)"],
    build: () => [{ kind: "format", format: "datetime" }],
  },
  {
    patterns: ["time [of day] [in|as] [LPAR] hh : mm [RPAR]", "hh : mm [format]", "time of day"],
    build: () => [{ kind: "format", format: "time" }],
  },
  {
    patterns: [
      `[iso|iso-format|calendar] (date|dates) ${SAMPLE} [string]`,
      "[iso] yyyy-mm-dd [format|date|string]",
      "iso 8601 [date] [format|string]",
      "iso-date",
      "iso format",
    ],
    build: () => [{ kind: "format", format: "date" }],
    assumes: "a date is written YYYY-MM-DD",
  },
  {
    patterns: [
      "[(made|built|consisting|composed|made up) of | of | in the form [of] | in the format | (looks|look|looking) like] {shape:shape} [long]",
      "(string|text) of {shape:shape}",
    ],
    build: ({ shape }) => shape?.kind === "text" ? [{ kind: "shape", shape: shape.value }] : [],
  },
];
