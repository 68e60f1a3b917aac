/**
 * What is kept, as records of collections. The reads and writes of one request are one transaction: a record is only
 * written while it is as it was read, and otherwise the request is worked out anew. A refused request writes nothing.
 */
import { type Outcome, refuse } from "./outcome.ts";
import type { Page, Store } from "./store.ts";

/** `isListed`: its records have an order, that in which they were made. */
export interface Collection<T> {
  readonly name: string;
  readonly isListed?: true;
  /** Never there; it ties the type of the records to the collection. */
  readonly record?: T;
}

/** Whoever loses a race was overtaken by somebody who won it, so that a request that loses so often met a crowd. */
const MOST_ATTEMPTS = 50;
const PAGE_ENTRIES = 500;

/** Answers one request, with all that it writes or nothing of it. */
export async function transact(
  store: Store,
  work: (records: Records) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  try {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const records = new Records(store);
      const outcome = await work(records);
      if (outcome.status >= 400 || await records.commit()) return outcome;
    }
    return refuse(503, "busy", "Too many requests changed this at once. Try again.");
  } catch (error) {
    const outcome = outcomeOfRefusedWrite(error);
    if (outcome === null) throw error;
    return outcome;
  }
}

interface Kept<T> {
  /** The place in the order of its collection; 0 in one that is never listed. */
  order: number;
  /** Null: it is gone, and what says so will soon be gone as well. */
  record: T | null;
}

const GONE: Kept<never> = { order: 0, record: null };

interface Listed<T> {
  key: string;
  order: number;
  record: T;
}

export class Records {
  readonly #store: Store;
  readonly #read = new Map<string, { value: unknown; version: string | null }>();
  #write: (() => Promise<boolean>) | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  async find<T>(collection: Collection<T>, id: string | number): Promise<T | null> {
    return (await this.#get<T>(await keyOf(collection, id))).record;
  }

  /** All records, in the order in which they were made. */
  async all<T>(collection: Collection<T>): Promise<T[]> {
    return (await this.#entries(collection)).map(({ record }) => record);
  }

  /** The record that was made first. */
  async oldest<T>(collection: Collection<T>): Promise<T | null> {
    const [first] = await this.#entries(collection);
    return first?.record ?? null;
  }

  /** Writes a record that is there already, or is to be there, under this id. */
  async put<T>(collection: Collection<T>, id: string | number, record: T): Promise<T> {
    const key = await keyOf(collection, id);
    const order = collection.isListed ? await this.#orderOf(key, collection) : 0;
    return this.#later(record, () => this.#commit(key, { order, record }));
  }

  /** Writes a record under an id of its own: the next number of the collection. */
  async add<T>(collection: Collection<T>, recordFor: (number: number) => T): Promise<T> {
    const number = await this.#nextNumber(collection);
    const record = recordFor(number);
    const key = await keyOf(collection, number);
    return this.#later(record, () => this.#commit(key, { order: number, record }));
  }

  async drop<T>(collection: Collection<T>, id: string | number): Promise<void> {
    const key = await keyOf(collection, id);
    this.#write = () => this.#commitDrop(key);
  }

  /** Removes the record that `oldest` found. Of two who do so at once, one begins anew. */
  async dropOldest<T>(collection: Collection<T>): Promise<void> {
    const [first] = await this.#entries(collection);
    if (first) this.#write = () => this.#commitDrop(first.key);
  }

  /** Whether what was read is still so, and is now written. */
  commit(): Promise<boolean> {
    return this.#write?.() ?? Promise.resolve(true);
  }

  #later<T>(record: T, write: () => Promise<boolean>): T {
    this.#write = write;
    return record;
  }

  async #commit(key: string, value: Kept<unknown>, options: { ttlSeconds?: number } = {}): Promise<boolean> {
    const read = this.#read.get(key);
    const { ok } = await this.#store.put(key, value, {
      ...options,
      ...(read && { ifVersion: read.version }),
    });
    return ok;
  }

  /** The store deletes whatever is there; what was read is only removed by writing over it. */
  async #commitDrop(key: string): Promise<boolean> {
    const isRead = this.#read.has(key);
    if (isRead) return await this.#commit(key, GONE, { ttlSeconds: 1 });
    await this.#store.delete(key);
    return true;
  }

  async #get<T>(key: string): Promise<Kept<T>> {
    const entry = this.#read.get(key) ?? await this.#store.get(key);
    this.#read.set(key, entry);
    return entry.version === null ? GONE : entry.value as Kept<T>;
  }

  async #orderOf(key: string, collection: Collection<unknown>): Promise<number> {
    const { order, record } = await this.#get(key);
    return record === null ? await this.#nextNumber(collection) : order;
  }

  #nextNumber({ name }: Collection<unknown>): Promise<number> {
    return this.#store.increment(`${name}#`);
  }

  async #entries<T>({ name }: Collection<T>): Promise<Listed<T>[]> {
    const listed: Listed<T>[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await this.#store.list({ prefix: `${name}/`, limit: PAGE_ENTRIES, cursor });
      for (const { key, value, version } of page.entries) {
        this.#read.set(key, { value, version });
        const { order, record } = value as Kept<T>;
        if (record !== null) listed.push({ key, order, record });
      }
      cursor = page.cursor;
    } while (cursor !== null);
    return listed.sort((a, b) => a.order - b.order);
  }
}

const MOST_KEY_BYTES = 400;
const encoder = new TextEncoder();

/** The key of a record. An id may be any text: one that is too long for a key is known by its digest. */
async function keyOf({ name }: Collection<unknown>, id: string | number): Promise<string> {
  // A lone surrogate has no UTF-8; JSON writes it as an escape.
  const text = JSON.stringify(String(id)).slice(1, -1);
  const bytes = encoder.encode(text);
  if (bytes.length <= MOST_KEY_BYTES) return `${name}/${text}`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `${name}/#${[...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** What the caller, not the code, is to blame for. */
function outcomeOfRefusedWrite(error: unknown): Outcome | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "store_value_too_large") {
    return refuse(413, "record_too_large", "This is too large to be kept.");
  }
  if (code === "store_quota_exceeded") return refuse(503, "storage_full", "There is no room for more.");
  return null;
}
