/**
 * Ids are `<prefix>_` and a ULID in lower case: 48 bits of milliseconds, then 80 random bits, in Crockford's base 32
 * (https://github.com/ulid/spec). They sort by creation time, so a list's cursor is simply the last id it showed.
 */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

export type IdPrefix = "ws" | "agent" | "ver" | "job" | "dep" | "key" | "tok" | "report" | "req" | "log";

export function newId(prefix: IdPrefix, nowMs: number = Date.now()): string {
  return `${prefix}_${encodeTime(nowMs)}${encodeRandom(crypto.getRandomValues(new Uint8Array(16)))}`;
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
