/** A user and its main group, as the kernel knows them: there need not be an entry in /etc/passwd. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whether `who` can execute the file, or enter the folder, at `path`; `who` undefined is ourselves.
 * A real try as that user: mode bits, ACLs, mount options and namespaces all have their say, and we need not know them.
 */
export async function canReach(path: string, who: Identity | undefined): Promise<boolean> {
  return await runs('test -x "$0"', path, who);
}

/** Whether this process may start programs as `who`. Root in a small container may not, or the uid may not be mapped. */
export async function canBecome(who: Identity): Promise<boolean> {
  return await runs(":", "", who);
}

async function runs(script: string, argument: string, who: Identity | undefined): Promise<boolean> {
  const command = new Deno.Command("/bin/sh", {
    args: ["-c", script, argument],
    cwd: "/", // ours may be one that `who` cannot enter
    stdin: "null",
    stdout: "null",
    stderr: "null",
    ...who,
  });
  try {
    return (await command.output()).success;
  } catch {
    return false; // the kernel refused to change the user
  }
}
