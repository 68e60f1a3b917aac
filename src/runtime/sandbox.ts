import { setTimeout as delay } from "node:timers/promises";
import {
  type CallErrorHead,
  type Cancellation,
  type CreditHead,
  type Frame,
  FrameReader,
  FrameType,
  FrameWriter,
  type InitHead,
  ProtocolError,
  type RequestHead,
} from "../sandbox/mod.ts";
import { Background } from "./background.ts";
import { CapabilityCalls } from "./capability_calls.ts";
import { type Death, describeDeath, describeLimits } from "./death.ts";
import { parseCallErrorHead, parseCreditHead, parseInitFailedMessage, ResponseHeads } from "./heads.ts";
import { LogLines } from "./log_lines.ts";
import { AnswerTooLarge, type CallEnd, OpenCalls } from "./open_calls.ts";
import { Pulse } from "./pulse.ts";
import type { SandboxProcess } from "./sandbox_process.ts";
import type { CallRequest, Capabilities, DeathReason, Limits, LogEntry, Owner } from "./types.ts";
import type { Watchdog, Watched } from "./watchdog.ts";

export type SandboxOptions = {
  process: SandboxProcess;
  connection: Deno.UnixConn;
  owner: Owner;
  limits: Limits;
  watchdog: Watchdog;
  capabilities: Capabilities;
  log: (entry: LogEntry) => void;
  /** Called when the last work in the background is done. */
  onQuiet: () => void;
};

/** One living sandbox: calls go in, answers come out, and whatever breaks the protocol ends it. */
export class Sandbox {
  #options: SandboxOptions;
  #writer: FrameWriter;
  #calls: OpenCalls;
  #logs: LogLines;
  #capabilities: CapabilityCalls;
  #background: Background;
  #started = Promise.withResolvers<string | null>();
  #pulse: Pulse;
  #responseHeads = new ResponseHeads();
  #frames = 0;
  #watch: ReturnType<Watchdog["watch"]>;
  #ending = false;
  /** Settles when the process is gone. Every open call has failed by then. */
  readonly dead: Promise<Death>;

  constructor(options: SandboxOptions) {
    const { connection, limits, owner, capabilities, log, process, watchdog } = options;
    this.#options = options;
    this.#writer = new FrameWriter((bytes) => connection.write(bytes), () => this.kill());
    this.#calls = new OpenCalls(limits, {
      onTaken: (callId, bytes) => this.#addCredit(callId, bytes),
      onTimeout: (callId) => this.#timeOut(callId),
    });
    this.#logs = new LogLines(owner, limits.maxLogBytesPerSecond, log);
    this.#capabilities = new CapabilityCalls(owner, capabilities, this.#writer);
    this.#background = new Background(limits.backgroundMs);
    this.#pulse = new Pulse(() => this.#writer.send(FrameType.ping, 0));
    this.#watch = watchdog.watch(this.#watched(process.denoPid));
    this.#listen();
    this.dead = process.dead.then((death) => this.#buried(death));
  }

  get pid(): number {
    return this.#options.process.pid;
  }

  get denoPid(): number {
    return this.#options.process.denoPid;
  }

  /** Being ended, or gone: no more calls. */
  get isEnding(): boolean {
    return this.#ending;
  }

  /** There while we don't know whether its event loop still turns; settles when we do, either way. */
  get doubt(): Promise<void> | undefined {
    return this.#pulse.doubt;
  }

  /** Whether work that outlives its answer is going on, and has not taken longer than it may. */
  get hasBackground(): boolean {
    return this.#background.isGoingOn;
  }

  /** Hands the backend's source over. Null when it is imported and ready, else what it threw. */
  start(source: string): Promise<string | null> {
    const { owner, limits } = this.#options;
    const head: InitHead = { slug: owner.slug, maxResponseBytes: limits.maxResponseBytes };
    const body = new TextEncoder().encode(source);
    this.#writer.sendMessage(FrameType.init, 0, JSON.stringify(head), body, FrameType.chunk);
    return this.#started.promise;
  }

  /** Runs one call. When it is cancelled, it ends as `cancelled`. */
  call(request: CallRequest, cancellation: Cancellation | undefined): Promise<CallEnd> {
    return new Promise((settle) => {
      const callId = this.#calls.begin(request, this.#writer.acceptedBytes, settle);
      const { requestId, headers, body, sink } = request;
      const head: RequestHead = sink ? { requestId, headers, stream: true } : { requestId, headers };
      this.#writer.sendMessage(FrameType.request, callId, JSON.stringify(head), body, FrameType.chunk);
      cancellation?.onCancel(() => this.#abandon(callId, "cancelled"));
    });
  }

  /** Ends it at once; see `SandboxProcess.kill`. */
  kill(reason?: DeathReason, note?: string): void {
    this.#ending = true;
    this.#options.process.kill(reason, note);
  }

  #addCredit(callId: number, bytes: number): void {
    const head: CreditHead = { bytes };
    this.#writer.send(FrameType.credit, callId, JSON.stringify(head));
  }

  #timeOut(callId: number): void {
    if (this.#abandon(callId, "timeout")) this.#requirePulse();
  }

  #abandon(callId: number, reason: DeathReason): boolean {
    if (!this.#calls.fail(callId, reason, { answerMayCome: true })) return false;
    this.#writer.send(FrameType.cancel, callId);
    if (this.#calls.tooManyAbandoned) this.kill("timeout");
    return true;
  }

  /** One call took too long. If the event loop still turns, the others need not suffer; if not, nothing will help. */
  #requirePulse(): void {
    this.#pulse.demand(this.#options.limits.pingTimeoutMs, () => this.kill("timeout"));
  }

  #watched(denoPid: number): Watched {
    return {
      pid: denoPid,
      activity: () => ({
        oldestCall: this.#calls.oldest,
        openCalls: this.#calls.count,
        endedCalls: this.#calls.endedCount,
        framesReceived: this.#frames,
        isSuspect: this.#pulse.doubt !== undefined,
      }),
      suspect: () => this.#pulse.ask(),
      kill: (reason, note) => this.kill(reason, note),
    };
  }

  async #listen(): Promise<void> {
    const { connection } = this.#options;
    const reader = new FrameReader();
    const onFrame = (frame: Frame) => this.#onFrame(frame);
    try {
      for (
        let n = await connection.read(reader.room());
        n !== null;
        n = await connection.read(reader.room())
      ) {
        reader.filled(n, onFrame);
        if (this.#logs.restMs > 0) await delay(this.#logs.restMs);
      }
      this.kill();
    } catch (error) {
      this.#endAfter(error);
    }
  }

  /** A broken connection is told by the exit status; a broken rule is not, so we name it. */
  #endAfter(error: unknown): void {
    if (error instanceof AnswerTooLarge) this.kill("output_limit", error.message);
    else if (error instanceof ProtocolError) this.kill("crashed", `protocol error: ${error.message}`);
    else this.kill();
  }

  #onFrame(frame: Frame): void {
    const { type, callId, head, body, last } = frame;
    this.#frames++;
    switch (type) {
      case FrameType.response:
        return this.#calls.respond(callId, this.#responseHeads.parse(head), body, last);
      case FrameType.chunk:
        return this.#calls.addChunk(callId, body, last);
      case FrameType.callError:
        return this.#callError(callId, parseCallErrorHead(head).reason);
      case FrameType.log:
        return this.#logs.add(head, this.#requestIdOf(callId));
      case FrameType.capabilityCall:
        return this.#capabilities.onFrame(frame, (id) => this.#requestIdOf(id));
      case FrameType.capabilityCancel:
        return this.#capabilities.cancel(callId);
      case FrameType.capabilityCredit:
        return this.#capabilities.addCredit(callId, parseCreditHead(head).bytes);
      case FrameType.background:
        return this.#background.begin(callId, this.#calls.requestIdOf(callId));
      case FrameType.settled:
        return void (this.#background.settle(callId) && this.#options.onQuiet());
      case FrameType.pong:
        return this.#pulse.felt();
      case FrameType.ready:
        return this.#started.resolve(null);
      case FrameType.initFailed:
        return this.#started.resolve(parseInitFailedMessage(head));
      default:
        throw new ProtocolError(`a sandbox may not send frames of type ${type}`);
    }
  }

  #requestIdOf(callId: number): string | null {
    return this.#calls.requestIdOf(callId) ?? this.#background.requestIdOf(callId);
  }

  #buried(death: Death): Death {
    this.#ending = true;
    this.#watch.stop();
    this.#pulse.felt();
    this.#logs.flush();
    this.#tellOfDeath(death);
    this.#capabilities.cancelAll();
    this.#started.resolve("the process ended");
    this.#calls.failAll(death.reason, death.stderrTail, this.#writer.takenBytes);
    this.#options.connection.close();
    return death;
  }

  /** An end that the platform wished is no news. */
  #tellOfDeath(death: Death): void {
    if (death.reason === "stopped") return;
    this.#tellOwner(describeDeath(death, this.#options.limits, this.#watch.lastUsage()), null);
  }

  #callError(callId: number, reason: CallErrorHead["reason"]): void {
    const requestId = this.#requestIdOf(callId);
    const isAwaited = this.#calls.callError(callId, reason);
    if (!isAwaited || reason === "cancelled") return;
    this.#tellOwner(`the call ended: ${reason}; ${describeLimits(this.#options.limits)}`, requestId);
  }

  #tellOwner(text: string, requestId: string | null): void {
    const { owner, log } = this.#options;
    log({ ...owner, at: new Date(), level: "error", requestId, text });
  }
}
