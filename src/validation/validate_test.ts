import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { toCtrf, toJunit, validate } from "./mod.ts";
import type { Gate, Probe } from "./mod.ts";
import { AGENT, DOUBLE, DOUBLE_SPEC, gateOf, testDeps, validateFiles } from "./testing/setup.ts";

const HELLO = { "src/handler.ts": "export default { fetch: () => Response.json({ hello: 1 }) };" };

Deno.test("a correct backend with a Spec passes every gate, but for custom functions, of which it has none", async () => {
  const { report, bundle } = await validateFiles(DOUBLE, DOUBLE_SPEC);
  const others = report.gates.filter((gate) => gate.status !== "passed");
  assert.deepEqual(others.map(({ id, cause }) => [id, cause]), [["behaviour.custom", "not_applicable"]]);
  assert.equal(report.status, "passed");
  assert.match(bundle ?? "", /export\s*\{[^}]*default/);
});

Deno.test("uploaded code passes without a Spec, and every gate it is spared says why", async () => {
  const { report } = await validateFiles(HELLO);
  assert.equal(report.status, "passed");
  const skipped = report.gates.filter((gate) => gate.status === "skipped");
  assert.ok(skipped.length > 0);
  assert.ok(skipped.every((gate) => gate.cause === "not_applicable" && (gate.reason ?? "").length > 10));
  for (
    const id of ["build.imports", "build.types", "behaviour.boot", "behaviour.call", "security.hostile_input"]
  ) {
    assert.equal(gateOf(report, id).status, "passed", id);
  }
});

Deno.test("uploaded JavaScript passes without types", async () => {
  const handler = "export default { fetch(request) { return Response.json({ to: request.url.lenght }); } };";
  assert.equal((await validateFiles({ "src/handler.js": handler })).report.status, "passed");
});

Deno.test("uploaded code may use eval and answer 500, and keep tests that import packages", async () => {
  const { report } = await validateFiles({
    "src/handler.js": "export default { fetch: () => Response.json(eval('1'), { status: 500 }) };",
    "src/handler_test.js": 'import "npm:vitest";',
  });
  assert.equal(report.status, "passed");
});

Deno.test("a type error fails with its place in the artifact", async () => {
  const text = "const n: number = 'one';\nexport default { fetch: () => Response.json(n) };\n";
  const { report } = await validateFiles({ "src/handler.ts": text });
  assert.equal(report.status, "failed");
  assert.deepEqual(gateOf(report, "build.types").findings, [
    {
      message: "TS2322: Type 'string' is not assignable to type 'number'.",
      path: "src/handler.ts",
      line: 1,
      column: 7,
    },
  ]);
});

Deno.test("the types are the web platform's: no Deno, no document, no process", async () => {
  const text =
    "export default { fetch: () => Response.json([Deno, document, process, crypto.randomUUID()]) };";
  const messages = gateOf((await validateFiles({ "src/handler.ts": text })).report, "build.types").findings
    .map(({ message }) => message.match(/Cannot find name '\w+'/)?.[0]);
  assert.deepEqual(messages, [
    "Cannot find name 'Deno'",
    "Cannot find name 'document'",
    "Cannot find name 'process'",
  ]);
});

Deno.test("nothing looks at files whose imports are refused: the gates after it are skipped and name it", async () => {
  const { report, bundle } = await validateFiles({ "src/handler.ts": 'import "node:fs";' });
  assert.equal(bundle, null);
  assert.equal(report.status, "failed");
  for (const id of ["build.types", "build.bundle"]) {
    const { status, cause, reason } = gateOf(report, id);
    assert.deepEqual({ status, cause, reason }, {
      status: "skipped",
      cause: "prerequisite",
      reason: "build.imports did not pass",
    });
  }
  assert.equal(gateOf(report, "behaviour.boot").reason, "build.size did not pass");
});

Deno.test("a backend that throws as it loads fails at boot with what it said", async () => {
  const handler = "throw new Error('no such luck');\nexport default { fetch: () => new Response() };";
  const { report } = await validateFiles({ "src/handler.js": handler });
  const { status, findings } = gateOf(report, "behaviour.boot");
  assert.equal(status, "failed");
  assert.match(String(findings[0]?.evidence), /no such luck/);
});

for (
  const handler of ["export const fetch = () => new Response();", "export default () => new Response();"]
) {
  Deno.test(`a module without a default export that has fetch fails at boot: ${handler}`, async () => {
    const { report } = await validateFiles({ "src/handler.js": handler });
    assert.equal(gateOf(report, "behaviour.boot").status, "failed");
  });
}

Deno.test("a backend that never answers fails its first call", async () => {
  const { report } = await validateFiles({
    "src/handler.js": "export default { fetch: () => new Promise(() => {}) };",
  });
  assert.match(gateOf(report, "behaviour.call").findings[0]?.message ?? "", /timeout/);
});

Deno.test("a bundle over two megabytes fails, and is not booted", async () => {
  const data = Object.fromEntries(
    [1, 2, 3].map((n) => [`src/d${n}.js`, `export default "${"x".repeat(900_000)}";`]),
  );
  const handler = 'import a from "./d1.js"; import b from "./d2.js"; import c from "./d3.js";\n' +
    "export default { fetch: () => new Response(a + b + c) };";
  const { report } = await validateFiles({ ...data, "src/handler.js": handler });
  assert.equal(gateOf(report, "build.size").status, "failed");
  assert.equal(gateOf(report, "behaviour.boot").status, "skipped");
});

Deno.test("a wrong answer is found, the smallest example first, with what was expected", async () => {
  const wrong = {
    ...DOUBLE,
    "src/logic.ts": DOUBLE["src/logic.ts"]!.replaceAll("input.n * 2", "input.n * 3"),
  };
  const { report } = await validateFiles(wrong, DOUBLE_SPEC);
  assert.deepEqual(gateOf(report, "behaviour.cases").findings, [{
    message: "c1: doubles 2: status 200, but another body",
    evidence: {
      input: { n: 2 },
      actual: { status: 200, body: { doubled: 6 } },
      expected: { status: 200, body: { doubled: 4 } },
    },
  }]);
});

Deno.test("a Spec without a case fails: nothing would have been checked", async () => {
  const { report } = await validateFiles(DOUBLE, { ...DOUBLE_SPEC, cases: [] });
  assert.equal(gateOf(report, "behaviour.cases").status, "failed");
});

Deno.test("findings about the Spec fail the report", async () => {
  const { report } = await validateFiles(DOUBLE, {
    ...DOUBLE_SPEC,
    links: [{ message: "step s1 refers to nothing" }],
  });
  assert.equal(report.status, "failed");
  assert.match(report.summary, /First: spec\.links: step s1 refers to nothing$/);
});

const COUNTER = "let calls = 0;\nconst count = () => calls++;\n";

function replaced(path: string, from: string, to: string, before = ""): Record<string, string> {
  return { ...DOUBLE, [path]: before + DOUBLE[path]!.replace(from, to) };
}

const BAD_BACKENDS: { title: string; files: Record<string, string>; gate: string; message: RegExp }[] = [
  {
    title: "a crash on a body of another type",
    files: replaced(
      "src/logic.ts",
      'typeof input !== "object" || input === null || ',
      'typeof input !== "object" || ',
    ),
    gate: "contract.bad_input",
    message: /null as the body: no answer: crashed/,
  },
  {
    title: "taking what is no object",
    files: replaced("src/logic.ts", "status: 422, body", "status: 200, body"),
    gate: "contract.bad_input",
    message: /was accepted/,
  },
  {
    title: "an undocumented status",
    files: replaced("src/logic.ts", "status: 422, body", "status: 418, body"),
    gate: "contract.answers",
    message: /status 418 .* is not documented/,
  },
  {
    title: "a body that is not as documented",
    files: replaced("openapi.json", '"doubled":{"type":"number"}', '"doubled":{"type":"string"}'),
    gate: "contract.answers",
    message: /\/doubled must be string/,
  },
  {
    title: "state that one call leaves for the next",
    files: replaced(
      "src/logic.ts",
      "{ doubled: input.n * 2 }",
      "{ doubled: input.n * 2 + count() }",
      COUNTER,
    ),
    gate: "quality.deterministic",
    message: /two runs gave two answers/,
  },
  {
    title: "chance",
    files: replaced("src/logic.ts", "input.n * 2 }", "input.n * 2 + Math.random() }"),
    gate: "quality.deterministic",
    message: /two runs gave two answers/,
  },
  {
    title: "eval",
    files: replaced("src/logic.ts", "input.n * 2 }", 'eval("4") }'),
    gate: "security.no_eval",
    message: /uses eval/,
  },
  {
    title: "Function by way of a constructor",
    files: replaced("src/logic.ts", "input.n * 2 }", '(() => {}).constructor("return 4")() }'),
    gate: "security.no_eval",
    message: /uses constructor/,
  },
  {
    title: "a slow regular expression",
    files: replaced("src/logic.ts", "input.n * 2 }", "/^(a+)+$/.test(String(input.n)) ? 0 : 4 }"),
    gate: "security.regex",
    message: /more than 50 ms/,
  },
  {
    title: "formatting of its own",
    files: replaced("src/logic.ts", "  body:", "      body:"),
    gate: "build.format",
    message: /not formatted/,
  },
];

for (const { title, files, gate, message } of BAD_BACKENDS) {
  Deno.test(`${gate} finds ${title}`, async () => {
    const { report } = await validateFiles(files, DOUBLE_SPEC);
    const { status, findings } = gateOf(report, gate);
    assert.equal(status, "failed");
    assert.match(findings.map((finding) => finding.message).join("\n"), message);
  });
}

Deno.test("each gate is told as it ends", async () => {
  const told: Gate[] = [];
  const { report } = await validateFiles(HELLO, undefined, { onGate: (gate) => told.push(gate) });
  assert.deepEqual(told, report.gates);
});

Deno.test("a tool that cannot be started skips its gate, and the report does not pass", async () => {
  const deno = { denoPath: "/nowhere/deno", tmpDir: tmpdir(), wrap: (command: readonly string[]) => command };
  const { report } = await validateFiles(HELLO, undefined, { deno });
  assert.equal(gateOf(report, "build.types").cause, "unavailable");
  assert.equal(report.status, "failed");
});

Deno.test("a probe that breaks skips its gate, and the report does not pass", async () => {
  const probe: Probe = () => Promise.reject(new Error("no sandbox today"));
  const { report } = await validateFiles(HELLO, undefined, { probe });
  assert.match(gateOf(report, "behaviour.boot").reason ?? "", /no sandbox today/);
  assert.equal(report.status, "failed");
});

Deno.test("an aborted validation throws the signal's reason and makes no report", async () => {
  const stop = new AbortController();
  const onGate = () => stop.abort(new Error("cancelled"));
  const input = { files: HELLO, agent: AGENT, signal: stop.signal };
  await assert.rejects(validate(input, testDeps({ onGate })), /cancelled/);
});

Deno.test("the same files give the same bundle and the same report files", async () => {
  const [a, b] = await Promise.all([validateFiles(DOUBLE, DOUBLE_SPEC), validateFiles(DOUBLE, DOUBLE_SPEC)]);
  assert.equal(a.bundle, b.bundle);
  assert.equal(toCtrf(a.report), toCtrf(b.report));
  assert.equal(toJunit(a.report), toJunit(b.report));
});
