import { type AnswerTo, BrokenOff, sendAnswer, sendCallError } from "./answer.ts";
import { type Backend, type Context, describe } from "./backend.ts";
import { currentCall, type WriteLog } from "./console.ts";
import { Credit } from "./credit.ts";
import type { Env } from "./env.ts";
import type { FrameWriter } from "./frame_writer.ts";
import {
  defineProperty,
  NativeAbortController,
  NativeMap,
  NativeRequest,
  NativeResponse,
  parseJson,
} from "./primordials.ts";
import { type CreditHead, type Frame, FrameType, type RequestHead } from "./protocol.ts";

export type CallsOptions = {
  writer: FrameWriter;
  backend: Backend;
  env: Env;
  log: WriteLog;
  url: string;
  maxResponseBytes: number;
};

type Running = { readonly abort: AbortController; readonly credit: Credit };

/** Runs the backend once per `request` frame, any number of calls side by side. */
export class Calls {
  #options: CallsOptions;
  #running = new NativeMap<number, Running>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  start(frame: Frame): void {
    const { callId } = frame;
    const running = { abort: new NativeAbortController(), credit: new Credit() };
    this.#running.set(callId, running);
    currentCall.run(callId, () => this.#run(frame, running)).finally(() => this.#running.delete(callId));
  }

  cancel(callId: number): void {
    const running = this.#running.get(callId);
    running?.abort.abort(new DOMException("the call was cancelled", "AbortError"));
    running?.credit.close();
    this.#running.delete(callId);
  }

  /** The caller has taken in so much of the call's streamed answer. */
  addCredit({ callId, head }: Frame): void {
    const { bytes }: CreditHead = parseJson(head);
    this.#running.get(callId)?.credit.add(bytes);
  }

  async #run({ callId, head, body }: Frame, { abort: { signal }, credit }: Running): Promise<void> {
    const { requestId, headers, stream }: RequestHead = parseJson(head);
    const { backend, env, url, writer, maxResponseBytes } = this.#options;
    const background = new Background(writer, callId);
    const to: AnswerTo = {
      writer,
      callId,
      maxResponseBytes,
      credit: stream === true ? credit : null,
      signal,
    };
    try {
      const request = requestWith(signal, url, { method: "POST", headers, body });
      const context: Context = { requestId, waitUntil: (work) => background.add(work) };
      await sendAnswer(to, await backend.fetch(request, env, context));
    } catch (error) {
      await this.#answerFailure(to, error);
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

/** A request that carries a signal takes twice as long to make, and few backends ever look at theirs. */
function requestWith(signal: AbortSignal, url: string, init: RequestInit): Request {
  const request = new NativeRequest(url, init);
  return defineProperty(request, "signal", { value: signal, configurable: true });
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
