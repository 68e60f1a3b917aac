export type HeaderPairs = [string, string][];

/** As the backend asks for it: nothing in it has been checked but its shape. */
export interface EgressRequest {
  url: string;
  method: string;
  headers: HeaderPairs;
  body: Uint8Array<ArrayBuffer>;
  redirect: "follow" | "manual" | "error";
}

export type EgressOutcome =
  | {
    ok: true;
    status: number;
    statusText: string;
    headers: HeaderPairs;
    /** As it comes; wants to be read to its end or given up. Throws BrokenBody. */
    body: AsyncIterable<Uint8Array>;
    /** Where the answer came from, at the end of all redirects. */
    url: string;
    redirected: boolean;
  }
  | { ok: false; code: string; message: string };

export interface EgressLimits {
  /** From the question to the last byte of the answer, waiting in line and redirects included. */
  timeoutMs: number;
  maxRedirects: number;
  maxResponseBytes: number;
  maxHeaderBytes: number;
  atOncePerAgent: number;
}

export const DEFAULT_EGRESS_LIMITS: EgressLimits = {
  timeoutMs: 25_000,
  maxRedirects: 5,
  maxResponseBytes: 8 * 1024 * 1024,
  maxHeaderBytes: 16 * 1024,
  atOncePerAgent: 8,
};
