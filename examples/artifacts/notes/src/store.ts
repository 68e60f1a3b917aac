/** The part of the platform's `env.store` that this backend uses, and one in memory for when there is no platform. */
export interface Store {
  get(key: string): Promise<{ value: unknown; version: string | null }>;
  /** `ok` is false when what is there is not what `ifVersion` says. */
  put(key: string, value: unknown, options?: PutOptions): Promise<{ ok: boolean }>;
  delete(key: string): Promise<boolean>;
  list(options: { prefix: string; limit: number; cursor?: string | null }): Promise<Page>;
  increment(key: string): Promise<number>;
}

export interface PutOptions {
  ifVersion?: string | null;
  ttlSeconds?: number;
}

export interface Page {
  entries: readonly { key: string; value: unknown; version: string | null }[];
  cursor: string | null;
}

interface Kept {
  text: string;
  version: string;
}

/** Forgets everything when the process ends, and nothing before: good for tests and for a first try. */
export class MemoryStore implements Store {
  readonly #entries = new Map<string, Kept>();
  #writes = 0;

  get(key: string): Promise<{ value: unknown; version: string | null }> {
    const kept = this.#entries.get(key);
    return Promise.resolve(
      kept ? { value: JSON.parse(kept.text), version: kept.version } : { value: null, version: null },
    );
  }

  put(key: string, value: unknown, options: PutOptions = {}): Promise<{ ok: boolean }> {
    const version = this.#entries.get(key)?.version ?? null;
    if (options.ifVersion !== undefined && options.ifVersion !== version) {
      return Promise.resolve({ ok: false });
    }
    this.#set(key, value);
    return Promise.resolve({ ok: true });
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#entries.delete(key));
  }

  list(options: { prefix: string; limit: number; cursor?: string | null }): Promise<Page> {
    const after = options.cursor ?? "";
    const keys = [...this.#entries.keys()].filter((key) => key.startsWith(options.prefix) && key > after)
      .sort();
    const entries = keys.slice(0, options.limit).map((key) => {
      const { text, version } = this.#entries.get(key)!;
      return { key, value: JSON.parse(text), version };
    });
    const isLast = keys.length <= options.limit;
    return Promise.resolve({ entries, cursor: isLast ? null : entries.at(-1)?.key ?? null });
  }

  increment(key: string): Promise<number> {
    const kept = this.#entries.get(key);
    const sum = (kept ? Number(kept.text) : 0) + 1;
    this.#set(key, sum);
    return Promise.resolve(sum);
  }

  #set(key: string, value: unknown): void {
    this.#entries.set(key, { text: JSON.stringify(value), version: String(++this.#writes) });
  }
}
