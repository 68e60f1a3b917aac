/** Formats of texts: what each is called in messages, and the check for it. */

import type { Format } from "./fields.ts";

export const EMAIL: Format = { name: "email address", test: isEmail };

export const URL_FORMAT: Format = { name: "URL", test: isUrl };

export const DATE: Format = { name: "date (YYYY-MM-DD)", test: isDate };

export const UUID: Format = { name: "UUID", test: isUuid };

export const PHONE: Format = { name: "phone number", test: isPhone };

export const IBAN: Format = { name: "IBAN", test: isIban };

export const CARD: Format = { name: "card number", test: isCard };

export const TIME: Format = { name: "time (HH:MM)", test: isTime };

export const DATETIME: Format = { name: "date and time (ISO 8601)", test: isDatetime };

export const US_ZIP: Format = { name: "US ZIP code", test: isUsZip };

export const UK_POSTCODE: Format = { name: "UK postcode", test: isUkPostcode };

export const CANADIAN_POSTCODE: Format = { name: "Canadian postal code", test: isCanadianPostcode };

export const POSTAL_CODE: Format = { name: "postal code", test: isPostalCode };

export const IPV4: Format = { name: "IPv4 address", test: isIpv4 };

export const HEX_COLOR: Format = { name: "hex colour", test: isHexColor };

/** One `@`, something before it, and a host of at least two parts; whether the mailbox exists is not knowable. */
export function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  const host = text.slice(at + 1).split(".");
  if (text.length > 254 || at < 1 || at > 64 || text.includes("@", at + 1) || /\s/.test(text)) return false;
  return host.length >= 2 && host.every((part) => part !== "");
}

export function isUrl(text: string): boolean {
  const isWeb = text.toLowerCase().startsWith("https://") || text.toLowerCase().startsWith("http://");
  return isWeb && text.length <= 2048 && URL.canParse(text);
}

export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const day = Number(parts[3]);
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.getUTCDate() === day;
}

export function isUuid(text: string): boolean {
  return /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/.test(text);
}

/** 7 to 15 digits, as E.164 has them, in the ways that people set them apart. */
export function isPhone(text: string): boolean {
  const digits = text.match(/\d/g)?.length ?? 0;
  return digits >= 7 && digits <= 15 && /^\+?[0-9 ()./-]+$/.test(text);
}

/** ISO 13616: the check digits make the whole, read as one number, leave 1 when divided by 97. */
export function isIban(text: string): boolean {
  const iban = text.replaceAll(" ", "").toUpperCase();
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** 12 to 19 digits whose Luhn sum ends in 0: from the right, every second digit counts twice. */
export function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, "");
  if (!/^[0-9]{12,19}$/.test(digits)) return false;
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = Number(digits[digits.length - 1 - n]);
    sum += n % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

export function isTime(text: string): boolean {
  return /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(text);
}

export function isDatetime(text: string): boolean {
  const parts = /^(.{10})T(.{5})(:[0-5][0-9](\.[0-9]{1,9})?)?(Z|[+-](.{5}))?$/.exec(text);
  return parts !== null && isDate(parts[1] ?? "") && isTime(parts[2] ?? "") && isTime(parts[6] ?? "00:00");
}

export function isUsZip(text: string): boolean {
  return /^[0-9]{5}(-[0-9]{4})?$/.test(text);
}

export function isUkPostcode(text: string): boolean {
  return /^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$/i.test(text);
}

export function isCanadianPostcode(text: string): boolean {
  return /^[A-Z][0-9][A-Z][ -]?[0-9][A-Z][0-9]$/i.test(text);
}

/** 3 to 10 letters, digits, spaces and hyphens with a digit among them: what the countries of the world use. */
export function isPostalCode(text: string): boolean {
  return /^[A-Z0-9][A-Z0-9 -]{1,8}[A-Z0-9]$/i.test(text) && /[0-9]/.test(text);
}

export function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 &&
    parts.every((part) => /^(0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256);
}

export function isHexColor(text: string): boolean {
  return /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(text);
}
