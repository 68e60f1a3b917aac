import { join } from "node:path";
import { SANDBOX_PREFIX } from "./process_mark.ts";

/** `sun_path` of a unix socket's address on Linux, less its final zero. */
const LONGEST_SOCKET_PATH_BYTES = 107;

/** Where a new sandbox and the platform meet, once. */
export type MeetingPoint = {
  readonly socketPath: string;
  accept(): Promise<Deno.UnixConn>;
  /** Stops listening and removes the folder: a socket that was found by one sandbox can't be found by another. */
  close(): Promise<void>;
};

/** A socket in a folder of its own, which only `user` can enter. Throws when the path is too long for a socket. */
export async function openMeetingPoint(
  runDir: string,
  name: string,
  user: { uid: number; gid: number } | undefined,
): Promise<MeetingPoint> {
  const folder = join(runDir, SANDBOX_PREFIX + name);
  const socketPath = join(folder, "s");
  requireShort(socketPath);
  await Deno.mkdir(folder, { mode: 0o700 });
  const listener = Deno.listen({ transport: "unix", path: socketPath });
  await Deno.chmod(socketPath, 0o700);
  if (user !== undefined) {
    await Deno.chown(socketPath, user.uid, user.gid);
    await Deno.chown(folder, user.uid, user.gid);
  }
  return { socketPath, accept: () => listener.accept(), close: () => closeAndRemove(listener, folder) };
}

async function closeAndRemove(listener: Deno.UnixListener, folder: string): Promise<void> {
  listener.close();
  await Deno.remove(folder, { recursive: true });
}

function requireShort(path: string): void {
  const bytes = new TextEncoder().encode(path).length;
  if (bytes <= LONGEST_SOCKET_PATH_BYTES) return;
  throw new Error(
    `the socket path ${path} has ${bytes} bytes and the system allows ${LONGEST_SOCKET_PATH_BYTES}: ` +
      `choose a shorter data folder`,
  );
}
