/**
 * What a backend written in TypeScript may name without importing anything: the types of the second and third argument
 * of its `fetch`. The type check of every upload knows them. docs/capabilities.md explains what they do.
 */

interface Env {
  /** Values of those secrets that this version declares and that are set. */
  readonly secrets: Readonly<Record<string, string | undefined>>;
  /** What this agent keeps, through all its versions and on every node. */
  readonly store: Backend.Store;
  /** The model that the platform is configured with. */
  readonly ai: Backend.Ai;
}

interface Context {
  /** The `X-Request-Id` of this call. */
  readonly requestId: string;
  /** Keeps the backend running until the work is done, though the call has been answered. */
  waitUntil(work: Promise<unknown>): void;
}

declare namespace Backend {
  interface Ai {
    /** The whole answer: text or, with a JSON Schema, JSON. */
    generate<T = unknown>(options: { prompt: string; schema?: object }): Promise<T>;
    /** The answer's text as the model writes it. Cancel it when you need no more: it costs until then. */
    stream(options: { prompt: string }): Promise<ReadableStream<string>>;
  }

  interface Store {
    /** Of a key that is not there, `value` and `version` are null. */
    get<T = unknown>(key: string): Promise<Entry<T> | NoEntry>;
    /** `ok` is false when what was there is not what `ifVersion` said: read again, and decide again. */
    put(key: string, value: unknown, options?: PutOptions): Promise<Put>;
    /** Whether something was there. */
    delete(key: string): Promise<boolean>;
    list<T = unknown>(options?: ListOptions): Promise<Page<T>>;
    /** Adds to a number, or to 0 where there is none, at once for all who do so. Returns the sum. */
    increment(key: string, by?: number): Promise<number>;
  }

  interface Entry<T> {
    readonly key: string;
    readonly value: T;
    /** Changes with every write. Good for comparing, and for nothing else. */
    readonly version: string;
    /** ISO 8601, or null: it stays. */
    readonly expiresAt: string | null;
  }

  interface NoEntry {
    readonly key: string;
    readonly value: null;
    readonly version: null;
    readonly expiresAt: null;
  }

  interface PutOptions {
    /** Write only while this is the version that is there; null: only while nothing is there. */
    ifVersion?: string | null;
    ttlSeconds?: number;
  }

  type Put = { readonly ok: true; readonly version: string } | { readonly ok: false; readonly version: null };

  interface ListOptions {
    prefix?: string;
    /** At most 500; 100 when absent. A page may be shorter and still not the last. */
    limit?: number;
    cursor?: string | null;
  }

  interface Page<T> {
    /** In the order of the keys' UTF-8 bytes. */
    readonly entries: readonly Entry<T>[];
    /** Null: there is no more. */
    readonly cursor: string | null;
  }
}
