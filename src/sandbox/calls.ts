import { sendAnswer, sendCallError } from "./answer.ts";
import { type Backend, type Context, describe } from "./backend.ts";
import { currentCall, type WriteLog } from "./console.ts";
import type { Env } from "./env.ts";
import type { FrameWriter } from "./frame_writer.ts";
import { NativeAbortController, NativeMap, NativeRequest, NativeResponse, parseJson } from "./primordials.ts";
import { type Frame, FrameType, type RequestHead } from "./protocol.ts";

export type CallsOptions = {
  writer: FrameWriter;
  backend: Backend;
  env: Env;
  log: WriteLog;
  url: string;
  maxResponseBytes: number;
};

/** Runs the backend once per `request` frame, any number of calls side by side. */
export class Calls {
  #options: CallsOptions;
  #running = new NativeMap<number, AbortController>();

  constructor(options: CallsOptions) {
    this.#options = options;
  }

  start(frame: Frame): void {
    const { callId } = frame;
    const abort = new NativeAbortController();
    this.#running.set(callId, abort);
    currentCall.run(callId, () => this.#run(frame, abort.signal)).finally(() => this.#running.delete(callId));
  }

  cancel(callId: number): void {
    this.#running.get(callId)?.abort(new DOMException("the call was cancelled", "AbortError"));
    this.#running.delete(callId);
  }

  async #run({ callId, head, body }: Frame, signal: AbortSignal): Promise<void> {
    const { requestId, headers }: RequestHead = parseJson(head);
    const { backend, env, url, writer, maxResponseBytes } = this.#options;
    const background = new Background(writer, callId);
    try {
      const request = new NativeRequest(url, { method: "POST", headers, body, signal });
      const context: Context = { requestId, waitUntil: (work) => background.add(work) };
      await sendAnswer(writer, callId, await backend.fetch(request, env, context), maxResponseBytes);
    } catch (error) {
      await this.#answerFailure(callId, error);
    }
  }

  /**
   * A backend that throws has answered 500, as it would under `deno serve`; why is in its log, not in the answer. One
   * that was refused more memory has hit a limit, which costs this call alone.
   */
  async #answerFailure(callId: number, error: unknown): Promise<void> {
    const { writer, log, maxResponseBytes } = this.#options;
    log("error", describe(error));
    if (isMemoryRefused(error)) return sendCallError(writer, callId, "memory_limit");
    const answer = new NativeResponse("Internal Server Error", { status: 500 });
    await sendAnswer(writer, callId, answer, maxResponseBytes);
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
