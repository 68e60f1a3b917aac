import { canBecome, type Identity } from "./reach.ts";
import { parsePasswd, readOrEmpty } from "./users.ts";

/** The user of one sandbox slot. `slots` says how many there are. */
export interface SandboxUsers {
  (slot: number): Identity;
  readonly slots: number;
}

/**
 * A user per slot means that sandboxes cannot signal each other, trace each other, or read what Postgres owns. They
 * need no entry in /etc/passwd. 200000 is above what people, services and systemd's dynamic users get; the others are
 * for machines where that range is handed out (/etc/subuid) or not mapped (a rootless container stops at 65535).
 */
const BASES = [200_000, 400_000, 2_000_000, 40_000];
const SLOTS = 4_096;

interface Range {
  readonly start: number;
  readonly end: number; // exclusive
}

/** Undefined, with a note, when no range is free or this root may not change users. */
export async function findSandboxUsers(notes: string[]): Promise<SandboxUsers | undefined> {
  const taken = [
    ...parsePasswd(await readOrEmpty("/etc/passwd")).map(({ uid }) => ({ start: uid, end: uid + 1 })),
    ...parseSubIds(await readOrEmpty("/etc/subuid")),
    ...parseSubIds(await readOrEmpty("/etc/subgid")),
  ];
  for (const base of freeBases(taken)) {
    if (await canBecome(identity(base)) && await canBecome(identity(base + SLOTS - 1))) {
      return sandboxUsers(base);
    }
  }
  notes.push(
    "This root may not start programs as other users, so sandboxes run as root, within Deno's permissions.",
  );
  return undefined;
}

export function freeBases(taken: readonly Range[]): number[] {
  return BASES.filter((base) => taken.every(({ start, end }) => end <= base || start >= base + SLOTS));
}

/** Lines of /etc/subuid: `name:start:count`. */
export function parseSubIds(text: string): Range[] {
  return text.split("\n").map((line) => line.split(":")).filter((row) => row.length === 3)
    .map(([, start, count]) => ({ start: Number(start), end: Number(start) + Number(count) }));
}

export function sandboxUsers(base: number): SandboxUsers {
  const userOf = (slot: number) => {
    if (!Number.isInteger(slot) || slot < 0 || slot >= SLOTS) throw new RangeError(`no sandbox slot ${slot}`);
    return identity(base + slot);
  };
  return Object.assign(userOf, { slots: SLOTS });
}

function identity(id: number): Identity {
  return { uid: id, gid: id };
}
