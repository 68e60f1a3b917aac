import type { Finding, Gate } from "../report.ts";

/** One line for each finding, or the reason of a gate that was skipped. */
export function messageOf(gate: Gate): string {
  return gate.status === "skipped" ? gate.reason ?? "" : gate.findings.map(lineOf).join("\n");
}

function lineOf({ path, line, column, message }: Finding): string {
  const place = [path, line, column].filter((part) => part !== undefined).join(":");
  return place === "" ? message : `${place}: ${message}`;
}
