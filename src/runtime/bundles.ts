const MAX_CACHED_CHARACTERS = 32 * 1024 * 1024;

/** Sources of backends by hash, the most recently used ones kept in memory. A hash names one content for ever. */
export class Bundles {
  #load: (hash: string) => Promise<string>;
  #cached = new Map<string, string>();
  #characters = 0;

  constructor(load: (hash: string) => Promise<string>) {
    this.#load = load;
  }

  async get(hash: string): Promise<string> {
    const cached = this.#cached.get(hash);
    const source = cached ?? await this.#load(hash);
    this.#forget(hash);
    this.#cached.set(hash, source); // at the end: the order of the map is the order of use
    this.#characters += source.length;
    for (const oldest of this.#cached.keys()) {
      if (this.#characters <= MAX_CACHED_CHARACTERS) break;
      this.#forget(oldest);
    }
    return source;
  }

  #forget(hash: string): void {
    this.#characters -= this.#cached.get(hash)?.length ?? 0;
    this.#cached.delete(hash);
  }
}
