import assert from "node:assert/strict";
import { createLog } from "./log.ts";

function logged(format: "text" | "json", text: string): string {
  const lines: string[] = [];
  createLog(format, (line) => lines.push(line)).info("backend", { text });
  assert.equal(lines.length, 1);
  return lines[0]!;
}

Deno.test("what a backend logs can't forge a line of its own, nor speak to the terminal", () => {
  for (const format of ["text", "json"] as const) {
    const line = logged(format, "hello\nwarn: a line of its own\u001b[31m\r");
    for (const forbidden of ["\n", "\r", "\u001b"]) assert.ok(!line.includes(forbidden), line);
  }
});

Deno.test("plain text stays as it is", () => {
  assert.equal(logged("text", "naïve ✓ 100 %"), "backend text=naïve ✓ 100 %");
});
