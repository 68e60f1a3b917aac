import type { Finding } from "../report.ts";

/** `TS2322 [ERROR]: message`, or Deno's own `error: message`. */
const START = /^(?:(TS\d+) \[ERROR\]|error): (.+)$/;
const PLACE = /^ +at (.+?):(\d+):(\d+)$/;
const TOTALS = /^(Type checking failed\.|Found \d+ )/;
const MARKER = /^\s*[~^]+\s*$/;
const CONTINUATION = /^ {2,}[^\s|]/;
const ELSEWHERE = /^(file:|\/|https?:|npm:|asset:)/;

/**
 * What `deno check` printed → findings. A message may go on over several lines. The source that is quoted after it is
 * left out: the place says where to look, and what lies outside the artifact must not be told.
 */
export function parseDiagnostics(stderr: string): Finding[] {
  const findings: Finding[] = [];
  /** Null once its place is known: places further on belong to remarks. */
  let current: Finding | null = null;
  let body: string[] = [];
  for (const line of stderr.split("\n")) {
    const start = START.exec(line);
    const place = PLACE.exec(line);
    if (start && !TOTALS.test(start[2] ?? "")) {
      current = { message: [start[1], start[2]].filter(Boolean).join(": ") };
      findings.push(current);
      body = [];
    } else if (current && place) {
      Object.assign(current, placeIn(place));
      current.message = [current.message, ...continuationOf(body)].join(" ");
      current = null;
    } else {
      body.push(line);
    }
  }
  return findings;
}

/** The lines between a message's first line and its place, less the quoted source, which stands above the marker. */
function continuationOf(body: readonly string[]): string[] {
  const marker = body.findIndex((line) => MARKER.test(line));
  const lines = marker === -1 ? [] : body.slice(0, marker - 1);
  return lines.filter((line) => CONTINUATION.test(line)).map((line) => line.trim());
}

function placeIn([, path = "", line, column]: RegExpExecArray): Partial<Finding> {
  return ELSEWHERE.test(path) ? {} : { path, line: Number(line), column: Number(column) };
}
