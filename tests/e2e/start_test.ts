import assert from "node:assert/strict";
import { api, followed, LEAD, test, TOKEN } from "./client.ts";
import { processesNaming, startPlatform } from "./process.ts";

test("a first start prints a curl line that works when pasted, and a second start is ready within 3 s", async (dataDir) => {
  const first = await startPlatform(dataDir);
  const [curl] = await first.printed(/curl -X POST (.|\n)*?'\n/);
  assert.match(first.output(), /Platform token {3}axtl_pt_\w{49}/);
  const pasted = await new Deno.Command("sh", { args: ["-c", curl.replace("curl ", "curl -s ")] }).output();
  const { data } = JSON.parse(new TextDecoder().decode(pasted.stdout));
  assert.equal(data.status, 200);
  assert.equal(data.ok, true);
  assert.ok(Number.isInteger(data.latencyMs));
  assert.equal(data.response.category, "billing", JSON.stringify(data));
  assert.equal(await first.stop(), 0);

  const startedMs = performance.now();
  const second = await startPlatform(dataDir);
  const tookMs = performance.now() - startedMs;
  assert.ok(tookMs < 3_000, `${tookMs} ms`);
  assert.doesNotMatch(second.output(), /axtl_pt_/);
  assert.equal(await second.stop(), 0);
});

test("a stop leaves no process behind", async (dataDir) => {
  const platform = await startPlatform(dataDir, { AXTL_BOOTSTRAP_TOKEN: TOKEN });
  const started = await api(platform.url, "POST", "/v1/generate", {
    name: "Stopped",
    prompt: LEAD,
    autoDeploy: true,
  });
  await followed(platform.url, started.json.data.job.id);
  assert.ok((await processesNaming(dataDir)).length > 1);
  assert.equal(await platform.stop(), 0);
  assert.deepEqual(await processesNaming(dataDir), []);
});

test("a second platform on the same data folder is refused with one line", async (dataDir) => {
  const first = await startPlatform(dataDir, { AXTL_BOOTSTRAP_TOKEN: TOKEN });
  const refused = await startPlatform(dataDir).catch((error) => error as Error);
  assert.ok(refused instanceof Error);
  assert.match(refused.message, new RegExp(`axtl: .*${first.pid}`));
  assert.doesNotMatch(refused.message, /\n\s+at /);
  assert.equal(await first.stop(), 0);
});

test("a bad setting stops the start with a line that names it", async (dataDir) => {
  const refused = await startPlatform(dataDir, { AXTL_PORT: "eighty" }).catch((error) => error as Error);
  assert.ok(refused instanceof Error);
  assert.match(refused.message, /AXTL_PORT takes a whole number/);
});

test("an address that is taken, an odd host and a database that is not there are each one line", async (dataDir) => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const cases: [Record<string, string>, RegExp][] = [
    [{ AXTL_PORT: String(listener.addr.port) }, /axtl: cannot listen on 127\.0\.0\.1:\d+: .*AXTL_PORT/],
    [{ AXTL_HOST: "nohost.invalid" }, /axtl: cannot listen on nohost\.invalid/],
    [
      { DATABASE_URL: "postgres://u:hidden@127.0.0.1:1/x" },
      /axtl: the database cannot be used: .*DATABASE_URL/,
    ],
  ];
  for (const [settings, message] of cases) {
    const refused = await startPlatform(dataDir, settings).catch((error) => error as Error);
    assert.ok(refused instanceof Error);
    assert.match(refused.message, message);
    assert.doesNotMatch(refused.message, /\n\s+at |hidden/);
  }
  listener.close();
  assert.deepEqual(await processesNaming(dataDir), []);
});

test("the same signal heard twice is one: Postgres is stopped all the same", async (dataDir) => {
  const platform = await startPlatform(dataDir, { AXTL_BOOTSTRAP_TOKEN: TOKEN });
  Deno.kill(platform.pid, "SIGINT");
  Deno.kill(platform.pid, "SIGTERM");
  await platform.exited();
  assert.deepEqual(await processesNaming(dataDir), []);
});
