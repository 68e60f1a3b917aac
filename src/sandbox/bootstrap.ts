/**
 * The program that every sandbox runs: it connects to the platform's socket, gives up all permissions, receives the
 * backend's source and then calls. Its whole effect on the outside world is the frames it sends.
 */
import { describe, loadBackend } from "./backend.ts";
import { Calls } from "./calls.ts";
import { createCapabilities } from "./capabilities.ts";
import { captureConsole, createLog } from "./console.ts";
import { createEnv, readSecrets } from "./env.ts";
import { createFetch } from "./fetch.ts";
import { connect } from "./link.ts";
import { wholeMessages } from "./messages.ts";
import { exit, parseJson, toJson } from "./primordials.ts";
import { type Frame, FrameType, type InitFailedHead, type InitHead } from "./protocol.ts";

const MAX_FAILURE_CHARACTERS = 8192;

const socketPath = Deno.args[0];
if (socketPath === undefined) throw new Error("usage: bootstrap.js <socket>");

const { writer, listen } = await connect(socketPath);
const log = createLog(writer);
const capabilities = createCapabilities(writer);
const decoder = new TextDecoder();
let calls: Calls | undefined;

captureConsole(log);
// A second V8 does not fit into a sandbox's memory: better no Worker than one that ends the process.
Reflect.deleteProperty(globalThis, "Worker");
globalThis.fetch = createFetch(capabilities.exchange);
keepRunningAfter("error");
keepRunningAfter("unhandledrejection");
const onWholeMessage = wholeMessages(onMessage);
// Results are numbered by us, not by the platform's calls, and put their own parts together.
await listen((frame) =>
  frame.type === FrameType.capabilityResult ? capabilities.onResult(frame) : onWholeMessage(frame)
);

function onMessage(frame: Frame): void {
  if (frame.type === FrameType.request) calls?.start(frame);
  else if (frame.type === FrameType.cancel) calls?.cancel(frame.callId);
  else if (frame.type === FrameType.credit) calls?.addCredit(frame);
  else if (frame.type === FrameType.ping) writer.send(FrameType.pong, frame.callId);
  else if (frame.type === FrameType.init) init(frame);
}

async function init(frame: Frame): Promise<void> {
  const { slug, maxResponseBytes }: InitHead = parseJson(frame.head);
  try {
    const source = decoder.decode(frame.body);
    const [backend, secrets] = await Promise.all([loadBackend(source), readSecrets(capabilities.ask)]);
    const env = createEnv(capabilities.ask, capabilities.exchange, secrets);
    calls = new Calls({ writer, backend, env, log, url: `https://${slug}.agent/`, maxResponseBytes });
    writer.send(FrameType.ready, 0);
  } catch (error) {
    const head: InitFailedHead = { message: describe(error).slice(0, MAX_FAILURE_CHARACTERS) };
    writer.send(FrameType.initFailed, 0, toJson(head));
  }
}

/** A stray error belongs to one call, or to none: it is logged, and must not take the other calls with it. */
function keepRunningAfter(type: "error" | "unhandledrejection"): void {
  addEventListener(type, (event) => {
    event.preventDefault();
    const error = event instanceof PromiseRejectionEvent ? event.reason : (event as ErrorEvent).error;
    if (calls === undefined) exit(describeFatal(error));
    log("error", `uncaught: ${describe(error)}`);
  });
}

/** Before the backend is up there is no log yet that anyone reads: the reason goes to stderr, which the host keeps. */
function describeFatal(error: unknown): number {
  Deno.stderr.writeSync(new TextEncoder().encode(`${describe(error)}\n`));
  return 1;
}
