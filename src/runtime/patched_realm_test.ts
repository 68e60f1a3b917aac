/** A backend may replace whatever it finds in its realm: its calls still arrive, and their answers are its own. */
import assert from "node:assert/strict";
import { testRuntime } from "./testing.ts";

const PATCHES: Record<string, string> = {
  "the methods of Request": `
    for (const name of ["json", "text", "clone", "arrayBuffer"]) Request.prototype[name] = () => { throw "patched" };
    for (const name of ["url", "headers", "method", "signal", "body"]) {
      Object.defineProperty(Request.prototype, name, { get() { throw "patched" } });
    }`,
  "Request and Response themselves": `
    globalThis.Request = globalThis.Headers = class { constructor() { throw "patched" } };
    const Native = Response;
    globalThis.Response = class extends Native { static json() { throw "patched" } };`,
  "the slots of Request": `
    const sample = new Request("https://x.test", { method: "POST", body: "x" });
    for (const symbol of Object.getOwnPropertySymbols(sample)) {
      if (symbol.description.includes("brand")) continue; // without it no request can be made, by anybody
      Object.defineProperty(Request.prototype, symbol, { get() { throw "patched" }, set() { throw "patched" } });
    }`,
  "Object.prototype": `
    Object.assign(Object.prototype, { streamed: true, status: 999, consumed: true, stream: true, headers: [["a", "b"]] });`,
  "decoding": `TextDecoder.prototype.decode = () => '["forged"]';`,
  "globals": `Symbol = Promise = Map = AbortController = TextDecoder = TextEncoder = undefined;`,
  "JSON": `JSON.parse = JSON.stringify = () => { throw "patched" };`,
  "Reflect": `Reflect.get = Reflect.set = Reflect.construct = () => { throw "patched" };`,
  "arrays": `Array.prototype.push = () => { throw "patched" };`,
};

const INNER_IS_FORGED = `
  const slot = (thing, name) => Object.getOwnPropertySymbols(thing).find(({ description }) => description === name);
  export default { async fetch(request) {
    const answer = Response.json("forged");
    answer[slot(answer, "lazy static body")] = { length: 1e12, toString: () => "x" };
    answer[slot(answer, "lazy static content type")] = ["application/json"];
    request[slot(request, "request")].onCancel(() => { throw new Error("thrown on cancel") });
    return answer;
  } };`;

for (const [what, patch] of Object.entries(PATCHES)) {
  Deno.test(`${what} may be patched: calls arrive and are answered`, async () => {
    await using lab = await testRuntime({ limits: { timeoutMs: 3000 } });
    const source = `let patch = () => { ${patch} };
      export default { fetch() {
        try { patch() } catch {}
        patch = () => {};
        return new globalThis.Response("fine", { status: 201 });
      } };`;
    for (let call = 0; call < 3; call++) {
      const outcome = await lab.call(source, { n: call });
      assert.equal(outcome.kind, "answered", JSON.stringify(outcome));
      assert.equal(outcome.kind === "answered" && outcome.status, 201);
      assert.equal(outcome.kind === "answered" && new TextDecoder().decode(outcome.body), "fine");
    }
  });
}

Deno.test("a response whose inside is forged ends its own sandbox, and nothing else", async () => {
  await using lab = await testRuntime();
  for (let call = 0; call < 2; call++) {
    const outcome = await lab.call(INNER_IS_FORGED, {});
    assert.equal(outcome.kind === "failed" && outcome.reason, "crashed", JSON.stringify(outcome));
  }
});
