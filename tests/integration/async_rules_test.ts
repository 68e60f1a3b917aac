import assert from "node:assert/strict";
import { ECHO } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";
import { until } from "./until.ts";

/** Names lead where they are made to; which addresses and schemes are reached is left as it is in production. */
const leads: Record<string, string> = {
  "app.test": "93.184.216.34",
  "inward.test": "10.0.0.1",
  "self.test": "127.0.0.1",
};
const platform = usePlatform({}, {
  callbacks: { resolve: (name) => Promise.resolve([leads[name] ?? name]) },
});

test("by default a callback goes to https and the public internet only", async () => {
  const { slug, key } = await platform.deployed("Held", ECHO);
  const refused = [
    "http://app.test/hook",
    "https://inward.test/hook",
    "https://self.test:8787/hook",
    "https://127.0.0.1/hook",
    "https://169.254.169.254/latest",
    "https://[::1]/hook",
    `https://app.test/${"x".repeat(2_048)}`,
  ];
  for (const url of refused) {
    const { status, json } = await call(slug, key, url);
    assert.deepEqual([status, json.error.code], [400, "invalid_callback_url"], url);
  }
});

test("a name that leads inward once the call has ended is not reached, and is tried again later", async () => {
  const { slug, key } = await platform.deployed("Rebound", ECHO);
  const { port } = new URL(platform.url);
  leads["rebound.test"] = "93.184.216.34";
  const answer = call(slug, key, `https://rebound.test:${port}/hook`);
  await answer.then(() => leads["rebound.test"] = "127.0.0.1");
  const { id } = (await answer).json.data;
  await until(async () => {
    const { data } = (await platform.api("GET", `/v1/invocations/${id}`, { token: key })).json;
    return data.status === "completed" && data.callback.attempts > 0 && data.callback.status === "pending";
  });
});

function call(slug: string, key: string, url: string) {
  return platform.invoke(slug, key, {}, { "Prefer": "respond-async", "X-Callback-Url": url });
}
