import assert from "node:assert/strict";
import { AS_TOLD } from "../fixtures/handlers.ts";
import { eventually } from "./eventually.ts";
import { test, usePlatform } from "./platform.ts";

const METRICS_TOKEN = "metrics-token-of-the-integration-tests";
const platform = usePlatform({ AXTL_METRICS_TOKEN: METRICS_TOKEN });

async function metrics(token: string | null = METRICS_TOKEN): Promise<string> {
  const { status, text } = await platform.api("GET", "/metrics", { token });
  assert.equal(status, 200, text);
  return text;
}

/** The value of one sample, by its whole name with labels. Undefined: there is none. */
function sample(text: string, name: string): number | undefined {
  const line = text.split("\n").find((line) => line.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}

test("metrics are for the bearer of the metrics token or of a platform token, and of nothing else", async () => {
  const { key } = await platform.deployed("Watched", AS_TOLD);
  await metrics();
  await metrics(platform.token);
  for (const token of [null, key, METRICS_TOKEN + "x", METRICS_TOKEN.slice(1)]) {
    assert.equal((await platform.api("GET", "/metrics", { token })).status, 401);
  }
  assert.equal((await platform.api("GET", "/v1/agents", { token: METRICS_TOKEN })).status, 401);
});

test("metrics count calls by code, sandboxes by state, boots, records and jobs", async () => {
  const { slug, key } = await platform.deployed("Counted", AS_TOLD);
  const before = await metrics();
  for (const status of [200, 200, 503]) await platform.invoke(slug, key, { status });
  await platform.invoke(slug, key, new TextEncoder().encode("{"));
  await platform.invoke(slug, null, {});
  const written = 'axtl_records_written_total{kind="invocation"}';
  const after = await eventually(metrics, (text) => sample(text, written)! >= 4);
  const grown = (name: string) => (sample(after, name) ?? 0) - (sample(before, name) ?? 0);
  assert.equal(grown('axtl_invocations_total{code="answered",status="2xx"}'), 2);
  assert.equal(grown('axtl_invocations_total{code="answered",status="5xx"}'), 1);
  assert.equal(grown('axtl_invocations_total{code="invalid_json",status="4xx"}'), 1);
  assert.equal(grown('axtl_invocations_refused_total{code="missing_agent_api_key"}'), 1);
  assert.equal(grown("axtl_invocation_run_seconds_count"), 3);
  assert.equal(grown('axtl_invocation_duration_seconds_bucket{start="warm",le="+Inf"}'), 3);
  assert.ok(sample(after, 'axtl_sandboxes{state="idle"}')! >= 1);
  assert.ok(sample(after, 'axtl_sandbox_boots_total{result="ok"}')! >= 2);
  assert.equal(sample(after, 'axtl_jobs{state="queued"}'), 0);
  assert.equal(sample(after, 'axtl_async_calls{state="queued"}'), 0);
  assert.equal(sample(after, "axtl_async_oldest_seconds"), 0);
  assert.equal(sample(after, "axtl_database_up"), 1);
  assert.equal(sample(after, 'axtl_records_dropped_total{kind="invocation"}'), 0);
});

test("every line of the metrics is well formed, every metric has its help and type, and none names an agent or a key", async () => {
  const { agentId, slug, key } = await platform.deployed("Nameless", AS_TOLD);
  await platform.invoke(slug, key, { status: 200 });
  const text = await metrics();
  const line = /^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[0-9.e+-]+$|^# (HELP|TYPE) [a-z_]+ \S.*$/;
  for (const each of text.trimEnd().split("\n")) assert.match(each, line);
  const named = new Set(
    [...text.matchAll(/^([a-z_]+?)(?:_bucket|_sum|_count)?[ {]/gm)].map(([, name]) => name!),
  );
  for (const name of named) {
    assert.match(text, new RegExp(`^# TYPE ${name}(_count)? (counter|gauge|histogram)$`, "m"));
  }
  for (const secret of [agentId, slug, key, "Nameless"]) assert.ok(!text.includes(secret));
});
