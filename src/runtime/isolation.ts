import { exists, findProgram } from "./programs.ts";

/**
 * What stands around a sandbox besides Deno's permissions. `deno+os`: namespaces and a file system of its own by
 * bubblewrap, and resource limits. `deno+rlimits`: resource limits. `deno`: neither, where the system has no tools.
 */
export type SandboxLevel = "deno+os" | "deno+rlimits" | "deno";

/** What a wrapped command may see of the file system, at the same paths as outside. */
export type Visible = { readonly readOnly: readonly string[]; readonly writable?: readonly string[] };

/** Undefined: not limited. */
export type Bounds = {
  readonly dataBytes?: number | undefined;
  readonly fileBytes: number;
  readonly openFiles: number;
  readonly processes?: number | undefined;
  readonly cpuSeconds?: number | undefined;
};

export type Isolation = {
  readonly level: SandboxLevel;
  wrap(command: readonly string[], visible: Visible, bounds: Bounds): string[];
};

/** All levels for which this machine has the programs, best first. Whether they work is known once they are tried. */
export function possibleIsolations(): Isolation[] {
  const [bwrap, prlimit, setpriv] = ["bwrap", "prlimit", "setpriv"].map(findProgram);
  const found: Isolation[] = [];
  if (prlimit && bwrap) found.push(osLevel(prlimit, bwrap));
  if (prlimit && setpriv) found.push(rlimitsLevel(prlimit, [setpriv, ...PRIVILEGES, "--"]));
  if (prlimit) found.push(rlimitsLevel(prlimit, []));
  return [...found, { level: "deno", wrap: (command) => [...command] }];
}

/** The signal ends a looping process with its parent; privileges can't come back by a setuid program. */
const PRIVILEGES = ["--pdeathsig", "KILL", "--no-new-privs"];

function rlimitsLevel(prlimit: string, setpriv: readonly string[]): Isolation {
  return {
    level: "deno+rlimits",
    wrap: (command, _visible, bounds) => [prlimit, ...rlimits(bounds), "--", ...setpriv, ...command],
  };
}

function osLevel(prlimit: string, bwrap: string): Isolation {
  return {
    level: "deno+os",
    wrap: (command, visible, bounds) => [
      ...[prlimit, ...rlimits(bounds), "--"],
      ...[
        bwrap,
        ...NAMESPACES,
        ...systemLibraries(),
        ...mounts(visible),
        ...ownName(command[0]!),
        "--remount-ro",
        "/",
        "--",
      ],
      ...command,
    ],
  };
}

/** Sizes are bytes, times seconds. */
function rlimits({ dataBytes, fileBytes, openFiles, processes, cpuSeconds }: Bounds): string[] {
  const limits = { core: 0, data: dataBytes, fsize: fileBytes, nofile: openFiles, nproc: processes };
  return Object.entries({ ...limits, cpu: cpuSeconds })
    .flatMap(([name, value]) => value === undefined ? [] : [`--${name}=${Math.ceil(value)}`]);
}

/**
 * No network but sockets that lie in the visible folders, no other process, no /proc, no terminal, no capability; and
 * the end of the platform is the end of the process, whatever it is doing.
 */
const NAMESPACES = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"];

/** Deno asks for the path of its own program. A link answers; a real /proc would tell more, and containers forbid it. */
function ownName(program: string): string[] {
  return ["--symlink", program, "/proc/self/exe"];
}

const LIBRARY_FOLDERS = ["/usr/lib", "/usr/lib64", "/lib", "/lib64"];

/** Deno is linked against the C library. */
function systemLibraries(): string[] {
  return LIBRARY_FOLDERS.filter(exists).flatMap((folder) => {
    const { isSymlink } = Deno.lstatSync(folder);
    return isSymlink ? ["--symlink", Deno.readLinkSync(folder), folder] : ["--ro-bind", folder, folder];
  });
}

function mounts({ readOnly, writable = [] }: Visible): string[] {
  return [
    ...["--dev-bind", "/dev/null", "/dev/null"],
    ...readOnly.flatMap((path) => ["--ro-bind", path, path]),
    ...writable.flatMap((path) => ["--bind", path, path]),
  ];
}
