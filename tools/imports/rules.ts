import type { Edge } from "./graph.ts";
import { DATA_PLANE, ENVIRONMENT_READERS, ISOLATED, LEAVES, MAY_IMPORT, OUT_OF_REACH } from "./table.ts";

export interface Violation {
  readonly rule: string;
  readonly where: string;
}

/** The first folder of a path, or the file itself when it lies in `src` or outside it. */
export function folderOf(path: string): string {
  if (path.startsWith("../")) return path;
  return path.split("/")[0] ?? path;
}

export function checkEdges(edges: readonly Edge[]): Violation[] {
  const across = edges.filter(({ from, to }) => folderOf(from) !== folderOf(to));
  return [
    ...across.flatMap(checkTable),
    ...across.flatMap(checkDoor),
    ...checkReach(folderEdges(across)),
    ...checkCycles(folderEdges(across)),
  ];
}

function checkTable({ from, to, isTypeOnly }: Edge): Violation[] {
  const [importer, imported] = [folderOf(from), folderOf(to)];
  const where = `${from} → ${to}`;
  const allowed = MAY_IMPORT[importer];
  if (!allowed) return [{ rule: `${importer} is not in the table (tools/imports/table.ts)`, where }];
  if (allowed.includes(imported)) return [];
  if (imported === LEAVES && (importer !== ISOLATED || isTypeOnly)) return [];
  return [{
    rule: `${importer} may not import ${imported}`,
    where,
  }];
}

/** A folder's files are its own business. A root file is a door by itself. */
function checkDoor({ from, to }: Edge): Violation[] {
  const isDoor = folderOf(to) === to || to.endsWith("/mod.ts") || to.endsWith("/mod.tsx");
  if (isDoor || folderOf(to) === LEAVES) return [];
  return [{ rule: `${folderOf(to)} is imported through its mod.ts only`, where: `${from} → ${to}` }];
}

/** One import for each pair of folders, to name in a message. */
type FolderEdges = ReadonlyMap<string, ReadonlyMap<string, Edge>>;

function folderEdges(edges: readonly Edge[]): FolderEdges {
  const folders = new Map<string, Map<string, Edge>>();
  for (const edge of edges) {
    const targets = folders.get(folderOf(edge.from)) ?? new Map<string, Edge>();
    folders.set(folderOf(edge.from), targets.set(folderOf(edge.to), edge));
  }
  return folders;
}

function checkReach(folders: FolderEdges): Violation[] {
  return DATA_PLANE.flatMap((start) =>
    OUT_OF_REACH.flatMap((goal) => {
      const path = findPath(folders, start, goal);
      return path
        ? [{ rule: `the data plane (${start}) never reaches ${goal}`, where: path.map(show).join(", ") }]
        : [];
    })
  );
}

/** Each cycle once, told from the folder whose name comes first. */
function checkCycles(folders: FolderEdges): Violation[] {
  return [...folders.keys()].flatMap((start) => {
    const path = findPath(folders, start, start);
    const isFirst = path?.every(({ from }) => start <= folderOf(from));
    return path && isFirst ? [{ rule: "no cycles between folders", where: path.map(show).join(", ") }] : [];
  });
}

/** The shortest way by at least one import, breadth first. */
function findPath(folders: FolderEdges, start: string, goal: string): Edge[] | undefined {
  const ways: Edge[][] = [[]];
  const seen = new Set<string>();
  for (const way of ways) {
    const last = way.at(-1);
    const here = last ? folderOf(last.to) : start;
    for (const [folder, edge] of folders.get(here) ?? []) {
      if (folder === goal) return [...way, edge];
      if (!seen.has(folder)) ways.push([...way, edge]);
      seen.add(folder);
    }
  }
  return undefined;
}

function show({ from, to }: Edge): string {
  return `${from} → ${to}`;
}

/** A look at the text, not at the syntax: mentions in comments count, so that nobody has to wonder. */
export function checkEnvironment(path: string, text: string): Violation[] {
  if (ENVIRONMENT_READERS.includes(path)) return [];
  const line = text.split("\n").findIndex((line) => /\b(?:Deno|process|import\.meta)\.env\b/.test(line));
  return line < 0 ? [] : [{ rule: "only config.ts reads the environment", where: `${path}:${line + 1}` }];
}
