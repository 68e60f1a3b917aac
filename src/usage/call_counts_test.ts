import assert from "node:assert/strict";
import { CallCounts } from "./call_counts.ts";

const call = { agentId: "agent_b", ok: true, totalMs: 3, requestBytes: 10, responseBytes: 20 };

Deno.test("what could not be written is counted with what came meanwhile", () => {
  const counts = new CallCounts();
  counts.addCall(call);
  counts.addCall({ ...call, ok: false });
  const taken = counts.take(Date.now());
  counts.addCall(call);
  counts.addTestCalls("agent_b", 2);
  counts.putBack(taken);
  const [all, ...others] = counts.take(Date.now());
  assert.deepEqual(others, []);
  assert.deepEqual(
    [all?.calls, all?.errors, all?.testCalls, all?.requestBytes, all?.responseBytes, all?.latency.count],
    [3, 1, 2, 30, 60, 3],
  );
  assert.deepEqual(counts.take(Date.now()), []);
});

Deno.test("what is written is sorted by agent, so that nodes lock rows in one order", () => {
  const counts = new CallCounts();
  for (const agentId of ["agent_b", "agent_c", "agent_a"]) counts.addCall({ ...call, agentId });
  assert.deepEqual(counts.take(Date.now()).map(({ agentId }) => agentId), ["agent_a", "agent_b", "agent_c"]);
});
