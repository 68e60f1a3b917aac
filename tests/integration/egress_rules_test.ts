import assert from "node:assert/strict";
import { CAPABLE } from "../fixtures/handlers.ts";
import { test, usePlatform } from "./platform.ts";

const INWARD: Record<string, string[]> = {
  "loopback.test": ["127.0.0.1"],
  "loopback6.test": ["::1"],
  "mapped.test": ["::ffff:127.0.0.1"],
  "private.test": ["10.0.0.1", "192.168.0.1"],
  "metadata.test": ["169.254.169.254"],
  "metadata6.test": ["fd00:ec2::254"],
  "translated.test": ["64:ff9b::7f00:1", "2002:7f00:1::"],
};

/** Names lead where they are made to; which addresses are reached is left as it is in production. */
const platform = usePlatform({}, { egress: { resolve: (name) => Promise.resolve(INWARD[name] ?? []) } });

test("a declared name that points inward is not reached, the platform's own port least of all", async () => {
  const { slug, key } = await platform.deployed("Curious", CAPABLE, { egress: Object.keys(INWARD) });
  const { port } = new URL(platform.url);
  for (const name of Object.keys(INWARD)) {
    const { json } = await platform.invoke(slug, key, { url: `http://${name}:${port}/healthz` });
    assert.deepEqual(json.data.response, [{ error: "TypeError", code: "fetch_address_not_allowed" }], name);
  }
});

test("names and patterns that could stand for an address or for everything can't be declared", async () => {
  const bad = [
    "127.0.0.1",
    "[::1]",
    "localhost",
    "*",
    "*.com*",
    "*.",
    "a.*.com",
    "http://a.com",
    "a.com:80",
    "a.com/x",
  ];
  for (const host of bad) {
    const answer = await platform.api("POST", "/v1/agents", {
      body: { name: "Greedy", files: { "src/handler.ts": CAPABLE }, egress: [host] },
    });
    assert.equal(answer.status, 422, host);
    assert.equal(answer.json.error.details.issues[0].path, "egress.0");
  }
});
