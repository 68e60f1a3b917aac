import type { Answered, AnswerSink, Outcome } from "../runtime/mod.ts";
import type { Call } from "./call.ts";
import { endpointError } from "./endpoint_errors.ts";
import { responseOf, result } from "./envelope.ts";
import { response } from "./responses.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const EVENT_STREAM = /(?:^|,)\s*text\/event-stream\s*(?:;|,|$)/i;
const HEADERS = {
  "content-type": "text/event-stream",
  // Proxies must neither keep it nor hold it back.
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};
const encoder = new TextEncoder();
const latin1 = new TextDecoder("latin1");

export function wantsEvents(headers: Headers): boolean {
  const accept = headers.get("accept");
  return accept !== null && EVENT_STREAM.test(accept);
}

/**
 * Answers with server-sent events: the backend's own as they come, or one with its whole answer where it does not
 * stream; then `axtl.result`, or `axtl.error` when it broke off. Throws the Problem to answer with while nothing of
 * an answer has gone out. `call.ended` settles after the last byte.
 */
export function answerWithEvents(
  call: Call,
  run: (sink: AnswerSink) => Promise<Outcome>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const events = new EventBody();
    let hasBegun = false;
    const begin = () => {
      hasBegun = true;
      resolve(response(200, events.stream, call, HEADERS));
    };
    const sink: AnswerSink = { begin, write: (bytes, taken) => events.write(bytes, taken) };
    call.ended = run(sink).then((outcome) => {
      call.outcome = outcome;
      if (!hasBegun && outcome.kind === "failed") return reject(endpointError(outcome));
      if (!hasBegun) begin();
      events.end(lastEvents(outcome));
    }).catch(reject);
  });
}

function lastEvents(outcome: Outcome): string {
  if (outcome.kind === "failed") {
    return event("axtl.error", JSON.stringify(endpointError(outcome).body()));
  }
  return (outcome.body.length > 0 ? wholeAnswer(outcome) : "") + event("axtl.result", result(outcome));
}

/** JSON as the backend wrote it may have line breaks; each line is a `data:` of its own. */
function wholeAnswer(answer: Answered): string {
  return responseOf(answer).split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join("") + "\n";
}

function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}

/** The body of the response: hands on what comes, and asks for more once the caller has taken it. */
class EventBody {
  readonly stream: ReadableStream<Bytes>;
  #controller!: ReadableStreamDefaultController<Bytes>;
  #untaken: (() => void)[] = [];
  #lastBytes = "\n\n";
  #isClosed = false;

  constructor() {
    this.stream = new ReadableStream<Bytes>({
      start: (controller) => void (this.#controller = controller),
      pull: () => this.#untaken.splice(0).forEach((taken) => taken()),
      cancel: () => void (this.#isClosed = true),
    });
  }

  write(bytes: Bytes, taken: () => void): void {
    if (this.#isClosed) return;
    this.#untaken.push(taken);
    this.#lastBytes = (this.#lastBytes + latin1.decode(bytes.subarray(-4))).slice(-4);
    this.#controller.enqueue(bytes);
  }

  /** An event that the backend left unfinished must not swallow ours. */
  end(events: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const gap = ENDS_EVENT.test(this.#lastBytes) ? "" : "\n\n";
    this.#controller.enqueue(encoder.encode(gap + events));
    this.#controller.close();
  }
}

const ENDS_EVENT = /(?:\n\n|\r\r|\r\n\r\n)$/;
