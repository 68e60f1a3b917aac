import assert from "node:assert/strict";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

test("POST validate answers 202 with a job, which ends with a report in the list", async () => {
  const { agentId } = await platform.deployed("Validated again", ECHO);
  const answer = await platform.api("POST", `/v1/validation/${agentId}/validate`);
  assert.equal(answer.status, 202);
  assert.deepEqual(answer.json.data, { jobId: answer.json.data.jobId, agentId, status: "queued" });
  await platform.finished(answer.json.data.jobId);
  const job = await platform.api("GET", `/v1/validation/jobs/${answer.json.data.jobId}`);
  assert.equal(job.json.data.status, "completed");
  assert.equal(job.json.data.validation.status, "passed");
  const reports = await platform.api("GET", `/v1/validation/agents/${agentId}/reports`);
  assert.equal(reports.json.data.length, 2);
  assert.equal(reports.json.data[1].version, 1);
  assert.equal((await platform.api("GET", `/v1/agents/${agentId}`)).json.data.status, "deployed");
});

test("a report has every gate, and one that did not run says why", async () => {
  const { agentId } = await platform.deployed("Every gate", ECHO);
  const reports = await platform.api("GET", `/v1/validation/agents/${agentId}/reports`);
  const { gates } = reports.json.data[0].report;
  const classes = new Set(gates.map((gate: { class: string }) => gate.class));
  for (const name of ["build", "spec", "contract", "behaviour", "security", "quality"]) {
    assert.ok(classes.has(name), name);
  }
  for (const gate of gates) {
    assert.ok(["passed", "skipped"].includes(gate.status), JSON.stringify(gate));
    if (gate.status === "skipped") assert.ok(gate.reason.length > 10, gate.id);
  }
});

test("code that imports from outside, or has a type error, is refused with the line to mend", async () => {
  const bad = {
    "Imports a file":
      `import text from "/etc/passwd" with { type: "text" };\nexport default { fetch: () => new Response(text) };\n`,
    "Imports a process":
      `import { exec } from "node:child_process";\nexport default { fetch: () => new Response(String(exec)) };\n`,
    "Has a type error":
      `const n: number = "one";\nexport default { fetch: () => new Response(String(n)) };\n`,
  };
  for (const [name, handler] of Object.entries(bad)) {
    const started = await platform.api("POST", "/v1/agents", {
      body: { name, files: { "src/handler.ts": handler } },
    });
    const job = await platform.finished(started.json.data.job.id);
    assert.equal(job.status, "failed", name);
    const failure = job.failure as { code: string; details: { findings: { path: string; line: number }[] } };
    assert.equal(failure.code, "validation_failed");
    assert.equal(failure.details.findings[0]!.path, "src/handler.ts", JSON.stringify(failure));
    assert.equal(failure.details.findings[0]!.line, 1);
    assert.ok(!JSON.stringify(job).includes("/tmp/"), "no path of this machine is shown");
  }
});

test("an agent with nothing to validate is a 409", async () => {
  const started = await platform.api("POST", "/v1/generate", {
    body: { name: "Nothing yet", prompt: "Translate the message to French." },
  });
  await platform.finished(started.json.data.job.id);
  const answer = await platform.api("POST", `/v1/validation/${started.json.data.agent.id}/validate`);
  assert.equal(answer.status, 409);
  assert.equal(answer.json.error.code, "agent_not_ready");
});
