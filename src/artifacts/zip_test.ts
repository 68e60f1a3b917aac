import assert from "node:assert/strict";
import { unzipSync } from "fflate";
import { packZip, unpackZip } from "./mod.ts";

const FILES = {
  "src/handler.ts": "export default { fetch: () => new Response('žluťoučký 🐎') };\n",
  "src/logic.ts": "x".repeat(10_000),
  "README.md": "",
};

Deno.test("the same files give the same bytes, in whatever order they come", () => {
  const reversed = Object.fromEntries(Object.entries(FILES).reverse());
  assert.deepEqual(packZip(reversed), packZip(FILES));
});

Deno.test("entries are sorted and carry the fixed time and mode, so that time and place leave no trace", () => {
  const bytes = packZip(FILES);
  assert.deepEqual(Object.keys(unzipSync(bytes)), ["README.md", "src/handler.ts", "src/logic.ts"]);
  const view = new DataView(bytes.buffer);
  const entries = [...centralOffsets(view)];
  assert.equal(entries.length, 3);
  for (const at of entries) {
    assert.equal(view.getUint16(at + 12, true), 12 << 11, "time: noon");
    assert.equal(view.getUint16(at + 14, true), (1 << 5) | 1, "date: 1980-01-01");
    assert.equal(view.getUint32(at + 38, true) >>> 16, 0o100644);
  }
});

function* centralOffsets(view: DataView): Generator<number> {
  for (let at = 0; at < view.byteLength - 4; at++) if (view.getUint32(at, true) === 0x02014b50) yield at;
}

Deno.test("what was packed comes out again", () => {
  assert.deepEqual(unpackZip(packZip(FILES)), { ok: true, files: FILES });
});
