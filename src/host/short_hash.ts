import { createHash } from "node:crypto";

/** 12 hexadecimal digits that stand for `input` in a file name. */
export function shortHash(...input: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of input) hash.update(part);
  return hash.digest("hex").slice(0, 12);
}
