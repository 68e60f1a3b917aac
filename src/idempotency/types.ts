import { createHash } from "node:crypto";

/** An answer as it is kept. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface OnceRequest {
  /** Whose key it is and for which route: the same key elsewhere is another. */
  scope: string;
  key: string;
  /** Of all that makes two requests equal: see `fingerprintOf`. */
  fingerprint: string;
}

/** What a run came to, and whether those who ask again shall get the same. */
export interface Ran {
  answer: Answer;
  keep: boolean;
}

export type Once =
  | { kind: "ran"; answer: Answer }
  | { kind: "replayed"; answer: Answer }
  /** The key was used with another body. */
  | { kind: "reused" }
  /** The first request has been at work for longer than is worth waiting for. */
  | { kind: "in_use" };

export interface Idempotency {
  /** Does `work` if no equal request did, or gives what that one answered. What `work` throws is thrown to all. */
  once(request: OnceRequest, work: () => Promise<Ran>): Promise<Once>;
  /** Gives back the keys of runs that were cut off. Only for a platform that has the database for itself. */
  releaseCutOff(): Promise<void>;
  /** Forgets what is older than it is kept; done by itself now and then. */
  sweep(): Promise<void>;
  close(): void;
}

export function fingerprintOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest("hex");
}
