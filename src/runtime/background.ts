import { ProtocolError } from "../sandbox/mod.ts";

const MAX_AT_ONCE = 10_000;

/** Work of one sandbox that outlives the answer of its call (`ctx.waitUntil`). */
export class Background {
  #open = new Map<number, { startedAt: number; requestId: string | null }>();
  #longestMs: number;

  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  /** Whether any is going on that has not taken longer than it may. */
  get isGoingOn(): boolean {
    const oldest = performance.now() - this.#longestMs;
    return [...this.#open.values()].some(({ startedAt }) => startedAt > oldest);
  }

  requestIdOf(callId: number): string | null {
    return this.#open.get(callId)?.requestId ?? null;
  }

  /** Throws ProtocolError when there is more than any backend needs. */
  begin(callId: number, requestId: string | null): void {
    if (this.#open.size >= MAX_AT_ONCE) throw new ProtocolError("too much work in the background");
    this.#open.set(callId, { startedAt: performance.now(), requestId });
  }

  /** Returns whether none is left. */
  settle(callId: number): boolean {
    this.#open.delete(callId);
    return this.#open.size === 0;
  }
}
