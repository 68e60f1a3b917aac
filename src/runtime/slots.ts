/**
 * Numbered places for sandboxes. Each has a user of its own, so a place is free only when its last process is gone:
 * two tenants never run as one user at the same time.
 */
export class Slots {
  #free: number[];
  #awaited = new Map<number, (slot: number) => void>();

  constructor(count: number) {
    this.#free = Array.from({ length: count }, (_, slot) => slot).reverse();
  }

  get freeCount(): number {
    return this.#free.length;
  }

  take(): number | undefined {
    return this.#free.pop();
  }

  /** Waits for a place whose process is being ended, ahead of everybody else. */
  takeOver(slot: number): Promise<number> {
    return new Promise((resolve) => this.#awaited.set(slot, resolve));
  }

  release(slot: number): void {
    const heir = this.#awaited.get(slot);
    this.#awaited.delete(slot);
    if (heir === undefined) this.#free.push(slot);
    else heir(slot);
  }
}
