import { parseLogHead } from "./heads.ts";
import type { LogEntry, Owner } from "./types.ts";

const WINDOW_MS = 1000;
/** Reading lines only to drop them costs the platform's time: after so many bytes in a window, the reading rests. */
const FLOOD_BYTES = 4 * 1024 * 1024;

/** Passes on the log lines of one sandbox, up to so many bytes a second; says how many lines it left out. */
export class LogLines {
  #owner: Owner;
  #log: (entry: LogEntry) => void;
  #maxBytesPerSecond: number;
  #windowStart = 0;
  #windowBytes = 0;
  #dropped = 0;

  constructor(owner: Owner, maxBytesPerSecond: number, log: (entry: LogEntry) => void) {
    this.#owner = owner;
    this.#maxBytesPerSecond = maxBytesPerSecond;
    this.#log = log;
  }

  /** Throws ProtocolError for a malformed line. */
  add(headText: string, requestId: string | null): void {
    if (performance.now() - this.#windowStart > WINDOW_MS) this.#startWindow();
    this.#windowBytes += headText.length;
    if (this.#windowBytes > this.#maxBytesPerSecond) {
      this.#dropped++;
      return;
    }
    this.#log({ ...this.#owner, at: new Date(), requestId, ...parseLogHead(headText) });
  }

  /** How long to leave a sandbox unread that floods its log. It holds up nobody but itself. */
  get restMs(): number {
    if (this.#windowBytes <= FLOOD_BYTES) return 0;
    return Math.max(0, WINDOW_MS - (performance.now() - this.#windowStart));
  }

  /** Reports what was dropped and not yet reported. */
  flush(): void {
    if (this.#dropped === 0) return;
    const text =
      `${this.#dropped} log lines were dropped: more than ${this.#maxBytesPerSecond} bytes in a second`;
    this.#dropped = 0;
    this.#log({ ...this.#owner, at: new Date(), level: "warn", requestId: null, text });
  }

  #startWindow(): void {
    this.#windowStart = performance.now();
    this.#windowBytes = 0;
    this.flush();
  }
}
