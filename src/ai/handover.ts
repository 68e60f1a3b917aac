const PIECES_AHEAD = 16;

/** Hands pieces of text to a reader, as UTF-8. Whoever gives is a few pieces ahead of the reader, and then waits. */
export class Handover {
  readonly stream: ReadableStream<Uint8Array>;
  #controller!: ReadableStreamDefaultController<string>;
  #room = Promise.withResolvers<void>();
  #isOver = false;

  /** `onLeave`: called when the reader gives the rest up. */
  constructor(onLeave: () => void) {
    const pieces = new ReadableStream<string>({
      start: (controller) => void (this.#controller = controller),
      pull: () => this.#room.resolve(),
      cancel: () => {
        this.#end();
        onLeave();
      },
    }, { highWaterMark: PIECES_AHEAD });
    // A stream of its own, since a piece may end in the middle of a character.
    this.stream = pieces.pipeThrough(new TextEncoderStream());
  }

  /** Settles when there is room for the next piece, or nobody to take it. */
  async give(piece: string): Promise<void> {
    if (this.#isOver) return;
    this.#controller.enqueue(piece);
    if (this.#controller.desiredSize! > 0) return;
    this.#room = Promise.withResolvers();
    await this.#room.promise;
  }

  close(): void {
    if (this.#end()) this.#controller.close();
  }

  fail(reason: unknown): void {
    if (this.#end()) this.#controller.error(reason);
  }

  /** Whether it was not over before. Nobody is left waiting for room. */
  #end(): boolean {
    const isEnding = !this.#isOver;
    this.#isOver = true;
    this.#room.resolve();
    return isEnding;
  }
}
