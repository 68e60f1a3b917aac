import assert from "node:assert/strict";
import { packZip } from "../../src/artifacts/mod.ts";
import { notify } from "../../src/db/mod.ts";
import type { Json } from "../../src/lib/json.ts";
import { CAPABLE } from "../fixtures/handlers.ts";
import { type Deployed, test, usePlatform } from "./platform.ts";
import { until } from "./until.ts";

const upstream = { hits: 0, port: 0 };
const platform = usePlatform({}, {
  egress: {
    resolve: (name) => Promise.resolve([name === "inward.test" ? "169.254.169.254" : "127.0.0.1"]),
    isAllowedAddress: (address) => address === "127.0.0.1",
  },
});

let server: Deno.HttpServer<Deno.NetAddr> | undefined;
Deno.test.beforeAll(() => {
  server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, answerUpstream);
  upstream.port = server.addr.port;
});
Deno.test.afterAll(() => server?.shutdown());

async function answerUpstream(request: Request): Promise<Response> {
  upstream.hits++;
  const { pathname } = new URL(request.url);
  if (pathname === "/large") return new Response("x".repeat(3_000_000));
  if (pathname === "/count") return Response.json((await request.arrayBuffer()).byteLength);
  if (pathname === "/empty") return new Response(null, { status: 204 });
  if (pathname === "/away") return Response.redirect(`http://other.test:${upstream.port}/`);
  if (pathname === "/home") return Response.redirect(`http://upstream.test:${upstream.port}/`);
  return Response.json({
    method: request.method,
    key: request.headers.get("x-key"),
    body: await request.text(),
  });
}

/** What the backend made of the wish. */
async function ask({ slug, key }: Deployed, wish: Json): Promise<Json[]> {
  const { json, text } = await platform.invoke(slug, key, wish);
  assert.ok(json?.data?.ok, text);
  return json.data.response;
}

async function store(agent: Deployed, ...calls: Json[][]): Promise<Json[]> {
  return await ask(agent, { store: calls });
}

const entryOf = (value: Json) => value as { value: Json; version: string; expiresAt: string | null };
const refused = (code: string) => ({ error: "CapabilityError", code });

test("what a backend puts into its store is there for the next call, the next version and no other agent", async () => {
  const agent = await platform.deployed("Keeper", CAPABLE);
  const other = await platform.deployed("Neighbour", CAPABLE);
  const value = { text: "ä😀\0\ud800", list: [1, null, { __proto__: 1 }], n: 1e300 };
  const [put] = await store(agent, ["put", "k\0ä😀", value]);
  const [got] = await store(agent, ["get", "k\0ä😀"]);
  assert.deepEqual(entryOf(got!).value, JSON.parse(JSON.stringify(value)));
  assert.equal(entryOf(got!).version, entryOf(put!).version);
  const none = { key: "k\0ä😀", value: null, version: null, expiresAt: null };
  assert.deepEqual(await store(other, ["get", "k\0ä😀"], ["list"]), [none, { entries: [], cursor: null }]);

  const next = await platform.api("POST", `/v1/agents/${agent.agentId}/versions`, {
    body: { files: { "src/handler.ts": `${CAPABLE}\n// the next one` }, autoDeploy: true },
  });
  const job = await platform.finished(next.json.data.job.id);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  assert.deepEqual(await store(agent, ["get", "k\0ä😀"]), [got!]);
});

test("a write that names a version loses to one that came in between", async () => {
  const agent = await platform.deployed("Careful", CAPABLE);
  const [first, again] = await store(agent, ["put", "k", 1, { ifVersion: null }], ["put", "k", 2, {
    ifVersion: null,
  }]);
  assert.deepEqual(again, { ok: false, version: null });
  const { version } = entryOf(first!);
  const [second, third] = await store(agent, ["put", "k", 2, { ifVersion: version }], ["put", "k", 3, {
    ifVersion: version,
  }]);
  assert.equal((second as { ok: boolean }).ok, true);
  assert.deepEqual(third, { ok: false, version: null });
  const [, gone, now] = await store(agent, ["delete", "k"], ["put", "k", 4, {
    ifVersion: entryOf(second!).version,
  }], [
    "get",
    "k",
  ]);
  assert.deepEqual(gone, { ok: false, version: null });
  assert.equal(entryOf(now!).value, null);
});

test("of fifty compare-and-set loops at once none loses its count, nor does increment", async () => {
  const agent = await platform.deployed(
    "Counting",
    `
    export default {
      async fetch(_request: Request, env: Env): Promise<Response> {
        await env.store.increment("summed");
        for (;;) {
          const { value, version } = await env.store.get<number>("set");
          if ((await env.store.put("set", (value ?? 0) + 1, { ifVersion: version })).ok) return Response.json(1);
        }
      },
    };`,
  );
  await Promise.all(Array.from({ length: 50 }, () => platform.invoke(agent.slug, agent.key, {})));
  const { db } = platform.app.services;
  const rows = await db.selectFrom("agent_store").select("value").where("agent_id", "=", agent.agentId)
    .execute();
  assert.deepEqual(rows.map(({ value }) => value), [50, 50]);
});

test("keys and values that no store can keep are refused with what is wrong", async () => {
  const agent = await platform.deployed("Odd", CAPABLE);
  const deep = JSON.parse("[".repeat(150) + "]".repeat(150));
  const outcome = await store(
    agent,
    ["put", "", 1],
    ["put", "x".repeat(513), 1],
    ["put", "\ud800", 1],
    ["put", 7, 1],
    ["put", "k"],
    ["put", "k", "x".repeat(65_536)],
    ["put", "k", "x".repeat(700_000)],
    ["put", "k", 1, { ttl: 5 }],
    ["put", "k", 1, { ttlSeconds: -1 }],
    ["put", "k", 1, { ifVersion: 7 }],
    ["list", { limit: 0 }],
    ["list", { cursor: "!" }],
    ["put", "text", "a"],
    ["increment", "text"],
    ["increment", "n", "1"],
    ["put", "deep", deep],
  );
  const codes = outcome.map((value) => (value as { code?: string }).code);
  assert.deepEqual(codes, [
    "store_invalid_key",
    "store_invalid_key",
    "store_invalid_key",
    "store_invalid_key",
    "store_invalid_value",
    "store_value_too_large",
    "too_large",
    "invalid_arguments",
    "invalid_arguments",
    "invalid_arguments",
    "invalid_arguments",
    "invalid_arguments",
    undefined,
    "store_not_a_number",
    "store_invalid_number",
    undefined,
  ]);
});

test("a full store takes no more, gives room when something goes, and goes with its agent", async () => {
  const agent = await platform.deployed("Full", CAPABLE);
  const { db } = platform.app.services;
  await store(agent, ["put", "a", "x"]);
  await db.updateTable("agent_store_usage").set({ max_keys: 3, max_bytes: "1000" })
    .where("agent_id", "=", agent.agentId).execute();
  const outcome = await store(
    agent,
    ["put", "b", 1],
    ["put", "c", 1],
    ["put", "d", 1],
    ["increment", "d"],
    ["put", "a", "x".repeat(1000)],
    ["put", "a", "y"],
    ["delete", "b"],
    ["put", "d", 1],
  );
  const codes = outcome.map((value) => (value as { code?: string }).code);
  const full = "store_quota_exceeded";
  assert.deepEqual(codes, [undefined, undefined, full, full, full, undefined, undefined, undefined]);

  await platform.api("DELETE", `/v1/agents/${agent.agentId}`);
  for (const table of ["agent_store", "agent_store_usage"] as const) {
    assert.deepEqual(
      await db.selectFrom(table).selectAll().where("agent_id", "=", agent.agentId).execute(),
      [],
    );
  }
});

test("a value nested beyond all measure is refused, and the sandbox lives on", async () => {
  const agent = await platform.deployed(
    "Deep",
    `
    const boot = crypto.randomUUID();
    export default {
      async fetch(_request: Request, env: Env): Promise<Response> {
        const codes: unknown[] = [];
        for (const depth of [199, 201, 2000, 4000]) {
          const value: unknown = JSON.parse("[".repeat(depth) + "]".repeat(depth));
          codes.push(await env.store.put("deep", value).then(({ ok }) => ok, (error) => error.code ?? error.name));
        }
        return Response.json([boot, ...codes]);
      },
    };`,
  );
  const go = async () => (await ask(agent, {})) as string[];
  const [boot, ...codes] = await go();
  assert.deepEqual(codes, [true, "store_invalid_value", "store_invalid_value", "store_invalid_value"]);
  assert.equal((await go())[0], boot);
});

test("more questions at once than the platform takes wait in line, and all are answered", async () => {
  const agent = await platform.deployed(
    "Eager",
    `
    export default {
      async fetch(_request: Request, env: Env): Promise<Response> {
        const sums = await Promise.all(Array.from({ length: 1000 }, () => env.store.increment("n")));
        return Response.json(new Set(sums).size);
      },
    };`,
  );
  const { json } = await platform.invoke(agent.slug, agent.key, {});
  assert.equal(json.data.response, 1000);
});

test("a version that is being tried has a store of its own, no secrets, and reaches no host", async () => {
  const agent = await platform.deployed(
    "Tried",
    `
    export default {
      async fetch(_request: Request, env: Env): Promise<Response> {
        const tries = await env.store.increment("tries");
        const secret = env.secrets.TOKEN ?? null;
        const reached = await fetch("http://upstream.test:${upstream.port}/").then(() => true, (error) => error.code);
        return Response.json({ tries, secret, reached });
      },
    };`,
    { egress: ["upstream.test"], secrets: ["TOKEN"] },
  );
  await platform.api("PUT", `/v1/agents/${agent.agentId}/secrets/TOKEN`, { body: { value: "hidden" } });
  const hitsBefore = upstream.hits;
  const again = await platform.api("POST", `/v1/validation/${agent.agentId}/validate`);
  const job = await platform.finished(again.json.data.jobId);
  assert.equal(job.status, "completed", JSON.stringify(job.failure));
  assert.equal(upstream.hits, hitsBefore);
  const reports = await platform.api("GET", `/v1/validation/agents/${agent.agentId}/reports`);
  assert.ok(!reports.text.includes("hidden"));
  const { json } = await platform.invoke(agent.slug, agent.key, {});
  assert.deepEqual(json.data.response, { tries: 1, secret: "hidden", reached: true });
});

test("a secret reaches the versions that declare it from the next call on, and is shown nowhere", async () => {
  const agent = await platform.deployed("Trusted", CAPABLE, { secrets: ["TOKEN", "UNSET"] });
  const path = `/v1/agents/${agent.agentId}/secrets`;
  const secrets = async () => (await ask(agent, { show: "secrets" }))[0];
  assert.deepEqual(await secrets(), {});
  for (const [name, value] of [["TOKEN", "first-väl\0ue"], ["UNDECLARED", "not for you"]]) {
    const set = await platform.api("PUT", `${path}/${name}`, { body: { value: value! } });
    assert.equal(set.status, 200);
    assert.deepEqual(set.json, { data: { name } });
  }
  assert.deepEqual(await secrets(), { TOKEN: "first-väl\0ue" });
  await platform.api("PUT", `${path}/TOKEN`, { body: { value: "second" } });
  assert.deepEqual(await secrets(), { TOKEN: "second" });

  const listed = await platform.api("GET", path);
  assert.deepEqual(listed.json.data.map(({ name }: { name: string }) => name), ["TOKEN", "UNDECLARED"]);
  assert.ok(!listed.text.includes("second"));
  const { db } = platform.app.services;
  for (const { sealed } of await db.selectFrom("agent_secrets").select("sealed").execute()) {
    assert.ok(!new TextDecoder().decode(sealed).includes("second"));
  }

  assert.equal((await platform.api("DELETE", `${path}/TOKEN`)).status, 204);
  assert.deepEqual(await secrets(), {});
  assert.equal((await platform.api("DELETE", `${path}/TOKEN`)).json.error.code, "secret_not_found");
});

test("a call under way when a secret changes is answered all the same", async () => {
  const agent = await platform.deployed(
    "Slow",
    `
    let go: (value: string) => void;
    const gone = new Promise<string>((resolve) => { go = resolve; });
    export default {
      async fetch(request: Request, env: Env): Promise<Response> {
        if (await request.json() === "begin") {
          setTimeout(() => go("ended"), 400);
          await env.store.put("begun", true);
          return Response.json(await gone);
        }
        return Response.json(env.secrets.TOKEN ?? null);
      },
    };`,
    { secrets: ["TOKEN"] },
  );
  const open = platform.invoke(agent.slug, agent.key, "begin");
  const { db } = platform.app.services;
  const begun = db.selectFrom("agent_store").selectAll().where("agent_id", "=", agent.agentId);
  await until(async () => (await begun.execute()).length > 0);
  await platform.api("PUT", `/v1/agents/${agent.agentId}/secrets/TOKEN`, { body: { value: "new" } });
  assert.equal((await platform.invoke(agent.slug, agent.key, "ask")).json.data.response, "new");
  assert.equal((await open).json?.data?.response, "ended");
});

test("a change that another node made, or that may have been missed, gives fresh sandboxes to whom it concerns", async () => {
  const source = `
    const boot = crypto.randomUUID();
    export default { fetch: (): Response => Response.json(boot) };`;
  const told = await platform.deployed("Told", source, { secrets: ["TOKEN"] });
  const untold = await platform.deployed("Untold", source);
  const boots = async () => [(await ask(told, {})).toString(), (await ask(untold, {})).toString()];
  const first = await boots();
  const { db, signals } = platform.app.services;
  await notify(db, { kind: "secrets", id: told.agentId, change: "of another node" });
  await until(async () => (await boots())[0] !== first[0]);
  const second = await boots();
  signals.tell({ kind: "secrets", id: told.agentId, change: "of another node" });
  assert.deepEqual(await boots(), second);
  signals.tell({ kind: "lost" });
  await until(async () => (await boots())[0] !== second[0]);
  assert.equal((await boots())[1], first[1]);
});

test("a zip declares its hosts and secrets in the query, and every version shows its own", async () => {
  const zip = packZip({ "src/handler.ts": CAPABLE });
  const query = "name=Zipped&egress=upstream.test,*.wild.test&secrets=TOKEN&autoDeploy=true";
  const upload = (query: string) =>
    platform.api("POST", `/v1/agents?${query}`, {
      rawBody: zip.slice(),
      headers: { "Content-Type": "application/zip" },
    });
  const { agent, job } = (await upload(query)).json.data;
  await platform.finished(job.id);
  const [version] = (await platform.api("GET", `/v1/agents/${agent.id}/versions`)).json.data;
  assert.deepEqual([version.egress, version.secrets], [["upstream.test", "*.wild.test"], ["TOKEN"]]);
  assert.equal((await upload("name=Zipped&egress=*")).status, 422);
});

test("secrets that are none are refused, field by field", async () => {
  const agent = await platform.deployed("Picky", CAPABLE);
  const put = (name: string, body: Json) =>
    platform.api("PUT", `/v1/agents/${agent.agentId}/secrets/${name}`, { body });
  for (const name of ["lower", "1ST", "A-B", "A".repeat(65)]) {
    const answer = await put(name, { value: "v" });
    assert.equal(answer.status, 422);
    assert.equal(answer.json.error.details.issues[0].path, "path.name");
  }
  const bodies: Json[] = [{}, { value: "" }, { value: 1 }, { value: "x".repeat(16_385) }, {
    value: "v",
    more: 1,
  }];
  for (const body of bodies) {
    const answer = await put("NAME", body);
    assert.equal(answer.status, 422, JSON.stringify(body));
    assert.ok(!answer.text.includes("xxxx"));
  }
});

test("fetch reaches the hosts that the version declares, and no others", async () => {
  const agent = await platform.deployed("Caller", CAPABLE, {
    egress: ["upstream.test", "*.wild.test", "inward.test"],
  });
  const base = `http://upstream.test:${upstream.port}`;
  const [posted] = await ask(agent, {
    url: `${base}/post`,
    init: { method: "POST", headers: { "X-Key": "k" }, body: "ünï" },
  }) as { status: number; url: string; text: string }[];
  assert.equal(posted!.status, 200);
  assert.equal(posted!.url, `${base}/post`);
  assert.deepEqual(JSON.parse(posted!.text), { method: "POST", key: "k", body: "ünï" });
  assert.equal((await ask(agent, { url: `${base}/large` }) as { text: string }[])[0]!.text.length, 3_000_000);
  assert.equal((await ask(agent, { url: `${base}/empty` }) as { status: number }[])[0]!.status, 204);
  const [home] = await ask(agent, { url: `${base}/home` }) as { redirected: boolean; url: string }[];
  assert.deepEqual([home!.redirected, home!.url], [true, `${base}/`]);
  assert.equal(
    (await ask(agent, { url: `http://a.wild.test:${upstream.port}/` }) as { status: number }[])[0]!.status,
    200,
  );

  const refusals: Record<string, string> = {
    [`http://other.test:${upstream.port}/`]: "fetch_host_not_declared",
    [`http://127.0.0.1:${upstream.port}/`]: "fetch_host_not_declared",
    [`${platform.url}/v1/agents`]: "fetch_host_not_declared",
    [`${base}/away`]: "fetch_host_not_declared",
    "http://inward.test/latest/meta-data/": "fetch_address_not_allowed",
    "file:///etc/passwd": "fetch_invalid_request",
  };
  for (const [url, code] of Object.entries(refusals)) {
    assert.deepEqual(await ask(agent, { url }), [{ error: "TypeError", code }], url);
  }
  const [data] = await ask(agent, { url: "data:text/plain,here" }) as { text: string }[];
  assert.equal(data!.text, "here");
});

test("a request body too large for fetch is refused, and the sandbox lives on", async () => {
  const agent = await platform.deployed(
    "Heavy",
    `
    export default {
      async fetch(): Promise<Response> {
        const send = (bytes: number) =>
          fetch("http://upstream.test:${upstream.port}/count", { method: "POST", body: new Uint8Array(bytes) })
            .then((response) => response.json(), (error) => error.code);
        return Response.json([await send(4_000_000), await send(5_000_000), boot]);
      },
    };
    const boot = Math.random();`,
    { egress: ["upstream.test"] },
  );
  const first = (await platform.invoke(agent.slug, agent.key, {})).json.data.response;
  assert.deepEqual(first.slice(0, 2), [4_000_000, "too_large"]);
  assert.deepEqual((await platform.invoke(agent.slug, agent.key, {})).json.data.response, first);
});

test("an aborted fetch rejects as an aborted fetch does", async () => {
  const agent = await platform.deployed(
    "Impatient",
    `
    export default {
      async fetch(): Promise<Response> {
        const gone = AbortSignal.abort();
        const late = AbortSignal.timeout(1);
        const url = "http://upstream.test:${upstream.port}/large";
        const names = await Promise.all([gone, late].map((signal) =>
          fetch(url, { signal }).then((answer) => answer.text()).then(() => "read", (error) => error.name)));
        return Response.json(names);
      },
    };`,
    { egress: ["upstream.test"] },
  );
  assert.deepEqual((await platform.invoke(agent.slug, agent.key, {})).json.data.response, [
    "AbortError",
    "TimeoutError",
  ]);
});

test("with no model configured env.ai says so", async () => {
  const agent = await platform.deployed("Thinker", CAPABLE);
  assert.deepEqual(await ask(agent, { show: "ai" }), [refused("ai_not_configured")]);
});

test("what a backend writes to its console is in its agent's log, newest first, with call and version", async () => {
  const agent = await platform.deployed("Talker", CAPABLE);
  const path = `/v1/agents/${agent.agentId}/logs`;
  const log = (...lines: Json[][]) =>
    platform.invoke(agent.slug, agent.key, { log: lines }, { "X-Request-Id": `call-${lines.length}` });
  await log(["log", "one", { a: 1 }], ["warn", "two\0"], ["error", "three\ud800"]);
  await log(["debug", "four"]);
  await until(async () => (await platform.api("GET", path)).json.data.length === 4);
  const { data, nextCursor } = (await platform.api("GET", path)).json;
  assert.deepEqual(
    data.map((
      { level, text, requestId, version }: Record<string, Json>,
    ) => [level, text, requestId, version]),
    [
      ["debug", "four", "call-1", 1],
      ["error", "three\ufffd", "call-3", 1],
      ["warn", "two\u2400", "call-3", 1],
      ["info", "one { a: 1 }", "call-3", 1],
    ],
  );
  assert.equal(nextCursor, null);
  const texts = async (query: string) =>
    (await platform.api("GET", path + query)).json.data.map(({ text }: { text: string }) => text.slice(0, 3));
  assert.deepEqual(await texts("?level=warn"), ["two"]);
  assert.deepEqual(await texts("?requestId=call-1"), ["fou"]);
  const first = (await platform.api("GET", `${path}?limit=3`)).json;
  assert.deepEqual(await texts(`?limit=3&cursor=${first.nextCursor}`), ["one"]);
  assert.equal((await platform.api("GET", `${path}?level=loud`)).status, 422);
});

test("the log can be followed as it is written, and resumed where it broke off", async () => {
  const agent = await platform.deployed("Live", CAPABLE);
  const path = `/v1/agents/${agent.agentId}/logs/stream`;
  const follow = (headers: Record<string, string> = {}) =>
    fetch(platform.url + path, { headers: { Authorization: `Bearer ${platform.token}`, ...headers } });
  const stream = await follow();
  assert.match(stream.headers.get("Content-Type") ?? "", /^text\/event-stream/);
  const lines = eventsOf(stream);
  for (let n = 0; n < 3; n++) await platform.invoke(agent.slug, agent.key, { log: [["log", `line ${n}`]] });
  const seen = [await lines.next(), await lines.next(), await lines.next()].map(({ value }) => value!);
  assert.deepEqual(seen.map(({ data }) => data.text), ["line 0", "line 1", "line 2"]);
  await lines.return(undefined);

  const resumed = eventsOf(await follow({ "Last-Event-ID": seen[0]!.id }));
  assert.equal((await resumed.next()).value?.data.text, "line 1");
  await resumed.return(undefined);
});

interface LineEvent {
  id: string;
  data: { text: string };
}

async function* eventsOf(response: Response): AsyncGenerator<LineEvent, void> {
  let text = "";
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const fields = Object.fromEntries(text.slice(0, end).split("\n").map((line) => line.split(/: ?(.*)/s)));
      text = text.slice(end + 2);
      if (fields.event === "line") yield { id: fields.id, data: JSON.parse(fields.data) };
    }
  }
}
