/** What the formats of texts ask for, for the interpreter. */
import type { Format } from "../library/mod.ts";
import { isDateText } from "../library/is_date.ts";

const FORMATS: Record<Format, (text: string) => boolean> = {
  email: (text) => text.length <= 254 && /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text),
  url: (text) => text.length <= 2048 && URL.canParse(text) && /^https?:\/\//i.test(text),
  date: isDateText,
  uuid: (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  phone: isPhone,
  iban: isIban,
  card: isCard,
  time: (text) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text),
  datetime: isDateTime,
  us_zip: (text) => /^\d{5}(?:-\d{4})?$/.test(text),
  uk_postcode: (text) => /^[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$/i.test(text),
  canadian_postcode: (text) => /^[a-z]\d[a-z][ -]?\d[a-z]\d$/i.test(text),
  postal_code: (text) => /^[a-z\d][a-z\d -]{1,8}[a-z\d]$/i.test(text) && /\d/.test(text),
  ipv4: (text) => /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text),
  hex_color: (text) => /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(text),
};

export function isOfFormat(text: string, format: Format): boolean {
  return FORMATS[format](text);
}

/** 7 to 15 digits, as E.164 has them, in the ways that people set them apart. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  return /^\+?[\d ().\/-]+$/.test(text) && digits.length >= 7 && digits.length <= 15;
}

/** ISO 13616: country, check digits and account, read as one number that leaves 1 when divided by 97. */
function isIban(text: string): boolean {
  const plain = text.replaceAll(" ", "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  const moved = plain.slice(4) + plain.slice(0, 4);
  const digits = [...moved].map((char) => /\d/.test(char) ? char : String(char.charCodeAt(0) - 55)).join("");
  return BigInt(digits) % 97n === 1n;
}

/** 12 to 19 digits whose Luhn sum ends in 0. */
function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, "");
  if (!/^\d{12,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, n) => {
    const value = n % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isDateTime(text: string): boolean {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](\d{2}:\d{2}))?$/.exec(text);
  return parts !== null && isDateText(parts[1]!) && FORMATS.time(parts[2]!) &&
    FORMATS.time(parts[6] ?? "00:00");
}
