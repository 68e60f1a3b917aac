import type { Files } from "../../lib/files.ts";
import type { Run } from "../run.ts";

/** What the import gate passed, and nothing else: no settings of the upload's own reach a tool. */
export function sourcesOf(run: Run): Files {
  return Object.fromEntries([...run.parsed.keys()].map((path) => [path, run.input.files[path] ?? ""]));
}
