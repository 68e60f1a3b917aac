/** What is kept of a call. */
export type Invocation = {
  readonly requestId: string;
  readonly agentId: string;
  readonly keyId: string;
  /** Null: refused before a deployment was found. */
  readonly version: number | null;
  /** What the backend said, or the status of the error that the caller got instead. */
  readonly status: number;
  /** The backend answered, with 200 to 299. */
  readonly ok: boolean;
  /** Of the error that the caller got; null when the backend answered. */
  readonly code: string | null;
  /** How the backend failed, and its last words and limits: for the owner only. */
  readonly reason: string | null;
  readonly cause: string | null;
  /** Null: it never reached the runtime. */
  readonly timing: InvocationTiming | null;
  readonly totalMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
};

export type InvocationTiming = {
  readonly queueMs: number;
  readonly bootMs: number;
  readonly runMs: number;
  readonly cold: boolean;
};
