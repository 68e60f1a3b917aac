/** What a backend keeps, in memory and apart from the code it is compared with: collections of records by their keys. */
import type { JsonObject } from "../../lib/json.ts";

export class SimulatedStore {
  readonly #collections = new Map<string, Map<string, JsonObject>>();
  readonly #counts = new Map<string, number>();

  get(collection: string, key: string): JsonObject | undefined {
    return this.#of(collection).get(key);
  }

  /** The key of the record that was made first. */
  oldest(collection: string): string | undefined {
    return this.#of(collection).keys().next().value;
  }

  all(collection: string): JsonObject[] {
    return [...this.#of(collection).values()];
  }

  put(collection: string, key: string, record: JsonObject): void {
    this.#of(collection).set(key, record);
  }

  delete(collection: string, key: string): void {
    this.#of(collection).delete(key);
  }

  nextNumber(collection: string): number {
    const next = (this.#counts.get(collection) ?? 0) + 1;
    this.#counts.set(collection, next);
    return next;
  }

  #of(collection: string): Map<string, JsonObject> {
    const found = this.#collections.get(collection) ?? new Map<string, JsonObject>();
    this.#collections.set(collection, found);
    return found;
  }
}
