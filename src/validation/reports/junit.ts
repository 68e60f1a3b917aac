import type { Gate, GateClass, Report } from "../report.ts";
import { messageOf } from "./message.ts";

/** JUnit XML as CI servers read it: a suite for each class of gates, a case for each gate. All times are 0. */
export function toJunit(report: Report): string {
  const classes = [...new Set(report.gates.map((gate) => gate.class))];
  const suites = classes.map((name) => suite(name, report.gates.filter((gate) => gate.class === name)));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="validation" ${totals(report.gates)}>`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(name: GateClass, gates: readonly Gate[]): string {
  return [`  <testsuite name="${name}" ${totals(gates)}>`, ...gates.map(testcase), "  </testsuite>"].join(
    "\n",
  );
}

function totals(gates: readonly Gate[]): string {
  const count = (status: Gate["status"]) => gates.filter((gate) => gate.status === status).length;
  return `tests="${gates.length}" failures="${count("failed")}" errors="0" skipped="${
    count("skipped")
  }" time="0"`;
}

function testcase(gate: Gate): string {
  const open = `    <testcase classname="${gate.class}" name="${escapeXml(gate.id)}" time="0"`;
  const message = escapeXml(messageOf(gate));
  switch (gate.status) {
    case "passed":
      return `${open}/>`;
    case "skipped":
      return `${open}><skipped message="${message}"/></testcase>`;
    case "failed":
      return `${open}><failure message="${
        escapeXml(gate.findings[0]?.message ?? "")
      }">${message}</failure></testcase>`;
  }
}

/** Characters that XML 1.0 cannot hold, even escaped, become U+FFFD. */
// deno-lint-ignore no-control-regex
const UNREPRESENTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escapeXml(text: string): string {
  return text.toWellFormed().replace(UNREPRESENTABLE, "\ufffd")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&apos;").replaceAll("\n", "&#10;");
}
