import { Histogram } from "../lib/histogram.ts";

const LOOK_EVERY_MS = 500;
const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** How late the event loop is: a timer that is due tells how long everything else had to wait as well. */
export class EventLoopLag {
  readonly seconds = new Histogram(BOUNDS_SECONDS);
  #timer: ReturnType<typeof setTimeout>;

  constructor() {
    this.#timer = this.#look();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #look(): ReturnType<typeof setTimeout> {
    const dueAt = performance.now() + LOOK_EVERY_MS;
    return setTimeout(() => {
      this.seconds.observe(Math.max(0, performance.now() - dueAt) / 1000);
      this.#timer = this.#look();
    }, LOOK_EVERY_MS);
  }
}
