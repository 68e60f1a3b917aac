import assert from "node:assert/strict";
import { type Report, toCtrf, toJunit } from "../mod.ts";

const REPORT: Report = {
  status: "failed",
  summary: "",
  durationMs: 1234,
  gates: [
    { id: "build.imports", class: "build", status: "passed", durationMs: 12, findings: [] },
    {
      id: "build.types",
      class: "build",
      status: "failed",
      durationMs: 345,
      findings: [{ message: `a < b & "c" 'd' ]]> \u0000\ud800`, path: "src/a.ts", line: 1, column: 2 }, {
        message: "two",
      }],
    },
    {
      id: "spec.schema",
      class: "spec",
      status: "skipped",
      cause: "not_applicable",
      reason: "no Spec",
      durationMs: 0,
      findings: [],
    },
  ],
};

Deno.test("CTRF counts the gates, gives reasons, and holds nothing that was measured", () => {
  const { reportFormat, results } = JSON.parse(toCtrf(REPORT));
  assert.equal(reportFormat, "CTRF");
  assert.deepEqual(results.summary, {
    tests: 3,
    passed: 1,
    failed: 1,
    pending: 0,
    skipped: 1,
    other: 0,
    start: 0,
    stop: 0,
  });
  assert.deepEqual(results.tests.map((test: { message?: string }) => test.message), [
    undefined,
    `src/a.ts:1:2: a < b & "c" 'd' ]]> \u0000\ud800\ntwo`,
    "no Spec",
  ]);
  assert.deepEqual(
    toCtrf(REPORT),
    toCtrf({ ...REPORT, durationMs: 1, gates: REPORT.gates.map((gate) => ({ ...gate, durationMs: 9 })) }),
  );
});

Deno.test("JUnit escapes what XML takes for markup and replaces what it cannot hold", () => {
  assert.equal(
    toJunit(REPORT),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="validation" tests="3" failures="1" errors="0" skipped="1" time="0">
  <testsuite name="build" tests="2" failures="1" errors="0" skipped="0" time="0">
    <testcase classname="build" name="build.imports" time="0"/>
    <testcase classname="build" name="build.types" time="0"><failure message="a &lt; b &amp; &quot;c&quot; &apos;d&apos; ]]&gt; ��">src/a.ts:1:2: a &lt; b &amp; &quot;c&quot; &apos;d&apos; ]]&gt; ��&#10;two</failure></testcase>
  </testsuite>
  <testsuite name="spec" tests="1" failures="0" errors="0" skipped="1" time="0">
    <testcase classname="spec" name="spec.schema" time="0"><skipped message="no Spec"/></testcase>
  </testsuite>
</testsuites>
`,
  );
});
