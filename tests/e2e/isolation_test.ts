import assert from "node:assert/strict";
import { exists } from "../../src/runtime/programs.ts";
import { api, test, TOKEN } from "./client.ts";
import { deployed } from "./load.ts";
import { startPlatform } from "./process.ts";

const SETTINGS = { AXTL_BOOTSTRAP_TOKEN: TOKEN };
const BWRAP = "/usr/bin/bwrap";
const HAS_BWRAP = exists(BWRAP);

/** Starts the platform on a machine whose bubblewrap does not work, as in many containers. */
const WITHOUT_BWRAP = HAS_BWRAP
  ? [BWRAP, "--dev-bind", "/", "/", "--ro-bind", "/dev/null", BWRAP, "--cap-add", "ALL", "--"]
  : [];

test("without bubblewrap, sandboxes have resource limits, /readyz says so, and calls are served", async (dataDir) => {
  const platform = await startPlatform(dataDir, SETTINGS, WITHOUT_BWRAP);
  const ready = await api(platform.url, "GET", "/readyz");
  assert.equal(ready.json.checks.sandbox, "deno+rlimits");
  const { call } = await deployed(platform.url);
  assert.equal(await call(), 200);
  await platform.stop();
});

test("AXTL_REQUIRE_OS_SANDBOX=1 refuses to start without bubblewrap, in one line that says why", async (dataDir) => {
  const settings = { ...SETTINGS, AXTL_REQUIRE_OS_SANDBOX: "1" };
  const refused = await startPlatform(dataDir, settings, WITHOUT_BWRAP).catch((error) => error as Error);
  assert.ok(refused instanceof Error);
  assert.match(refused.message, /axtl: AXTL_REQUIRE_OS_SANDBOX is 1, but .* deno\+rlimits: .*bwrap/);
  assert.doesNotMatch(refused.message, /\n\s+at /);
});
