import type { Invocation } from "../invocations/mod.ts";
import { Histogram } from "../lib/histogram.ts";
import { counter, type Family, histogram, type Sample } from "./text.ts";

const BOUNDS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What is counted of every call. No label tells whose it was: agents and keys are without number. */
export class CallMetrics {
  #ended = new Map<string, Ended>();
  #refused = new Map<string, number>();
  #warm = new Histogram(BOUNDS_SECONDS);
  #cold = new Histogram(BOUNDS_SECONDS);
  #queue = new Histogram(BOUNDS_SECONDS);
  #run = new Histogram(BOUNDS_SECONDS);
  #requestBytes = 0;
  #responseBytes = 0;

  /** A call that got past its key has ended. */
  observe({ code, status, timing, totalMs, requestBytes, responseBytes }: Invocation): void {
    this.#count(code ?? "answered", Math.trunc(status / 100));
    this.#requestBytes += requestBytes;
    this.#responseBytes += responseBytes;
    if (timing === null) return;
    (timing.cold ? this.#cold : this.#warm).observe(totalMs / 1000);
    this.#queue.observe(timing.queueMs / 1000);
    this.#run.observe(timing.runMs / 1000);
  }

  /** A call was refused before anyone knew whose it was. */
  refused(code: string): void {
    this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
  }

  families(): Family[] {
    const ended = [...this.#ended.values()].map(({ code, statusClass, count }): Sample => ({
      labels: { code, status: `${statusClass}xx` },
      value: count,
    }));
    const refused = [...this.#refused].map(([code, value]): Sample => ({ labels: { code }, value }));
    const durations = [
      { labels: { start: "warm" }, value: this.#warm },
      { labels: { start: "cold" }, value: this.#cold },
    ];
    return [
      counter(
        "axtl_invocations_total",
        "Calls past their key, by error code (`answered`: the backend's own answer).",
        ended,
      ),
      counter("axtl_invocations_refused_total", "Calls without a good key, by error code.", refused),
      histogram(
        "axtl_invocation_duration_seconds",
        "Whole time of calls that reached their backend.",
        durations,
      ),
      histogram("axtl_invocation_queue_seconds", "Their wait for a sandbox, less its boot.", [{
        value: this.#queue,
      }]),
      histogram("axtl_invocation_run_seconds", "Their time in the sandbox.", [{ value: this.#run }]),
      counter("axtl_invocation_request_bytes_total", "Bodies of requests.", [{ value: this.#requestBytes }]),
      counter("axtl_invocation_response_bytes_total", "Bodies of backends' answers.", [{
        value: this.#responseBytes,
      }]),
    ];
  }

  #count(code: string, statusClass: number): void {
    const key = code + statusClass;
    const known = this.#ended.get(key);
    if (known === undefined) this.#ended.set(key, { code, statusClass, count: 1 });
    else known.count++;
  }
}

interface Ended {
  code: string;
  statusClass: number;
  count: number;
}
