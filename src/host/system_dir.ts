import { join } from "node:path";
import { HostError } from "./host_error.ts";

/** The folder `<systemDir>/<name>`, which everybody may enter, whatever our umask is. Throws HostError. */
export async function systemSubdir(systemDir: string, name: "bin" | "data"): Promise<string> {
  const path = join(systemDir, name);
  try {
    await Deno.mkdir(path, { recursive: true });
    await Deno.chmod(systemDir, 0o755);
    await Deno.chmod(path, name === "bin" ? 0o755 : 0o711);
    return path;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HostError(
      `Other users cannot enter the place that AXTL or its data folder is in, and ${path} cannot be made for what they ` +
        `need (${reason}). Move both to where every user can go, such as /opt, or start as a user other than root.`,
      { cause },
    );
  }
}
