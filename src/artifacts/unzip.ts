import { crc32, inflateRawSync } from "node:zlib";
import { readTables, type ZipEntry } from "./central_directory.ts";
import {
  DEFAULT_LIMITS,
  type FileIssue,
  type FileLimits,
  type FilesResult,
  issuesOf,
  refuse,
  sameName,
  tooManyFiles,
} from "./rules.ts";

const STORED = 0;
const DEFLATED = 8;
const REGULAR_FILE = 0o100000;
const DIRECTORY = 0o040000;
const SYMBOLIC_LINK = 0o120000;
/** Folders and hidden files are listed but not taken, so the directory may be longer than the files allowed. */
const MAX_LISTED_ENTRIES = 5_000;

/**
 * An uploaded zip → files. Nothing is inflated before every listed name, type and declared size has passed, and
 * inflating stops at the declared size, so a bomb costs what it says it is and never more than the limits.
 * Folders, hidden files (`.gitignore`) and `__MACOSX/` are left out; a single common top folder is taken off.
 */
export function unpackZip(bytes: Uint8Array, limits: FileLimits = DEFAULT_LIMITS): FilesResult {
  const tables = readTables(bytes, MAX_LISTED_ENTRIES);
  if (!tables.ok) return refuse([{ path: "", message: tables.message }]);
  const unsafe = tables.entries.flatMap(entryIssues);
  if (unsafe.length > 0) return refuse(unsafe);
  const kept = tables.entries.filter(isTaken);
  const excess = [...duplicates(kept), ...declaredExcess(kept, limits)];
  if (excess.length > 0) return refuse(excess);
  return inflateAll(kept, topFolder(kept), limits);
}

function inflateAll(entries: readonly ZipEntry[], top: string, limits: FileLimits): FilesResult {
  const issues: FileIssue[] = [];
  const texts: [string, string][] = [];
  for (const entry of entries) {
    const path = entry.name.slice(top.length);
    const text = inflateText(entry);
    if (text.ok) texts.push([path, text.text]);
    else issues.push({ path, message: text.message });
  }
  const files = Object.fromEntries(texts);
  issues.push(...issuesOf(files, limits));
  return issues.length > 0 ? refuse(issues) : { ok: true, files };
}

/** What no entry may be, taken or not. */
function entryIssues({ name, encrypted, fileType, method }: ZipEntry): FileIssue[] {
  const message = nameIssue(name) ?? typeIssue(fileType) ??
    (encrypted ? "is encrypted: make the zip without a password" : null) ??
    (method === STORED || method === DEFLATED ? null : "uses a compression that is not taken: use deflate");
  return message === null ? [] : [{ path: name.slice(0, 200), message }];
}

function nameIssue(name: string): string | null {
  if (name === "" || name.includes("\0")) return "the name is empty or has a NUL character";
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) {
    return "the path is absolute: make the zip with relative paths";
  }
  if (name.includes("\\")) return "the path has a backslash: make the zip with forward slashes";
  const segments = name.replace(/\/$/, "").split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) {
    return "the path has an empty, . or .. part: make the zip from inside the project folder";
  }
  return null;
}

function typeIssue(fileType: number): string | null {
  if (fileType === SYMBOLIC_LINK) return "is a symbolic link: put the file itself into the zip";
  if (fileType === 0 || fileType === REGULAR_FILE || fileType === DIRECTORY) return null;
  return "is neither a file nor a folder";
}

function isTaken({ name, fileType }: ZipEntry): boolean {
  if (name.endsWith("/") || fileType === DIRECTORY) return false;
  return !name.split("/").some((segment) => segment.startsWith(".") || segment === "__MACOSX");
}

function duplicates(entries: readonly ZipEntry[]): FileIssue[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ name }) => {
    const earlier = seen.get(sameName(name));
    seen.set(sameName(name), name);
    if (earlier === undefined) return [];
    return [{ path: name, message: `is in the zip twice, or differs from ${earlier} by its case alone` }];
  });
}

function declaredExcess(entries: readonly ZipEntry[], limits: FileLimits): FileIssue[] {
  if (entries.length > limits.maxFiles) return [tooManyFiles(entries.length, limits)];
  const large = entries.filter((entry) => entry.declaredBytes > limits.maxFileBytes);
  const issues = large.map(({ name, declaredBytes }) => ({
    path: name,
    message: `${declaredBytes} bytes; a file may have ${limits.maxFileBytes}: split it or leave data out`,
  }));
  const totalBytes = entries.reduce((sum, entry) => sum + entry.declaredBytes, 0);
  if (totalBytes > limits.maxTotalBytes) {
    issues.push({
      path: "",
      message: `${totalBytes} bytes in all; at most ${limits.maxTotalBytes} are taken`,
    });
  }
  return issues;
}

/** `repo-main/` of `repo-main/src/handler.ts`, as code hosts make their zips; "" when there is none to take off. */
function topFolder(entries: readonly ZipEntry[]): string {
  const first = entries[0]?.name ?? "";
  const top = first.slice(0, first.indexOf("/") + 1);
  if (top === "" || top === "src/") return "";
  return entries.every((entry) => entry.name.startsWith(top)) ? top : "";
}

function inflateText(entry: ZipEntry): { ok: true; text: string } | { ok: false; message: string } {
  const bytes = inflate(entry);
  if (bytes === null || bytes.length !== entry.declaredBytes || crc32(bytes) !== entry.crc32) {
    return { ok: false, message: "the data does not match its size or checksum: make the zip again" };
  }
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { ok: false, message: "is not UTF-8 text: leave the file out" };
  }
}

/** Null when the data is no deflate stream, or holds more than it declares. */
function inflate({ method, data, declaredBytes }: ZipEntry): Uint8Array | null {
  if (method === STORED) return data;
  try {
    // zlib takes no limit of 0; the length is compared afterwards.
    return inflateRawSync(data, { maxOutputLength: Math.max(1, declaredBytes) });
  } catch {
    return null;
  }
}
