import { ENTRY_OVERHEAD_BYTES, ESCAPED_KEY_BYTES, MAX_PAGE_BYTES, NUMBER_BYTES } from "./limits.ts";
import { PROBE_MAX_BYTES, PROBE_MAX_KEYS } from "./limits.ts";
import type { Entry, Increment, KeyBytes, ListOptions, Page, Put, PutOptions, Store } from "./types.ts";

/** Probes end without telling us, so the store of the oldest goes when there are more than could run at once. */
const MAX_OWNERS = 64;

/** A store for each probe, empty at first and soon forgotten. Behaves like the one in Postgres. */
export function createMemoryStores(nowMs: () => number = Date.now): Store {
  const stores = new Map<string, MemoryStore>();
  const of = (owner: string): MemoryStore => {
    const known = stores.get(owner) ?? new MemoryStore(nowMs);
    stores.set(owner, known);
    if (stores.size > MAX_OWNERS) stores.delete(stores.keys().next().value ?? "");
    return known;
  };
  return {
    get: (owner, key) => Promise.resolve(of(owner).get(key)),
    put: (owner, key, valueText, options) => Promise.resolve(of(owner).put(key, valueText, options)),
    delete: (owner, key) => Promise.resolve(of(owner).delete(key)),
    list: (owner, options) => Promise.resolve(of(owner).list(options)),
    increment: (owner, key, by) => Promise.resolve(of(owner).increment(key, by)),
  };
}

interface Kept {
  valueText: string;
  version: string;
  sizeBytes: number;
  expiresAt: Date | null;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

class MemoryStore {
  #nowMs: () => number;
  /** By the text of the key, which for checked keys stands for its bytes. */
  #kept = new Map<string, Kept>();

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get(key: KeyBytes): Entry | null {
    const text = decoder.decode(key);
    const kept = this.#alive(text);
    return kept ? toEntry(text, kept) : null;
  }

  put(key: KeyBytes, valueText: string, { ifVersion, ttlSeconds }: PutOptions): Put {
    const text = decoder.decode(key);
    const there = this.#alive(text)?.version ?? null;
    if (ifVersion !== undefined && ifVersion !== there) return { kind: "raced" };
    const sizeBytes = key.length + encoder.encode(valueText).length;
    const expiresAt = ttlSeconds === undefined ? null : new Date(this.#nowMs() + ttlSeconds * 1000);
    return this.#keep(text, { valueText, version: crypto.randomUUID(), sizeBytes, expiresAt });
  }

  delete(key: KeyBytes): boolean {
    const text = decoder.decode(key);
    return this.#alive(text) !== undefined && this.#kept.delete(text);
  }

  increment(key: KeyBytes, by: number): Increment {
    const text = decoder.decode(key);
    const before = this.#alive(text);
    const old = before === undefined ? 0 : JSON.parse(before.valueText);
    if (typeof old !== "number" || !Number.isFinite(old + by)) return { kind: "no_number" };
    const put = this.#keep(text, {
      valueText: JSON.stringify(old + by),
      version: crypto.randomUUID(),
      sizeBytes: before?.sizeBytes ?? key.length + NUMBER_BYTES,
      expiresAt: before?.expiresAt ?? null,
    });
    return put.kind === "stored" ? { kind: "stored", value: old + by } : { kind: "quota" };
  }

  list({ prefix, limit, after }: ListOptions): Page {
    const begin = decoder.decode(prefix);
    const keys = [...this.#kept.keys()].filter((key) => key.startsWith(begin) && this.#alive(key))
      .map((text) => ({ text, bytes: encoder.encode(text) }))
      .filter(({ bytes }) => after === undefined || compare(bytes, after) > 0)
      .sort((a, b) => compare(a.bytes, b.bytes));
    const entries: Entry[] = [];
    let weight = 0;
    for (const { text, bytes } of keys.slice(0, limit)) {
      if (weight >= MAX_PAGE_BYTES) break;
      const kept = this.#kept.get(text)!;
      weight += kept.sizeBytes + ENTRY_OVERHEAD_BYTES + ESCAPED_KEY_BYTES * bytes.length;
      entries.push(toEntry(text, kept));
    }
    return { entries, more: keys.length > entries.length };
  }

  #keep(text: string, kept: Kept): Put & { kind: "stored" | "quota" } {
    const others = [...this.#kept].filter(([key]) => key !== text && this.#alive(key));
    const usedBytes = others.reduce((sum, [, { sizeBytes }]) => sum + sizeBytes, kept.sizeBytes);
    if (others.length >= PROBE_MAX_KEYS || usedBytes > PROBE_MAX_BYTES) return { kind: "quota" };
    this.#kept.set(text, kept);
    return { kind: "stored", version: kept.version };
  }

  #alive(key: string): Kept | undefined {
    const kept = this.#kept.get(key);
    const isThere = kept && (kept.expiresAt === null || kept.expiresAt.getTime() > this.#nowMs());
    if (kept && !isThere) this.#kept.delete(key);
    return isThere ? kept : undefined;
  }
}

function toEntry(key: string, { valueText, version, expiresAt }: Kept): Entry {
  return { key, value: JSON.parse(valueText), version, expiresAt };
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1);
}
