import type { Json } from "../lib/json.ts";

/** Not a `string`: the UTF-8 bytes of a key, so that NUL is one like any other and the order is that of the bytes. */
export type KeyBytes = Uint8Array<ArrayBuffer>;

export interface Entry {
  key: string;
  value: Json;
  version: string;
  expiresAt: Date | null;
}

export interface PutOptions {
  /** Write only if this is still the version that is there; null: only if nothing is there. */
  ifVersion?: string | null;
  ttlSeconds?: number;
}

/** `raced`: what is there is not what `ifVersion` said. */
export type Put = { kind: "stored"; version: string } | { kind: "raced" } | { kind: "quota" };

export type Increment = { kind: "stored"; value: number } | { kind: "no_number" } | { kind: "quota" };

export interface ListOptions {
  prefix: KeyBytes;
  limit: number;
  /** The key after which the page begins. */
  after?: KeyBytes;
}

export interface Page {
  entries: Entry[];
  /** Whether there is more after the last entry. */
  more: boolean;
}

/** The entries of many owners. Every method sees those of the one it names. */
export interface Store {
  get(owner: string, key: KeyBytes): Promise<Entry | null>;
  put(owner: string, key: KeyBytes, valueText: string, options: PutOptions): Promise<Put>;
  /** Whether something was there, and went. */
  delete(owner: string, key: KeyBytes): Promise<boolean>;
  list(owner: string, options: ListOptions): Promise<Page>;
  increment(owner: string, key: KeyBytes, by: number): Promise<Increment>;
}
