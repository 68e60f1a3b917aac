import { type Files, sortedPaths } from "../lib/files.ts";
import { isJsonObject } from "../lib/json.ts";

/** Something wrong with an upload: `path` is the file, or "" for the upload as a whole. */
export interface FileIssue {
  path: string;
  message: string;
}

export type FilesResult = { ok: true; files: Files } | { ok: false; issues: FileIssue[] };

export interface FileLimits {
  maxFiles: number;
  maxFileBytes: number;
  maxTotalBytes: number;
}

export const DEFAULT_LIMITS: FileLimits = {
  maxFiles: 200,
  maxFileBytes: 1024 * 1024,
  maxTotalBytes: 5 * 1024 * 1024,
};

/** Where the platform looks for the handler, in this order. */
export const ENTRY_PATHS = ["src/handler.ts", "src/handler.js"] as const;

/** Segments start with a letter, digit, `_` or `@`: no `..`, no hidden files, no absolute paths, no drive letters. */
const PATH_SHAPE = /^[A-Za-z0-9_@][A-Za-z0-9._@-]*(\/[A-Za-z0-9_@][A-Za-z0-9._@-]*)*$/;
const MAX_PATH_CHARACTERS = 200;
/** Enough to see what is wrong; an upload with a thousand bad names needs no thousand lines. */
const MAX_ISSUES = 50;

const encoder = new TextEncoder();

/** The rules for files that came as JSON: `{"src/handler.ts": "…"}`. */
export function checkFiles(value: unknown, limits: FileLimits = DEFAULT_LIMITS): FilesResult {
  if (!isJsonObject(value)) {
    return refuse([{
      path: "",
      message: 'files must be an object of paths and texts: {"src/handler.ts": "…"}',
    }]);
  }
  const entries = Object.entries(value);
  if (entries.length > limits.maxFiles) return refuse([tooManyFiles(entries.length, limits)]);
  const issues: FileIssue[] = [];
  const texts: [string, string][] = [];
  for (const [path, text] of entries) {
    if (typeof text === "string") texts.push([path, text]);
    else issues.push({ path, message: "the contents must be a string" });
  }
  const files = Object.fromEntries(texts);
  issues.push(...issuesOf(files, limits));
  return issues.length > 0 ? refuse(issues) : { ok: true, files };
}

export function entryOf(files: Files): string | null {
  return ENTRY_PATHS.find((path) => Object.hasOwn(files, path)) ?? null;
}

export function tooManyFiles(count: number, limits: FileLimits): FileIssue {
  return {
    path: "",
    message: `${count} files; at most ${limits.maxFiles} are taken: leave out what the handler does not need`,
  };
}

export function refuse(issues: FileIssue[]): FilesResult {
  return { ok: false, issues: issues.slice(0, MAX_ISSUES) };
}

/** Every rule that both ways in share. */
export function issuesOf(files: Files, limits: FileLimits): FileIssue[] {
  const paths = sortedPaths(files);
  const issues = paths.flatMap((
    path,
  ) => [...pathIssues(path), ...textIssues(path, files[path] ?? "", limits)]);
  issues.push(...collisions(paths), ...totalIssues(files, limits));
  if (entryOf(files) === null) {
    issues.push({
      path: "",
      message: `there is no ${ENTRY_PATHS.join(" or ")}: add the module whose default export has fetch`,
    });
  }
  return issues;
}

function pathIssues(path: string): FileIssue[] {
  if (path.length > MAX_PATH_CHARACTERS) {
    return [{
      path: path.slice(0, MAX_PATH_CHARACTERS),
      message: `the path is longer than ${MAX_PATH_CHARACTERS} characters`,
    }];
  }
  // WARNING: `files["__proto__"] = text` would set a prototype instead of a file.
  if (path.split("/").includes("__proto__")) {
    return [{ path, message: "__proto__ is a reserved name: rename it" }];
  }
  if (PATH_SHAPE.test(path)) return [];
  return [{
    path,
    message:
      "the path must be relative, with /, of letters, digits and . _ @ -, and no part may start with . or -",
  }];
}

function textIssues(path: string, text: string, limits: FileLimits): FileIssue[] {
  if (!text.isWellFormed()) {
    return [{ path, message: "the contents are not valid Unicode (a lone surrogate)" }];
  }
  if (text.includes("\0")) {
    return [{ path, message: "the contents are not text (a NUL character): leave the file out" }];
  }
  const sizeBytes = encoder.encode(text).length;
  if (sizeBytes <= limits.maxFileBytes) return [];
  return [{
    path,
    message: `${sizeBytes} bytes; a file may have ${limits.maxFileBytes}: split it or leave data out`,
  }];
}

function totalIssues(files: Files, limits: FileLimits): FileIssue[] {
  const issues: FileIssue[] = [];
  const count = Object.keys(files).length;
  if (count > limits.maxFiles) issues.push(tooManyFiles(count, limits));
  const totalBytes = Object.values(files).reduce((sum, text) => sum + encoder.encode(text).length, 0);
  if (totalBytes > limits.maxTotalBytes) {
    issues.push({
      path: "",
      message: `${totalBytes} bytes in all; at most ${limits.maxTotalBytes} are taken`,
    });
  }
  return issues;
}

/** Names that are one and the same on some file systems, and a file where another path needs a folder. */
function collisions(paths: readonly string[]): FileIssue[] {
  const seen = new Map<string, string>();
  for (const path of paths) seen.set(sameName(path), path);
  return paths.flatMap((path) => {
    const twin = seen.get(sameName(path));
    if (twin !== undefined && twin !== path) {
      return [{ path, message: `differs from ${twin} by upper and lower case alone: rename one` }];
    }
    const parent = parentsOf(path).find((folder) => seen.has(sameName(folder)));
    return parent === undefined ? [] : [{ path, message: `${parent} is a file and a folder: rename one` }];
  });
}

export function sameName(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

function parentsOf(path: string): string[] {
  const segments = path.split("/");
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join("/"));
}
