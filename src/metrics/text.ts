import type { Histogram } from "../lib/histogram.ts";

/** One metric with all its samples, as Prometheus reads it. */
export interface Family {
  /** By convention: `axtl_`, then what, then the unit; counters end with `_total`. */
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly labels?: Labels;
  readonly value: number | Histogram;
}

type Labels = Readonly<Record<string, string>>;

export function counter(name: string, help: string, samples: Sample[]): Family {
  return { name, help, type: "counter", samples };
}

export function gauge(name: string, help: string, samples: Sample[]): Family {
  return { name, help, type: "gauge", samples };
}

export function histogram(name: string, help: string, samples: Sample[]): Family {
  return { name, help, type: "histogram", samples };
}

export const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function render(families: readonly Family[]): string {
  return families.map(renderFamily).join("");
}

function renderFamily({ name, help, type, samples }: Family): string {
  const lines = samples.flatMap(({ labels = {}, value }) =>
    typeof value === "number" ? [line(name, labels, value)] : histogramLines(name, labels, value)
  );
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join("\n") + "\n";
}

/** Every bucket counts all values up to its bound. */
function histogramLines(name: string, labels: Labels, { bounds, counts, sum, count }: Histogram): string[] {
  let upTo = 0;
  const buckets = bounds.map((bound, at) => {
    upTo += counts[at]!;
    return line(`${name}_bucket`, { ...labels, le: String(bound) }, upTo);
  });
  return [
    ...buckets,
    line(`${name}_bucket`, { ...labels, le: "+Inf" }, count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

function line(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join()}}`} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
