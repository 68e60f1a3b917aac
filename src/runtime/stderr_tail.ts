const MAX_TAIL_BYTES = 4096;

/** Keeps the last few kilobytes of a stream, which is read to its end so that its writer never blocks. */
export class StderrTail {
  #tail = new Uint8Array(0);
  /** Settles when the stream has ended: only then is the tail complete. */
  readonly ended: Promise<void>;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.ended = this.#drain(stream).catch(() => {});
  }

  text(): string {
    return new TextDecoder().decode(this.#tail).trim();
  }

  async #drain(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const bytes of stream) {
      const kept = new Uint8Array(this.#tail.length + bytes.length);
      kept.set(this.#tail);
      kept.set(bytes, this.#tail.length);
      this.#tail = kept.slice(-MAX_TAIL_BYTES);
    }
  }
}
