const MAX_TAIL_BYTES = 4096;
/** Logs do not go here. What comes is Deno's own, or a flood that costs the platform its time. */
const MAX_TOTAL_BYTES = 16 * 1024 * 1024;

/** Keeps the last few kilobytes of a stream, which is read to its end so that its writer never blocks. */
export class StderrTail {
  #tail = new Uint8Array(0);
  /** Settles when the stream has ended: only then is the tail complete. */
  readonly ended: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>, onFlood: (limitBytes: number) => void) {
    this.ended = this.#drain(stream, onFlood).catch(() => {});
  }

  text(): string {
    return new TextDecoder().decode(this.#tail).trim();
  }

  async #drain(
    stream: ReadableStream<Uint8Array<ArrayBuffer>>,
    onFlood: (limitBytes: number) => void,
  ): Promise<void> {
    let totalBytes = 0;
    for await (const bytes of stream) {
      totalBytes += bytes.length;
      if (totalBytes > MAX_TOTAL_BYTES) onFlood(MAX_TOTAL_BYTES);
      const kept = new Uint8Array(this.#tail.length + bytes.length);
      kept.set(this.#tail);
      kept.set(bytes, this.#tail.length);
      this.#tail = kept.slice(-MAX_TAIL_BYTES);
    }
  }
}
