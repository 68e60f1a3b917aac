/**
 * Ids of records: UUIDv7 (RFC 9562) of the time at which the call began, so that records lie in the table in the order
 * of calls. The bits after the time are a count within this process and a number that this process drew by lot.
 */
export function createUuids(): (atMs: number) => string {
  const lot = crypto.randomUUID().slice(19);
  let count = 0;
  return (atMs) => {
    count = (count + 1) & 0xfff;
    return `${timePart(atMs)}-7${hex(count, 3)}-${lot}`;
  };
}

/** The least id of this time. */
export function leastUuid(atMs: number): string {
  return `${timePart(atMs)}-0000-0000-000000000000`;
}

/** Most calls begin in the millisecond of the one before. */
let lastTime = { atMs: 0, digits: "00000000-0000" };

function timePart(beganAtMs: number): string {
  const atMs = Math.max(0, Math.trunc(beganAtMs));
  if (atMs === lastTime.atMs) return lastTime.digits;
  const digits = hex(atMs, 12).replace(/^.{8}/, "$&-");
  lastTime = { atMs, digits };
  return digits;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
