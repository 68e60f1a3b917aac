/**
 * The counts in Deno's last line, `ok | 12 passed (3 steps) | 1 failed | 2 ignored (1s)`. Read from there and not from
 * the JUnit report, which leaves out the files that did not load. A test may print such a line; Deno's comes last.
 */
export function lastSummary(output: string): { passed: number; failed: number } {
  // deno-lint-ignore no-control-regex
  const plain = output.replace(/\x1b\[[0-9;]*m/g, "");
  const line = plain.split("\n").findLast((line) => /^(?:ok|FAILED) \| \d+ passed/.test(line)) ?? "";
  return { passed: number(line, /(\d+) passed/), failed: number(line, /(\d+) failed/) };
}

function number(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}
