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

export type User = { readonly uid: number; readonly gid: number };

export type Isolation = {
  readonly level: SandboxLevel;
  /**
   * Whether `wrap` changes the user itself. A `Deno.Command` with a `uid` forks the platform's whole memory, which
   * stops its event loop for 20 ms when it has 300 MB; one without takes 0.3 ms.
   */
  readonly changesUser: boolean;
  wrap(command: readonly string[], visible: Visible, bounds: Bounds, user?: User): string[];
};

/** All levels for which this machine has the programs, best first. Whether they work is known once they are tried. */
export function possibleIsolations(): Isolation[] {
  const [bwrap, prlimit, setpriv] = ["bwrap", "prlimit", "setpriv"].map(findProgram);
  const found: Isolation[] = [];
  if (prlimit && setpriv && bwrap) found.push(osLevel(prlimit, setpriv, bwrap));
  if (prlimit && setpriv) found.push(rlimitsLevel(prlimit, setpriv));
  return [...found, { level: "deno", changesUser: false, wrap: (command) => [...command] }];
}

function rlimitsLevel(prlimit: string, setpriv: string): Isolation {
  return {
    level: "deno+rlimits",
    changesUser: true,
    wrap: (command, _visible, bounds, user) => [
      ...[prlimit, ...rlimits(bounds), "--", setpriv, ...privileges(user), "--"],
      ...command,
    ],
  };
}

function osLevel(prlimit: string, setpriv: string, bwrap: string): Isolation {
  return {
    level: "deno+os",
    changesUser: true,
    wrap: (command, visible, bounds, user) => [
      ...[prlimit, ...rlimits(bounds), "--", setpriv, ...privileges(user), "--"],
      ...[bwrap, ...NAMESPACES, ...systemLibraries(), ...mounts(visible)],
      ...[...ownName(command[0]!), "--remount-ro", "/", "--"],
      ...command,
    ],
  };
}

/** The signal ends a looping process with its parent; privileges can't come back by a setuid program. */
function privileges(user: User | undefined): string[] {
  const change = user && ["--reuid", String(user.uid), "--regid", String(user.gid), "--clear-groups"];
  return [...change ?? [], "--pdeathsig", "KILL", "--no-new-privs"];
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
