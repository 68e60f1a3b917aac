import { join } from "node:path";
import type { PostgresPlace } from "../../host/mod.ts";

export interface ProgramResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command of Postgres's, as its user, with none of our environment: PGDATA and the like would change what it does. */
export function command(place: PostgresPlace, path: string, more: Deno.CommandOptions): Deno.Command {
  return new Deno.Command(path, {
    cwd: "/", // ours may be one that Postgres's user cannot enter
    clearEnv: true,
    env: { PATH: "/usr/bin:/bin", LD_LIBRARY_PATH: place.libDir, LC_ALL: "C" },
    stdin: "null",
    ...place.user,
    ...more,
  });
}

export async function run(
  place: PostgresPlace,
  name: "initdb" | "postgres",
  args: string[],
): Promise<ProgramResult> {
  const program = command(place, join(place.binDir, name), { args, stdout: "piped", stderr: "piped" });
  const { success, stdout, stderr } = await program.output();
  const text = new TextDecoder();
  return { ok: success, stdout: text.decode(stdout).trim(), stderr: text.decode(stderr).trim() };
}
