import type { Selectable } from "kysely";
import type { AgentKeysTable } from "../db/mod.ts";
import type { Page, PageRequest } from "../lib/page.ts";

export type AgentKey = Omit<Selectable<AgentKeysTable>, "hash" | "pepper_version">;

/** At most `limit` calls in any `windowSeconds`, on each node. */
export interface RateLimit {
  limit: number;
  windowSeconds: number;
}

/** What a key is limited to; null and absent: it is not. */
export interface KeyLimits {
  expiresAt?: Date | null | undefined;
  rateLimit?: RateLimit | null | undefined;
  /** Addresses and CIDR ranges from which it may be used. */
  allowedIps?: string[] | null | undefined;
}

/** A key that may be used now, and what its use is limited to. */
export interface ActiveKey {
  readonly status: "active";
  readonly keyId: string;
  readonly agentId: string;
  readonly rateLimit?: RateLimit;
  /** Whether it may be used from this address. Absent: from every one. */
  readonly allows?: (address: string) => boolean;
}

export type KeyVerdict =
  | ActiveKey
  | { readonly status: "revoked" }
  | { readonly status: "expired" }
  | { readonly status: "unknown" };

export type Rotation =
  | { status: "rotated"; raw: string; key: AgentKey }
  | { status: "revoked" }
  | { status: "expired" }
  | { status: "unknown" };

export interface Keys {
  create(agentId: string, name: string, limits?: KeyLimits): Promise<{ raw: string; key: AgentKey }>;
  list(agentId: string, page: PageRequest): Promise<Page<AgentKey>>;
  /** Null: the agent has no such key. Revoking a revoked key changes nothing. */
  revoke(agentId: string, keyId: string): Promise<AgentKey | null>;
  /** A new key with the limits of the old one, which is refused after `graceSeconds`. */
  rotate(agentId: string, keyId: string, how?: { name?: string; graceSeconds?: number }): Promise<Rotation>;
  /** `raw` has passed `parseCredential`. */
  verify(raw: string): Promise<KeyVerdict>;
  /** Writes down what is only remembered. */
  close(): Promise<void>;
}
