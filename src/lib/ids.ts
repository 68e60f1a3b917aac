/**
 * Ids are `<prefix>_` and a ULID in lower case: 48 bits of milliseconds, then 80 random bits, in Crockford's base 32
 * (https://github.com/ulid/spec). They sort by creation time, so a list's cursor is simply the last id it showed.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export type IdPrefix =
  | "ws"
  | "agent"
  | "ver"
  | "job"
  | "dep"
  | "key"
  | "tok"
  | "report"
  | "req"
  | "log"
  | "inv"
  | "mset";

export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  return `${prefix}_${encodeTime(nowMs)}${randomDigits()}`;
}

/** The least id that could have been made at this time. */
export function leastId(prefix: IdPrefix, atMs: number): string {
  return `${prefix}_${encodeTime(atMs)}${"0".repeat(16)}`;
}

/** Makes ids that sort in the order of their making, also within one millisecond: there, they count up. */
export function createIdSequence(prefix: IdPrefix, now: () => number = Date.now): () => string {
  let lastMs = 0;
  let count = 0;
  return () => {
    const nowMs = Math.max(now(), lastMs); // a clock that was set back must not turn the order round
    count = nowMs === lastMs ? count + 1 : 0;
    lastMs = nowMs;
    const id = newId(prefix, nowMs);
    const timeEnd = prefix.length + 1 + 10;
    return id.slice(0, timeEnd) + encodeCount(count) + id.slice(timeEnd + 4);
  };
}

/** Four digits: a million in one millisecond. */
function encodeCount(count: number): string {
  return [15, 10, 5, 0].map((shift) => ALPHABET[(count >> shift) & 31]).join("");
}

/** Many ids are made within a millisecond; each call makes one. */
let lastTime = { atMs: 0, digits: "0000000000" };

function encodeTime(atMs: number): string {
  if (atMs === lastTime.atMs) return lastTime.digits;
  let digits = "";
  for (let rest = atMs; digits.length < 10; rest = Math.floor(rest / 32)) {
    digits = ALPHABET[rest % 32] + digits;
  }
  lastTime = { atMs, digits };
  return digits;
}

const RANDOM_DIGITS = 16;
/** Asking for random bytes costs more than the rest of an id, so they are asked for many at a time. Each is used once. */
const randomBytes = new Uint8Array(256 * RANDOM_DIGITS);
let usedBytes = randomBytes.length;

/** A base-32 digit from the low five bits of each random byte. */
function randomDigits(): string {
  if (usedBytes === randomBytes.length) {
    crypto.getRandomValues(randomBytes);
    usedBytes = 0;
  }
  let digits = "";
  for (const end = usedBytes + RANDOM_DIGITS; usedBytes < end; usedBytes++) {
    digits += ALPHABET[randomBytes[usedBytes]! & 31];
  }
  return digits;
}

/** A ULID is a UUID written otherwise: both are 128 bits that begin with the milliseconds. */
export function idOfUuid(prefix: IdPrefix, uuid: string): string {
  let text = "";
  for (let rest = BigInt("0x" + uuid.replaceAll("-", "")), digits = 0; digits < 26; digits++, rest >>= 5n) {
    text = ALPHABET[Number(rest & 31n)] + text;
  }
  return `${prefix}_${text}`;
}

/** Null: this is no id with a ULID. */
export function uuidOfId(id: string): string | null {
  const digits = /_([0-7][0-9a-hjkmnp-tv-z]{25})$/.exec(id)?.[1];
  if (digits === undefined) return null;
  let bits = 0n;
  for (const digit of digits) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(digit));
  return bits.toString(16).padStart(32, "0").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** When it was made. Null: this is no id with a ULID. */
export function timeOfId(id: string): number | null {
  const uuid = uuidOfId(id);
  return uuid === null ? null : timeOfUuid(uuid);
}

export function timeOfUuid(uuid: string): number {
  return parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}
