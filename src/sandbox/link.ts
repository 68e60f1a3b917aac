import { FrameReader } from "./frame_reader.ts";
import { FrameWriter } from "./frame_writer.ts";
import { exit } from "./primordials.ts";
import type { Frame } from "./protocol.ts";

/** The socket to the platform: frames out through the writer, frames in through `listen`. */
export type Link = { writer: FrameWriter; listen(onFrame: (frame: Frame) => void): Promise<never> };

/**
 * Connects to the platform, then gives up every permission: from here on the open socket is all there is.
 * A sandbox has no reason to live without its platform, so the end of the socket is the end of the process.
 */
export async function connect(path: string): Promise<Link> {
  const connection = await Deno.connect({ transport: "unix", path });
  for (const name of ["read", "write", "net"] as const) await Deno.permissions.revoke({ name });
  const read = connection.read.bind(connection);
  const writer = new FrameWriter(connection.write.bind(connection), () => exit(0));
  return { writer, listen: (onFrame) => listen(read, onFrame) };
}

async function listen(
  read: (into: Uint8Array) => Promise<number | null>,
  onFrame: (frame: Frame) => void,
): Promise<never> {
  const reader = new FrameReader();
  try {
    for (let bytes = await read(reader.room()); bytes !== null; bytes = await read(reader.room())) {
      reader.filled(bytes, onFrame);
    }
  } catch {
    // The platform is gone or unreadable; either way there is nobody to tell.
  }
  exit(0);
}
