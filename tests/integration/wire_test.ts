import assert from "node:assert/strict";
import { mintCredential } from "../../src/lib/credentials.ts";
import { ECHO } from "../fixtures/handlers.ts";
import { type Deployed, test, usePlatform } from "./platform.ts";
import { exchange, type RawAnswer, RawConnection } from "./raw.ts";

const MAX_BODY_BYTES = 1_048_576;
const platform = usePlatform({ AXTL_BODY_TIMEOUT_MS: "400" });

let agent: Promise<Deployed> | undefined;
const echo = () => agent ??= platform.deployed("Wire", ECHO);

/** A POST to the echo backend, good but for what is changed. `null` leaves a header out. */
async function post(
  headers: Record<string, string | null> = {},
  body: string | Uint8Array = "{}",
): Promise<Uint8Array> {
  const { slug, key } = await echo();
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const all = {
    host: "axtl",
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "content-length": String(bytes.length),
    ...headers,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) =>
    `${name}: ${value}`
  );
  const head = `POST /v1/invoke/${slug} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
  return new Uint8Array([...new TextEncoder().encode(head), ...bytes]);
}

const send = async (...request: Parameters<typeof post>) => exchange(platform.url, await post(...request));

function assertRefused(
  { status, headers, body }: RawAnswer,
  expected: number,
  code: string,
  what = "",
): void {
  assert.equal(status, expected, `${what} ${body}`);
  assert.equal(JSON.parse(body).error.code, code, what);
  assert.match(headers.get("x-request-id") ?? "", /./);
}

test("malformed Authorization headers are each a 401 with a code and a challenge", async () => {
  const { key } = await echo();
  const malformed = ["", "Bearer", "Bearer ", `Basic ${key}`, key, `Bearer ${key} x`, `Bearer ${key},`];
  const shapes = [key.slice(1), `${key}x`, key.toUpperCase(), "axtl_ak_", mintCredential("platform_token")];
  for (const authorization of [...malformed, ...shapes.map((shape) => `Bearer ${shape}`)]) {
    const answer = await send({ authorization });
    assertRefused(answer, 401, "malformed_agent_api_key", authorization);
    assert.match(
      answer.headers.get("www-authenticate") ?? "",
      /^Bearer realm="axtl", error="invalid_token"$/,
    );
  }
  const missing = await send({ authorization: null });
  assertRefused(missing, 401, "missing_agent_api_key");
  assert.equal(missing.headers.get("www-authenticate"), 'Bearer realm="axtl"');
});

test("two Authorization headers are malformed, be they equal or not", async () => {
  const { key } = await echo();
  for (const second of [`Bearer ${key}`, `Bearer ${mintCredential("agent_key")}`, ""]) {
    const answer = await send({ authorization: `Bearer ${key}\r\nauthorization: ${second}` });
    assertRefused(answer, 401, "malformed_agent_api_key", second);
  }
});

test("bytes in the header that no key has are malformed, not a crash", async () => {
  const request = await post({ authorization: "Bearer axtl_ak_?" });
  request[request.indexOf("?".charCodeAt(0))] = 0xff;
  assertRefused(await exchange(platform.url, request), 401, "malformed_agent_api_key");
});

test("a body that is declared too large is refused before any of it is sent", async () => {
  const answer = await send({ "content-length": String(MAX_BODY_BYTES + 1) }, "");
  assertRefused(answer, 413, "payload_too_large");
  const absurd = await send({ "content-length": "9".repeat(18) }, "");
  assertRefused(absurd, 413, "payload_too_large");
});

test("a body without a length is refused as soon as it is too large, and one at the limit is taken", async () => {
  const chunked = { "transfer-encoding": "chunked", "content-length": null };
  const chunk = (size: number, fill: string) => `${size.toString(16)}\r\n${fill.repeat(size)}\r\n`;
  assertRefused(await send(chunked, chunk(MAX_BODY_BYTES + 1, "x")), 413, "payload_too_large");
  const whole = `1\r\n"\r\n${chunk(MAX_BODY_BYTES - 2, "x")}1\r\n"\r\n0\r\n\r\n`;
  assert.equal((await send(chunked, whole)).status, 200);
});

test("what is no length, or two different ones, is a 400 of the server and ends the connection", async () => {
  for (const length of ["-1", "x", "2\r\ncontent-length: 3", "2\r\ntransfer-encoding: chunked"]) {
    const connection = await RawConnection.open(platform.url);
    await connection.send(await post({ "content-length": length }));
    assert.equal((await connection.answers(1))[0]!.status, 400, length);
    await connection.ended();
    connection.close();
  }
});

test("a content type that is not JSON, and an encoded body, are a 415", async () => {
  for (const type of [null, "text/plain", "application/jsonx", "application/json; charset=latin1", "json"]) {
    assertRefused(await send({ "content-type": type }), 415, "unsupported_content_type", String(type));
  }
  for (const encoding of ["gzip", "br", "deflate", "x", "gzip, identity"]) {
    const gzipped = new Uint8Array([31, 139, 8, 0]);
    assertRefused(await send({ "content-encoding": encoding }, gzipped), 415, "unsupported_content_type");
  }
  assert.equal((await send({ "content-encoding": "identity" })).status, 200);
});

test("a body that is not JSON is a 400, whatever is wrong with it", async () => {
  const bad: (string | Uint8Array)[] = [
    "",
    " ",
    "{",
    "{}x",
    "{} {}",
    "'a'",
    "NaN",
    "\uFEFF{}",
    '{"a":1,}',
    '"\n"',
  ];
  for (
    const body of [...bad, new Uint8Array([0x22, 0xff, 0x22]), new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])]
  ) {
    assertRefused(await send({}, body), 400, "invalid_json", JSON.stringify(body));
  }
});

test("a body nested a million levels deep is refused, be it of arrays or of objects", async () => {
  for (const body of ["[".repeat(1_000_000), '{"a":'.repeat(200_000)]) {
    assertRefused(await send({}, body), 400, "invalid_json");
  }
});

test("a body that comes too slowly is a 408, with a length and without, on invoke and on the control API", async () => {
  const chunked = { "transfer-encoding": "chunked", "content-length": null };
  assertRefused(await send({ "content-length": "10" }, "{"), 408, "request_timeout");
  assertRefused(await send(chunked, "1\r\n{\r\n"), 408, "request_timeout");
  for (const length of ["content-length: 10\r\n\r\n{", "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n"]) {
    const head = `POST /v1/tokens HTTP/1.1\r\nhost: axtl\r\nauthorization: Bearer ${platform.token}\r\n`;
    const answer = await exchange(platform.url, `${head}content-type: application/json\r\n${length}`);
    assertRefused(answer, 408, "request_timeout", length);
  }
});

test("chunks that are none end the connection", async () => {
  const connection = await RawConnection.open(platform.url);
  await connection.send(
    await post({ "transfer-encoding": "chunked", "content-length": null }, "zz\r\n{}\r\n0\r\n\r\n"),
  );
  await connection.ended();
  connection.close();
});

test("every method but POST is a 405 that says which is allowed", async () => {
  const { slug } = await echo();
  for (const method of ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "post"]) {
    const answer = await exchange(
      platform.url,
      `${method} /v1/invoke/${slug} HTTP/1.1\r\nhost: axtl\r\n\r\n`,
    );
    assertRefused(answer, 405, "method_not_allowed", method);
    assert.equal(answer.headers.get("allow"), "POST");
  }
});

test("HEAD is answered as GET would be, with the length of the body and without the body", async () => {
  const { slug } = await echo();
  for (const path of ["/healthz", "/openapi.json", "/docs", "/v1/agents", `/v1/invoke/${slug}`, "/nowhere"]) {
    const rest = `${path} HTTP/1.1\r\nhost: axtl\r\nx-request-id: same\r\n\r\n`;
    const got = await exchange(platform.url, `GET ${rest}`);
    const connection = await RawConnection.open(platform.url);
    await connection.send(`HEAD ${rest}HEAD ${rest}`);
    const [head] = await connection.answers(2, { bodiless: true });
    connection.close();
    assert.equal(head!.status, got.status, path);
    for (const name of ["content-length", "content-type", "allow"]) {
      assert.equal(head!.headers.get(name), got.headers.get(name), `${path} ${name}`);
    }
  }
});

test("who expects 100-continue is told to go on, and a refusal does not wait for the body", async () => {
  const connection = await RawConnection.open(platform.url);
  const request = await post({ expect: "100-continue" });
  await connection.send(request.subarray(0, request.length - 2));
  assert.equal((await connection.answers(1))[0]!.status, 100);
  await connection.send("{}");
  assert.deepEqual((await connection.answers(2)).map(({ status }) => status), [100, 200]);
  connection.close();
  const refused = await send({ expect: "100-continue", authorization: "none", "content-length": "5000" }, "");
  assertRefused(refused, 401, "malformed_agent_api_key");
});

test("requests that come in one go are answered in their order, also after a refusal", async () => {
  const connection = await RawConnection.open(platform.url);
  const requests = [
    await post({}, "1"),
    await post({ authorization: "none" }),
    await post({}, "{"),
    await post({}, "4"),
  ];
  for (const request of requests) await connection.send(request);
  const answers = await connection.answers(4);
  connection.close();
  assert.deepEqual(answers.map(({ status }) => status), [200, 401, 400, 200]);
  assert.deepEqual([0, 3].map((i) => JSON.parse(answers[i]!.body).data.response.text), ["1", "4"]);
});

test("a caller who hangs up in the middle of his body costs nobody anything", async () => {
  const { slug, key } = await echo();
  for (let i = 0; i < 20; i++) {
    const connection = await RawConnection.open(platform.url);
    await connection.send(await post({ "content-length": "1000" }, "{"));
    connection.close();
  }
  assert.equal((await platform.invoke(slug, key, {})).status, 200);
});

test("2,000 idle connections go unnoticed by those who call", async () => {
  const { slug, key } = await echo();
  const idle: RawConnection[] = [];
  for (let i = 0; i < 2_000; i++) {
    const connection = await RawConnection.open(platform.url);
    if (i % 2 === 0) await connection.send("POST /v1/invoke/x HTTP/1.1\r\nhost: axtl\r\nauthor");
    idle.push(connection);
  }
  for (let i = 0; i < 100; i++) assert.equal((await platform.invoke(slug, key, {})).status, 200);
  idle.forEach((connection) => connection.close());
});

test("without a setting a browser's preflight is refused, and no answer is readable by a page", async () => {
  const { slug, key } = await echo();
  const origin = { Origin: "https://app.example.com" };
  const preflight = await fetch(`${platform.url}/v1/invoke/${slug}`, {
    method: "OPTIONS",
    headers: { ...origin, "Access-Control-Request-Method": "POST" },
  });
  await preflight.body?.cancel();
  assert.equal(preflight.status, 405);
  const answers = [preflight, await platform.invoke(slug, key, {}, origin)];
  for (const { headers } of answers) assert.equal(headers.has("Access-Control-Allow-Origin"), false);
});
