import type { SandboxHost } from "./types.ts";

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

/** The command that starts a sandbox in `slot`. What wraps it (rlimits, bwrap) belongs here. */
export function sandboxCommand(host: SandboxHost, slot: number, place: CommandPlace): Deno.Command {
  const flags = sandboxFlags(place).map(({ flag }) => flag);
  return new Deno.Command(host.denoPath, {
    args: ["run", ...flags, place.bootstrapPath, place.socketPath],
    ...host.user?.(slot),
    clearEnv: true,
    env: ENVIRONMENT,
    cwd: "/",
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  });
}
