import assert from "node:assert/strict";
import { Cancellation } from "./cancellation.ts";
import { requestOf } from "./request.ts";

const URL_OF_AGENT = "https://tests.agent/";
const HEADERS: [string, string][] = [["content-type", "application/json"], ["x-request-id", "req_1"]];
const TEXT = '{"input":"ä","n":[1,2]}';

/** What backends do with their request, alone and one after the other. */
const USES: Record<string, (request: Request) => unknown> = {
  "what it is": (r) => [r instanceof Request, Object.prototype.toString.call(r), r.constructor === Request],
  "its line": (r) => [r.method, r.url, r.bodyUsed, r.redirect, r.mode, r.credentials, r.cache, r.referrer],
  "its look": (r) => Deno.inspect(r),
  "its keys": (r) => [Object.keys(r), JSON.stringify(r), "json" in r],
  "headers": (
    r,
  ) => [[...r.headers], r.headers.get("Content-Type"), r.headers.has("x-no"), r.headers === r.headers],
  "headers that change": (r) => {
    r.headers.set("x-request-id", "other");
    r.headers.append("x-more", "1");
    r.headers.delete("content-type");
    return [[...r.headers], r.headers.get("x-request-id"), [...r.clone().headers]];
  },
  "json": async (r) => [await r.json(), r.bodyUsed],
  "text": async (r) => [await r.text(), r.bodyUsed],
  "bytes": async (r) => [...await r.bytes()],
  "arrayBuffer": async (r) => [...new Uint8Array(await r.arrayBuffer())],
  "blob": async (r) => [(await r.blob()).type, await (await r.clone().blob()).text()],
  "a blob": async (r) => [(await r.blob()).type, r.bodyUsed],
  "formData": (r) => r.formData(),
  "body": async (r) => [await new Response(r.body).text(), r.bodyUsed, r.body?.locked],
  "json twice": async (r) => [await r.json(), await r.json()],
  "text after json": async (r) => [await r.json(), await r.text()],
  "json after text": async (r) => [await r.text(), await r.json()],
  "body after json": async (r) => [await r.json(), r.body?.locked, await new Response(r.body).text()],
  "json after body": async (r) => [r.body?.locked, r.bodyUsed, await r.json(), r.bodyUsed],
  "json of a locked body": async (r) => [r.body?.getReader() !== undefined, await r.json()],
  "json cut short": async (r) => [await r.body?.cancel(), await r.json()],
  "clone": async (r) => [await r.clone().json(), r.bodyUsed, await r.json(), r.bodyUsed],
  "clone after json": async (r) => [await r.json(), r.clone().url],
  "a copy": async (r) => {
    const copy = new Request(r);
    return [copy.method, copy.url, [...copy.headers], await copy.json(), r.bodyUsed];
  },
  "a changed copy": async (r) => {
    const copy = new Request(r, { method: "PUT", headers: { a: "b" }, body: "x" });
    return [copy.method, [...copy.headers], await copy.text(), r.bodyUsed, await r.text()];
  },
  "a copy elsewhere": async (r) => {
    const copy = new Request("https://other.test/", r);
    return [copy.method, copy.url, [...copy.headers], await copy.text()];
  },
  "a copy after json": async (r) => [await r.json(), new Request(r).url],
  "its signal": (r) => [r.signal instanceof AbortSignal, r.signal.aborted, r.signal === r.signal],
  "methods of nothing": (r) =>
    Request.prototype.json.call(Object.create(Request.prototype, { url: { value: r.url } })),
  "setting what is read-only": (r) => {
    "use strict";
    return Reflect.set(r, "method", "GET") || Reflect.set(r, "url", "x") || r.method;
  },
  "structured cloning": (r) => structuredClone(r),
};

for (const [what, use] of Object.entries(USES)) {
  Deno.test(`a backend's request answers as any other: ${what}`, async () => {
    for (const text of [TEXT, "", "not JSON", "[1"]) {
      const body = new TextEncoder().encode(text);
      const headers = HEADERS.map(([name, value]): [string, string] => [name, value]);
      const native = new Request(URL_OF_AGENT, { method: "POST", headers: HEADERS, body: body.slice() });
      const ours = requestOf({ url: URL_OF_AGENT, headers, body, cancellation: new Cancellation() });
      assert.deepEqual(await resultOf(use, ours), await resultOf(use, native), `body: ${text}`);
    }
  });
}

Deno.test("the signal of a request aborts with its call, before it was asked for or after", () => {
  for (const isAskedBefore of [true, false]) {
    const cancellation = new Cancellation();
    const request = requestOf({ url: URL_OF_AGENT, headers: [], body: new Uint8Array(2), cancellation });
    if (isAskedBefore) assert.equal(request.signal.aborted, false);
    const copy = isAskedBefore ? request.clone() : undefined;
    cancellation.cancel();
    assert.equal(request.signal.aborted, true);
    assert.equal(request.signal.reason.name, "AbortError");
    if (copy) assert.equal(copy.signal.aborted, true);
  }
});

async function resultOf(use: (request: Request) => unknown, request: Request): Promise<unknown> {
  try {
    return await use(request);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : error;
  }
}
