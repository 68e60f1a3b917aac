/**
 * Ids are `<prefix>_` and a ULID in lower case: 48 bits of milliseconds, then 80 random bits, in Crockford's base 32
 * (https://github.com/ulid/spec). They sort by creation time, so a list's cursor is simply the last id it showed.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export type IdPrefix = "ws" | "agent" | "ver" | "job" | "dep" | "key" | "tok" | "report" | "req";

export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  return `${prefix}_${encodeTime(nowMs)}${encodeRandom(crypto.getRandomValues(new Uint8Array(16)))}`;
}

function encodeTime(nowMs: number): string {
  let text = "";
  for (let rest = nowMs, digits = 0; digits < 10; digits++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** One base-32 digit from the low five bits of each of 16 random bytes. */
function encodeRandom(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
