import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import type { BrokenBody } from "../lib/broken_body.ts";
import { createEgress, type EgressSettings } from "./egress.ts";
import { AUTHORITY, CERTIFICATE, PRIVATE_KEY } from "./testing/certificate.ts";
import type { EgressOutcome, EgressRequest } from "./types.ts";

const HOSTS = ["upstream.test", "*.wild.test"];

/** A server on the loopback, and egress that finds it under every name and may go there. */
function setUp(
  handler: (request: Request) => Response | Promise<Response>,
  settings: EgressSettings = {},
  tls = false,
) {
  const seen: Headers[] = [];
  const server = Deno.serve({
    port: 0,
    hostname: "127.0.0.1",
    onListen() {},
    onError: () => new Response("broken", { status: 500 }),
    ...(tls && { cert: CERTIFICATE, key: PRIVATE_KEY }),
  }, (request) => {
    seen.push(new Headers(request.headers)); // those of a request can't be read once it is closed
    return handler(request);
  });
  const { port } = server.addr;
  const egress = createEgress({
    resolve: () => Promise.resolve(["127.0.0.1"]),
    isAllowedAddress: (address) => address === "127.0.0.1",
    ...settings,
  });
  return {
    seen,
    port,
    go: (path: string, more: Partial<EgressRequest> = {}, gone?: AbortSignal) =>
      egress.fetch(
        "agent_a",
        {
          url: path.startsWith("/") ? `${tls ? "https" : "http"}://upstream.test:${port}${path}` : path,
          method: "GET",
          headers: [],
          body: new Uint8Array(0),
          redirect: "follow",
          ...more,
        },
        HOSTS,
        gone,
      ),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function bytes(outcome: EgressOutcome): Promise<Uint8Array> {
  assert.ok(outcome.ok);
  return Buffer.concat(await Array.fromAsync(outcome.body));
}

const text = async (outcome: EgressOutcome) => new TextDecoder().decode(await bytes(outcome));

/** How it went in the end, the body included. */
async function code(outcome: EgressOutcome): Promise<string> {
  if (!outcome.ok) return outcome.code;
  return await bytes(outcome).then(() => `answered ${outcome.status}`, (error: BrokenBody) => error.code);
}

Deno.test("a request reaches a declared host as it was made, and its answer comes back whole", async () => {
  await using there = setUp(async (request) =>
    new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`, {
      status: 418,
      headers: [["set-cookie", "a=1"], ["set-cookie", "b=2"], ["x-own", "yes"]],
    })
  );
  const outcome = await there.go("/path?q=1", {
    method: "POST",
    headers: [["x-key", "value"], ["content-type", "text/plain"]],
    body: new TextEncoder().encode("ünï"),
  });
  assert.ok(outcome.ok);
  assert.equal(await text(outcome), "POST /path ünï");
  assert.equal(outcome.status, 418);
  assert.equal(outcome.url, `http://upstream.test:${there.port}/path?q=1`);
  assert.deepEqual(outcome.headers.filter(([name]) => name === "set-cookie").map(([, value]) => value), [
    "a=1",
    "b=2",
  ]);
  assert.equal(there.seen[0]?.get("host"), `upstream.test:${there.port}`);
  assert.equal(there.seen[0]?.get("x-key"), "value");
});

Deno.test("hosts that are not declared are not reached, however they are written", async () => {
  await using there = setUp(() => new Response("reached"));
  const urls = [
    "https://other.test/",
    "https://upstream.test.evil.example/",
    "https://evilupstream.test/",
    "https://wild.test/",
    "https://notwild.test/",
    "https://upstream.test./",
    `http://127.0.0.1:${there.port}/`,
    `http://2130706433:${there.port}/`,
    `http://0x7f.1:${there.port}/`,
    `http://[::1]:${there.port}/`,
    `http://[::ffff:127.0.0.1]:${there.port}/`,
    `http://localhost:${there.port}/`,
  ];
  for (const url of urls) assert.equal(await code(await there.go(url)), "fetch_host_not_declared", url);
  for (
    const url of ["ftp://upstream.test/", "file:///etc/passwd", "http://u:p@upstream.test/", "nonsense", ""]
  ) {
    assert.equal(await code(await there.go(url)), "fetch_invalid_request", url);
  }
  assert.equal(await code(await there.go("http://upstream.test:25/")), "fetch_port_not_allowed");
  assert.equal(there.seen.length, 0);
  assert.equal(await text(await there.go(`http://a.b.WILD.test:${there.port}/`)), "reached");
});

Deno.test("by the rules of production a name that points inward is not reached", async () => {
  const inward = [
    "127.0.0.1",
    "10.0.0.7",
    "169.254.169.254",
    "::1",
    "::ffff:127.0.0.1",
    "fd00:ec2::254",
    "64:ff9b::7f00:1",
  ];
  for (const address of inward) {
    const egress = createEgress({ resolve: () => Promise.resolve([address]) });
    const outcome = await egress.fetch("agent_a", {
      url: "http://upstream.test/",
      method: "GET",
      headers: [],
      body: new Uint8Array(0),
      redirect: "follow",
    }, HOSTS);
    assert.equal(await code(outcome), "fetch_address_not_allowed", address);
  }
});

Deno.test("of the addresses of a name only those that may be reached are tried", async () => {
  await using there = setUp(() => new Response("reached"), {
    resolve: () => Promise.resolve(["10.0.0.7", "127.0.0.2", "127.0.0.1"]),
    isAllowedAddress: (address) => address.startsWith("127."),
  });
  assert.equal(await text(await there.go("/")), "reached"); // nobody listens on 127.0.0.2
});

Deno.test("the connection goes to the address that was checked, though the name leads elsewhere a moment later", async () => {
  let asked = 0;
  await using there = setUp(() => new Response("reached"), {
    resolve: () => Promise.resolve([asked++ === 0 ? "127.0.0.1" : "10.0.0.7"]),
  });
  assert.equal(await text(await there.go("/")), "reached");
  assert.equal(asked, 1);
});

Deno.test("over TLS the certificate must prove the name that was asked for", async () => {
  await using there = setUp(() => new Response("reached"), { ca: AUTHORITY }, true);
  assert.equal(await text(await there.go("/")), "reached");
  assert.equal(await text(await there.go(`https://a.wild.test:${there.port}/`)), "reached");
  const other = await there.go(`https://a.b.wild.test:${there.port}/`); // the certificate is for one level
  assert.equal(await code(other), "fetch_failed");
  assert.match(other.ok ? "" : other.message, /does not prove/);
  await using unknown = setUp(() => new Response("reached"), {}, true);
  assert.equal(await code(await unknown.go("/")), "fetch_failed");
});

Deno.test("every redirect is checked like the first request", async () => {
  const targets: Record<string, string> = {
    "/out": "http://other.test/",
    "/loopback": "http://127.0.0.1:1/",
    "/metadata": "http://169.254.169.254/latest/meta-data/",
    "/file": "file:///etc/passwd",
    "/broken": "http://",
  };
  await using there = setUp((request) => {
    const { pathname } = new URL(request.url);
    return new Response(null, { status: 302, headers: { location: targets[pathname] ?? "/again" } });
  });
  assert.equal(await code(await there.go("/out")), "fetch_host_not_declared");
  assert.equal(await code(await there.go("/loopback")), "fetch_host_not_declared");
  assert.equal(await code(await there.go("/metadata")), "fetch_host_not_declared");
  assert.equal(await code(await there.go("/file")), "fetch_invalid_request");
  assert.equal(await code(await there.go("/broken")), "fetch_invalid_request");
  const before = there.seen.length;
  assert.equal(await code(await there.go("/again")), "fetch_too_many_redirects");
  assert.equal(there.seen.length - before, 6);
  assert.equal(await code(await there.go("/again", { redirect: "manual" })), "answered 302");
  assert.equal(await code(await there.go("/again", { redirect: "error" })), "fetch_redirected");
});

Deno.test("a redirect to a declared name that points inward is refused as well", async () => {
  await using there = setUp(
    () => new Response(null, { status: 307, headers: { location: "http://inward.wild.test/" } }),
    { resolve: (name) => Promise.resolve([name.startsWith("inward") ? "169.254.169.254" : "127.0.0.1"]) },
  );
  assert.equal(await code(await there.go("/")), "fetch_address_not_allowed");
});

Deno.test("a redirect takes credentials to no other origin, and turns a POST into a GET where browsers do", async () => {
  await using there = setUp(async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/end") {
      const { method, headers } = request;
      return Response.json([
        method,
        headers.get("authorization"),
        headers.get("cookie"),
        headers.get("content-type"),
        await request.text(),
      ]);
    }
    const host = searchParams.get("host") ?? "upstream.test";
    return new Response(null, {
      status: Number(searchParams.get("status")),
      headers: { location: `http://${host}:${there.port}/end` },
    });
  });
  const post: Partial<EgressRequest> = {
    method: "POST",
    headers: [["Authorization", "Bearer x"], ["Cookie", "a=1"], ["Content-Type", "text/plain"]],
    body: new TextEncoder().encode("body"),
  };
  const sent = async (path: string) => JSON.parse(await text(await there.go(path, post)));
  assert.deepEqual(await sent("/?status=302"), ["GET", "Bearer x", "a=1", null, ""]);
  assert.deepEqual(await sent("/?status=303&host=a.wild.test"), ["GET", null, null, null, ""]);
  assert.deepEqual(await sent("/?status=307"), ["POST", "Bearer x", "a=1", "text/plain", "body"]);
  assert.deepEqual(await sent("/?status=308&host=a.wild.test"), ["POST", null, null, "text/plain", "body"]);
});

Deno.test("headers of the connection are decided here, in both directions", async () => {
  await using there = setUp((request) => Response.json([...request.headers].map(([name]) => name).sort()));
  const outcome = await there.go("/", {
    headers: [
      ["Host", "evil.test"],
      ["Connection", "close, X-Hop"],
      ["X-Hop", "1"],
      ["Transfer-Encoding", "chunked"],
      ["Content-Length", "5"],
      ["Proxy-Authorization", "Basic x"],
      ["Upgrade", "websocket"],
      ["X-Kept", "1"],
    ],
  });
  const names = JSON.parse(await text(outcome));
  assert.deepEqual(names.filter((name: string) => name !== "connection"), [
    "accept",
    "accept-encoding",
    "host",
    "user-agent",
    "x-kept",
  ]);
  assert.equal(there.seen[0]?.get("host"), `upstream.test:${there.port}`);
  assert.ok(outcome.ok);
  const own = outcome.headers.map(([name]) => name);
  for (const name of ["connection", "transfer-encoding", "content-length"]) {
    assert.ok(!own.includes(name), name);
  }
});

Deno.test("headers that would break out of their line, or are too long, are refused", async () => {
  await using there = setUp(() => new Response("reached"));
  const bad: [string, string][] = [["a b", "x"], ["x", "a\r\nevil: 1"], ["x", "\0"], ["x", "ł"], ["", "x"], [
    "x",
    "y".repeat(20_000),
  ]];
  for (const header of bad) {
    assert.equal(await code(await there.go("/", { headers: [header] })), "fetch_invalid_request");
  }
  for (const method of ["CONNECT", "TRACE", "get", "A B", ""]) {
    assert.equal(await code(await there.go("/", { method })), "fetch_invalid_request", method);
  }
});

Deno.test("an answer that is too large is cut off, also when it only becomes so by unpacking", async () => {
  const limits = { maxResponseBytes: 100_000 };
  await using there = setUp((request) => {
    if (new URL(request.url).pathname === "/endless") {
      return new Response(new ReadableStream({ pull: (sink) => sink.enqueue(new Uint8Array(10_000)) }));
    }
    const size = Number(new URL(request.url).pathname.slice(1));
    return new Response(gzipSync(new Uint8Array(size)), { headers: { "content-encoding": "gzip" } });
  }, { limits });
  const small = await there.go("/100000");
  assert.ok(small.ok);
  assert.equal((await bytes(small)).length, 100_000);
  assert.ok(!small.headers.some(([name]) => name === "content-encoding"));
  assert.equal(await code(await there.go("/50000000")), "fetch_too_large");
  assert.equal(await code(await there.go("/endless")), "fetch_too_large");
});

Deno.test("an answer comes as it is sent, and no faster than it is read", async () => {
  const gate = Promise.withResolvers<void>();
  let sent = 0;
  await using there = setUp((request) => {
    if (new URL(request.url).pathname === "/flood") {
      return new Response(
        new ReadableStream({ pull: (sink) => void (sent++, sink.enqueue(new Uint8Array(100_000))) }),
      );
    }
    return new Response(
      new ReadableStream({
        async start(sink) {
          sink.enqueue(new Uint8Array([1]));
          await gate.promise;
          sink.enqueue(new Uint8Array([2]));
          sink.close();
        },
      }),
    );
  }, { limits: { maxResponseBytes: 1_000_000_000 } });
  const outcome = await there.go("/");
  assert.ok(outcome.ok);
  const parts = outcome.body[Symbol.asyncIterator]();
  assert.deepEqual([...(await parts.next()).value], [1]);
  gate.resolve();
  assert.deepEqual([...(await parts.next()).value], [2]);
  assert.equal((await parts.next()).done, true);
  const flood = await there.go("/flood");
  assert.ok(flood.ok);
  for await (const part of flood.body) if (part.length > 0) break;
  for (let before = -1; before !== sent;) {
    before = sent;
    await new Promise((next) => setTimeout(next, 50));
  }
  assert.ok(sent < 500, `${sent} parts of 100 kB were sent to a reader of one`);
});

Deno.test("an agent's turn lasts until its answer is read or given up", async () => {
  await using there = setUp(
    () => new Response(new ReadableStream({ pull: (sink) => sink.enqueue(new Uint8Array(10_000)) })),
    { limits: { atOncePerAgent: 1, maxResponseBytes: 1_000_000_000 } },
  );
  const first = await there.go("/");
  assert.ok(first.ok);
  let isSecondThere = false;
  const second = there.go("/").then((outcome) => (isSecondThere = true, outcome));
  const parts = first.body[Symbol.asyncIterator]();
  for (let n = 0; n < 10; n++) await parts.next();
  assert.equal(isSecondThere, false);
  await parts.return?.();
  const outcome = await second;
  assert.ok(outcome.ok);
  for await (const part of outcome.body) if (part.length > 0) break;
});

Deno.test("a server that is slow to answer, or never ends, costs no more than the time limit", async () => {
  const never = Promise.withResolvers<Response>();
  await using there = setUp((request) => {
    if (new URL(request.url).pathname === "/silent") return never.promise;
    return new Response(new ReadableStream({ start: (sink) => sink.enqueue(new Uint8Array(1)) }));
  }, { limits: { timeoutMs: 150 } });
  assert.equal(await code(await there.go("/silent")), "fetch_timeout");
  assert.equal(await code(await there.go("/trickle")), "fetch_timeout");
  never.resolve(new Response());
});

Deno.test("a resolver that hangs costs no more than the time limit, and a name that is not there says so", async () => {
  await using there = setUp(() => new Response(), {
    resolve: () => new Promise(() => {}),
    limits: { timeoutMs: 50 },
  });
  assert.equal(await code(await there.go("/")), "fetch_timeout");
  await using nowhere = setUp(() => new Response(), {
    resolve: () => Promise.reject(new Error("ENOTFOUND")),
  });
  assert.equal(await code(await nowhere.go("/")), "fetch_failed");
});

Deno.test("a server that breaks off is a failed fetch", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const port = (listener.addr as Deno.NetAddr).port;
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(1000));
      await connection.write(new TextEncoder().encode("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
      connection.close();
    }
  })();
  await using there = setUp(() => new Response());
  assert.equal(await code(await there.go(`http://upstream.test:${port}/`)), "fetch_failed");
  listener.close();
  await serving.catch(() => {});
});

Deno.test("with nothing set otherwise, names are resolved by the system and the loopback is not reached", async () => {
  const outcome = await createEgress().fetch("agent_a", {
    url: "http://localhost:8787/",
    method: "GET",
    headers: [],
    body: new Uint8Array(0),
    redirect: "follow",
  }, ["localhost"]);
  assert.equal(await code(outcome), "fetch_address_not_allowed");
});

Deno.test("a request that nobody waits for any more is broken off", async () => {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  await using there = setUp(() => new Response());
  const gone = new AbortController();
  const outcome = there.go(`http://upstream.test:${listener.addr.port}/`, {}, gone.signal);
  const connection = await listener.accept();
  const buffer = new Uint8Array(1000);
  await connection.read(buffer);
  gone.abort();
  assert.equal(await code(await outcome), "fetch_cancelled");
  assert.equal(await connection.read(buffer).catch(() => null), null); // the other end is closed
  connection.close();
  listener.close();
});
