import type { Identity } from "./reach.ts";

export interface User extends Identity {
  readonly name: string;
}

export function isRoot(): boolean {
  return Deno.uid() === 0;
}

/** The users that /etc/passwd knows. Users of a directory service are left out: we only look for system users. */
export async function systemUsers(): Promise<User[]> {
  return parsePasswd(await readOrEmpty("/etc/passwd"));
}

export function parsePasswd(text: string): User[] {
  const rows = text.split("\n").filter((line) => !line.startsWith("#")).map((line) => line.split(":"));
  return rows.filter((row) => row.length >= 4).map(([name = "", , uid, gid]) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
  }));
}

export async function readOrEmpty(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
