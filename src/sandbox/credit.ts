/** So many bytes of a stream may be on their way, or lie unread on the other side, before its sender waits. */
export const STREAM_WINDOW_BYTES = 64 * 1024;

const NativePromise = Promise; // taken before a backend can replace it

/**
 * How much of one stream may still be sent. It begins with a window, and the receiver adds to it what it has taken in:
 * so a slow receiver slows its sender down, and nobody's memory fills up in between.
 */
export class Credit {
  #bytes = STREAM_WINDOW_BYTES;
  #isClosed = false;
  #wake: (() => void) | undefined;

  /** Settles with how many of `wanted` bytes may go now, at least one; with 0 once closed. For one taker at a time. */
  async take(wanted: number): Promise<number> {
    while (this.#bytes === 0 && !this.#isClosed) {
      await new NativePromise<void>((wake) => this.#wake = wake);
    }
    if (this.#isClosed) return 0;
    const granted = wanted < this.#bytes ? wanted : this.#bytes;
    this.#bytes -= granted;
    return granted;
  }

  /** False, and of no effect, where more is given back than was taken. */
  add(bytes: number): boolean {
    if (this.#bytes + bytes > STREAM_WINDOW_BYTES) return false;
    this.#bytes += bytes;
    this.#wake?.();
    return true;
  }

  /** Nobody reads the stream any more. */
  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }
}
