import { type AnswerTo, BrokenOff, sendAnswer, sendCallError } from "./answer.ts";
import { type Backend, type Context, describe } from "./backend.ts";
import { Cancellation } from "./cancellation.ts";
import { currentCall, type WriteLog } from "./console.ts";
import { Credit } from "./credit.ts";
import type { Env } from "./env.ts";
import type { FrameWriter } from "./frame_writer.ts";
import { NativeMap, NativeResponse, parseJson } from "./primordials.ts";
import { type CreditHead, type Frame, FrameType, type RequestHead } from "./protocol.ts";
import { requestOf } from "./request.ts";

export type CallsOptions = {
  writer: FrameWriter;
  backend: Backend;
  env: Env;
  log: WriteLog;
  url: string;
  maxResponseBytes: number;
};

/** `credit` is there for a call whose answer may stream. */
type Running = { readonly cancellation: Cancellation; readonly credit: Credit | null };

/** Runs the backend once per `request` frame, any number of calls side by side. */
export class Calls {
  #options: CallsOptions;
  #running = new NativeMap<number, Running>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  start({ callId, head: text, body }: Frame): void {
    const head: RequestHead = parseJson(text);
    const running = { cancellation: new Cancellation(), credit: head.stream === true ? new Credit() : null };
    this.#running.set(callId, running);
    currentCall.run(callId, () => this.#run(callId, head, body, running));
  }

  cancel(callId: number): void {
    const running = this.#running.get(callId);
    running?.cancellation.cancel();
    running?.credit?.close();
    this.#running.delete(callId);
  }

  /** The caller has taken in so much of the call's streamed answer. */
  addCredit({ callId, head }: Frame): void {
    const { bytes }: CreditHead = parseJson(head);
    this.#running.get(callId)?.credit?.add(bytes);
  }

  async #run(callId: number, head: RequestHead, body: Frame["body"], running: Running): Promise<void> {
    const { requestId, headers } = head;
    const { cancellation, credit } = running;
    const { backend, env, url, writer, maxResponseBytes } = this.#options;
    const background = new Background(writer, callId);
    const to: AnswerTo = { writer, callId, maxResponseBytes, credit, cancellation };
    try {
      const request = requestOf({ url, headers, body, cancellation });
      const context: Context = { requestId, waitUntil: (work) => background.add(work) };
      await sendAnswer(to, await backend.fetch(request, env, context));
    } catch (error) {
      await this.#answerFailure(to, error);
    } finally {
      this.#running.delete(callId);
    }
  }

  /**
   * A backend that throws has answered 500, as it would under `deno serve`; why is in its log, not in the answer. One
   * that was refused more memory has hit a limit, which costs this call alone.
   */
  async #answerFailure(to: AnswerTo, error: unknown): Promise<void> {
    const { writer, callId } = to;
    const cause = error instanceof BrokenOff ? error.cause : error;
    this.#options.log("error", describe(cause));
    if (isMemoryRefused(cause)) return sendCallError(writer, callId, "memory_limit");
    if (error instanceof BrokenOff) return sendCallError(writer, callId, "crashed");
    await sendAnswer(to, new NativeResponse("Internal Server Error", { status: 500 }));
  }
}

/** The words of V8 and of WebAssembly for memory that the system did not give. */
const MEMORY_REFUSED = /array buffer allocation failed|could not allocate memory/i;

function isMemoryRefused(error: unknown): boolean {
  return error instanceof RangeError && MEMORY_REFUSED.test(error.message);
}

/** Work that outlives its answer (`ctx.waitUntil`): the platform must not stop an idle sandbox under it. */
class Background {
  #writer: FrameWriter;
  #callId: number;
  #open = 0;

  constructor(writer: FrameWriter, callId: number) {
    this.#writer = writer;
    this.#callId = callId;
  }

  add(work: Promise<unknown>): void {
    if (this.#open++ === 0) this.#writer.send(FrameType.background, this.#callId);
    Promise.resolve(work).finally(() => {
      if (--this.#open === 0) this.#writer.send(FrameType.settled, this.#callId);
    });
  }
}
