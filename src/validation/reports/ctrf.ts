import type { Gate, Report } from "../report.ts";
import { messageOf } from "./message.ts";

/**
 * The Common Test Report Format (https://ctrf.io). It goes into the artifact, whose bytes must be the same for the
 * same input: so all times are 0, and nothing that was measured is in it.
 */
export function toCtrf(report: Report): string {
  const count = (status: Gate["status"]) => report.gates.filter((gate) => gate.status === status).length;
  const document = {
    reportFormat: "CTRF",
    specVersion: "0.0.0",
    results: {
      tool: { name: "axtl-validation" },
      summary: {
        tests: report.gates.length,
        passed: count("passed"),
        failed: count("failed"),
        pending: 0,
        skipped: count("skipped"),
        other: 0,
        start: 0,
        stop: 0,
      },
      tests: report.gates.map(toTest),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toTest(gate: Gate) {
  const test = { name: gate.id, status: gate.status, duration: 0, tags: [gate.class] };
  return gate.status === "passed" ? test : { ...test, message: messageOf(gate) };
}
