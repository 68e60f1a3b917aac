import { dirname } from "node:path";
import type { Isolation } from "./isolation.ts";
import type { SandboxHost } from "./types.ts";

/** What stands around a sandbox process. `hardDataBytes` undefined: its memory is not bounded. */
export type Walls = { readonly isolation: Isolation; readonly hardDataBytes?: number };

export type CommandPlace = {
  bootstrapPath: string;
  socketPath: string;
  agentId: string;
  memoryMb: number;
};

type Flag = { flag: string; why: string };

/** Every flag of a sandbox process, and what would be possible without it. */
export function sandboxFlags({ socketPath, agentId, memoryMb }: CommandPlace): Flag[] {
  return [
    { flag: "--no-prompt", why: "a missing permission is an error at once, never a question on a terminal" },
    { flag: "--no-remote", why: "imports of https: modules would be network access without --allow-net" },
    { flag: "--no-npm", why: "as above, for npm: and jsr: specifiers" },
    { flag: "--no-config", why: "a deno.json or package.json above the run folder must not change anything" },
    { flag: "--no-lock", why: "as above, for deno.lock" },
    { flag: "--cached-only", why: "a second lock on the network: nothing may be fetched into a cache" },
    { flag: "--node-modules-dir=none", why: "no node_modules folder is looked for or made" },
    { flag: "--no-code-cache", why: "compiled code of one tenant must not be left on disk" },
    {
      flag: `--location=https://${agentId}.invalid/`,
      why:
        "localStorage and caches are keyed by it: without it all sandboxes, which have one entry, share them",
    },
    { flag: `--allow-net=unix:${socketPath}`, why: "the one way to the platform; given up after connecting" },
    {
      flag: `--allow-read=${socketPath}`,
      why: "Deno asks for it to connect to a unix socket; given up as well",
    },
    { flag: `--allow-write=${socketPath}`, why: "as above" },
    {
      flag: `--v8-flags=--max-old-space-size=${memoryMb}`,
      why: "bounds the JavaScript heap, though not buffers",
    },
  ];
}

/**
 * The whole environment of a sandbox: anything inherited (proxies, NODE_OPTIONS, DENO_*) could change what it may do.
 * DENO_DIR is a path that can't exist, so that localStorage and caches, which need no permission, fail instead of
 * writing to the disk.
 */
const ENVIRONMENT = { DENO_DIR: "/dev/null/none", DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };

/**
 * Nothing may be written, so no file may grow. Descriptors and threads are what Deno itself needs, several times over.
 * WARNING: processes are counted per user; where sandboxes have no users of their own, the limit would count the
 * platform's own and everything else of its user.
 */
const FILE_BYTES = 0;
const OPEN_FILES = 128;
const PROCESSES = 256;

/** The command that starts a sandbox in `slot`, with what the machine can put around it. */
export function sandboxCommand(
  host: SandboxHost,
  slot: number,
  place: CommandPlace,
  { isolation, hardDataBytes }: Walls,
): Deno.Command {
  const flags = sandboxFlags(place).map(({ flag }) => flag);
  const user = host.user?.(slot);
  const [program, ...args] = isolation.wrap(
    [host.denoPath, "run", ...flags, place.bootstrapPath, place.socketPath],
    { readOnly: [host.denoPath, place.bootstrapPath, dirname(place.socketPath)] },
    {
      dataBytes: hardDataBytes,
      fileBytes: FILE_BYTES,
      openFiles: OPEN_FILES,
      processes: user && PROCESSES,
    },
    user,
  );
  return new Deno.Command(program!, {
    args,
    ...(isolation.changesUser ? {} : user),
    clearEnv: true,
    env: ENVIRONMENT,
    cwd: "/",
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  });
}
