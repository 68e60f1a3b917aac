/** Texts to try a format or a shape with. */
import type { Format } from "./formats.ts";

export const FORMAT_SAMPLES: Readonly<Record<Format, string>> = {
  email: "ada@example.com",
  url: "https://example.com/",
  date: "2024-02-29",
  uuid: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  phone: "+14155552671",
  iban: "DE89370400440532013000",
  card: "4111111111111111",
  time: "09:30",
  datetime: "2024-02-29T09:30:00Z",
  us_zip: "10001",
  uk_postcode: "SW1A 1AA",
  canadian_postcode: "K1A 0B1",
  postal_code: "10115",
  ipv4: "192.0.2.1",
  hex_color: "#1a2b3c",
};

/** Leap days, the ends of months and years, and a weekend. */
export const DATE_SAMPLES = [
  "2024-02-29",
  "2024-03-31",
  "2023-12-31",
  "2024-01-01",
  "2024-06-01",
  "2024-06-02",
];

const PART = /(\\.|\[(?:\\.|[^\]])+\]|[^])(?:\{(\d+)(?:,(\d*))?\}|([+*?]))?/gy;

/** A text of a shape, with as few characters as it allows, but at least one for a part that may be repeated. */
export function shapeSample(shape: string): string {
  return [...shape.matchAll(PART)].map(([, part, fewest, , sign]) =>
    characterOf(part!).repeat(fewest === undefined ? sign === "?" ? 0 : 1 : Number(fewest))
  ).join("");
}

function characterOf(part: string): string {
  if (part === "\\d") return "1";
  if (part === "\\w") return "a";
  if (part === "\\s") return " ";
  if (part.startsWith("[^")) return "~";
  if (!part.startsWith("[")) return part.replace(/^\\/, "");
  const first = part.slice(1, -1).replace(/^\\d/, "1").replace(/^\\w/, "a").replace(/^\\s/, " ").replace(
    /^\\/,
    "",
  );
  return first.charAt(0);
}
