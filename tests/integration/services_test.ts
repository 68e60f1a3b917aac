import assert from "node:assert/strict";
import { test, usePlatform } from "./platform.ts";

/** The service's name leads to this machine, where nothing listens on its port. */
const platform = usePlatform({}, {
  egress: { resolve: () => Promise.resolve(["127.0.0.1"]), isAllowedAddress: () => true },
});

const QUOTE = `Input: amount (number, more than 0), currency (text, required).
Call GET https://rates.example.com/v1/latest?symbol={currency}; it answers {"rate": 1.0832}.
converted = amount times rate, rounded to 2 decimals.
If currency is "EUR" no call is made and the rate is 1.
If the rates service can't be reached or fails, respond with 502 and "Rates unavailable".
Return converted and rate.`;

test("a backend that calls a service may reach its host, and answers as it says when the call fails", async () => {
  const started = await platform.api("POST", "/v1/generate", {
    body: { name: "Quote", prompt: QUOTE, autoDeploy: true },
  });
  const { agent, job } = started.json.data;
  const done = await platform.finished(job.id);
  assert.equal(done.status, "completed", JSON.stringify(done.failure));
  const [version] = (await platform.api("GET", `/v1/agents/${agent.id}/versions`)).json.data;
  assert.deepEqual(version.egress, ["rates.example.com"]);
  const key = await newKey(agent.id);
  const skipped = await platform.invoke(agent.slug, key, { amount: 12.5, currency: "EUR" });
  assert.deepEqual(skipped.json.data.response, { converted: 12.5, rate: 1 });
  const failed = await platform.invoke(agent.slug, key, { amount: 1, currency: "USD" });
  assert.ok(failed.text.includes("Rates unavailable"), failed.text);
});

async function newKey(agentId: string): Promise<string> {
  const made = await platform.api("POST", `/v1/agents/${agentId}/api-keys`, { body: { name: "key" } });
  return made.json.data.key;
}
