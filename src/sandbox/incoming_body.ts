import { CapabilityError } from "./capability_error.ts";
import { NativeReadableStream, parseJson, toJson } from "./primordials.ts";
import { type CapabilityResultHead, type CreditHead, FrameType } from "./protocol.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Tells the platform something of the answer that is under way. */
export type SendBack = (frame: { type: FrameType; head?: string }) => void;

/** The body of a capability's answer, as it comes. The platform sends more as the backend reads, and not before. */
export class IncomingBody {
  readonly stream: ReadableStream<Bytes>;
  #controller!: ReadableStreamDefaultController<Bytes>;
  #unreadBytes = 0;
  #isOver = false;

  constructor(send: SendBack) {
    this.stream = new NativeReadableStream<Bytes>({
      start: (controller) => void (this.#controller = controller),
      pull: () => this.#giveCredit(send),
      cancel: () => {
        this.#isOver = true;
        send({ type: FrameType.capabilityCancel });
      },
    });
  }

  /** The next frame: some bytes, the end, or, with a head, why it breaks off. */
  add(bytes: Bytes, last: boolean, head: string): void {
    if (this.#isOver) return;
    this.#isOver = last;
    this.#unreadBytes += bytes.length;
    if (bytes.length > 0) this.#controller.enqueue(bytes);
    if (!last) return;
    if (head === "") this.#controller.close();
    else this.#controller.error(errorFrom(parseJson(head)));
  }

  /** The backend itself gave it up. */
  fail(reason: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller.error(reason);
  }

  /** Called when what has come so far is read. */
  #giveCredit(send: SendBack): void {
    if (this.#unreadBytes === 0 || this.#isOver) return;
    const head: CreditHead = { bytes: this.#unreadBytes };
    this.#unreadBytes = 0;
    send({ type: FrameType.capabilityCredit, head: toJson(head) });
  }
}

/** As a body that breaks off shows itself everywhere: a TypeError, here with the reason's code. */
function errorFrom(result: CapabilityResultHead): Error {
  if (result.ok) return new TypeError("the body broke off");
  const cause = new CapabilityError(result.code, result.message);
  return Object.assign(new TypeError(result.message, { cause }), { code: result.code });
}
