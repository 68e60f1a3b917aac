import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { DEFAULT_LIMITS, type FileLimits, unpackZip } from "./mod.ts";

const HANDLER = strToU8("export default { fetch: () => new Response() };");
const ENTRY = { "src/handler.ts": HANDLER };
const SMALL: FileLimits = { maxFiles: 3, maxFileBytes: 1_000, maxTotalBytes: 2_500 };

function messagesOf(bytes: Uint8Array, limits = DEFAULT_LIMITS): string {
  const result = unpackZip(bytes, limits);
  assert.equal(result.ok, false);
  return result.issues.map(({ path, message }) => `${path}: ${message}`).join("\n");
}

/** Changes the 16 or 32 bits at `offset` of every central directory entry, and of the local header when given. */
function patched(
  bytes: Uint8Array,
  change: (view: DataView, centralAt: number, localAt: number) => void,
): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at < copy.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) change(view, at, view.getUint32(at + 42, true));
  }
  return copy;
}

/** Names of the same length, so that offsets stay: fflate itself would refuse or merge them. */
function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  assert.equal(from.length, to.length);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("").replaceAll(from, to);
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

for (
  const [name, reason] of [
    ["../evil.txt", /\.\. part/],
    ["src/../../evil.txt", /\.\. part/],
    ["src/./evil.txt", /\. or \.\. part/],
    ["src//evil.txt", /empty/],
    ["/etc/evil.txt", /absolute/],
    ["C:/evil.txt", /absolute/],
    ["c:evil.txt", /absolute/],
    ["src\\evil.txt", /backslash/],
    ["..\\evil.txt", /backslash/],
    ["src/evil\0.txt", /NUL/],
    ["src/sp ace.txt", /the path must be relative/],
    ["src/ünï.txt", /the path must be relative/],
    ["src/-rf.txt", /the path must be relative/],
    ["__proto__/x.txt", /reserved/],
    [`src/${"x".repeat(300)}.txt`, /longer than 200/],
  ] as const
) {
  Deno.test(`an entry named ${JSON.stringify(name.slice(0, 40))} is refused`, () => {
    assert.match(messagesOf(zipSync({ ...ENTRY, [name]: strToU8("x") })), reason);
  });
}

Deno.test("a single common top folder is taken off, and hidden files and folders are left out", () => {
  const result = unpackZip(zipSync({
    "repo-main/": [new Uint8Array(), {}],
    "repo-main/src/handler.ts": HANDLER,
    "repo-main/.gitignore": strToU8("x"),
    "repo-main/.github/workflows/ci.yml": strToU8("x"),
    "__MACOSX/repo-main/._handler.ts": strToU8("x"),
  }));
  assert.deepEqual(result, { ok: true, files: { "src/handler.ts": new TextDecoder().decode(HANDLER) } });
});

Deno.test("src is no top folder to take off", () => {
  assert.equal(unpackZip(zipSync(ENTRY)).ok, true);
  assert.match(messagesOf(zipSync({ "src/src/handler.ts": HANDLER })), /there is no src\/handler\.ts/);
});

Deno.test("a zip without a handler is refused with what to add", () => {
  assert.match(
    messagesOf(zipSync({ "index.ts": HANDLER })),
    /there is no src\/handler\.ts or src\/handler\.js: add/,
  );
});

Deno.test("too many files, a large file and a large total are refused before anything is inflated", () => {
  const files = (count: number, sizeBytes: number) =>
    zipSync({
      ...ENTRY,
      ...Object.fromEntries(
        Array.from({ length: count }, (_, n) => [`d/${n}.txt`, new Uint8Array(sizeBytes)]),
      ),
    });
  assert.match(messagesOf(files(3, 1), SMALL), /4 files; at most 3/);
  assert.match(messagesOf(files(1, 1_001), SMALL), /1001 bytes; a file may have 1000/);
  assert.match(messagesOf(files(3, 999), { ...SMALL, maxFiles: 9 }), /bytes in all; at most 2500/);
});

Deno.test("a bomb that declares a small size is stopped at that size", () => {
  const bomb = zipSync({ ...ENTRY, "bomb.txt": new Uint8Array(50_000_000).fill(97) }, { level: 9 });
  const lying = patched(bomb, (view, centralAt, localAt) => {
    if (view.getUint32(centralAt + 24, true) < 1_000_000) return;
    view.setUint32(centralAt + 24, 100, true);
    view.setUint32(localAt + 22, 100, true);
  });
  assert.match(messagesOf(lying), /bomb\.txt: the data does not match its size or checksum/);
});

Deno.test("a bomb that declares its size is refused by it", () => {
  assert.match(
    messagesOf(zipSync({ ...ENTRY, "bomb.txt": new Uint8Array(50_000_000) })),
    /a file may have 1048576/,
  );
});

Deno.test("a zip inside the zip is a file that is no text", () => {
  assert.match(
    messagesOf(zipSync({ ...ENTRY, "inner.zip": zipSync({ a: new Uint8Array(1000).fill(0xff) }) })),
    /inner\.zip: is not UTF-8 text|NUL/,
  );
});

Deno.test("contents that are not text are refused", () => {
  assert.match(
    messagesOf(zipSync({ ...ENTRY, "a.txt": new Uint8Array([0xff, 0xfe]) })),
    /a\.txt: is not UTF-8/,
  );
  assert.match(messagesOf(zipSync({ ...ENTRY, "a.txt": new Uint8Array([97, 0]) })), /a\.txt: .*NUL/);
});

Deno.test("symbolic links and devices are refused", () => {
  const withMode = (mode: number) =>
    zipSync({ ...ENTRY, "link.txt": [strToU8("/etc/passwd"), { os: 3, attrs: mode * 0x10000 }] });
  assert.match(messagesOf(withMode(0o120777)), /link\.txt: is a symbolic link/);
  assert.match(messagesOf(withMode(0o060600)), /neither a file nor a folder/);
});

Deno.test("encrypted entries and other compressions are refused", () => {
  const encrypted = patched(zipSync(ENTRY), (view, at) => view.setUint16(at + 8, 1, true));
  assert.match(messagesOf(encrypted), /encrypted/);
  const lzma = patched(zipSync(ENTRY), (view, at) => view.setUint16(at + 10, 14, true));
  assert.match(messagesOf(lzma), /compression/);
});

Deno.test("duplicates are refused: exact, by case, and as a file that is a folder too", () => {
  const two = zipSync({ ...ENTRY, "aa.txt": strToU8("1"), "ab.txt": strToU8("2") });
  assert.match(messagesOf(renamed(two, "ab.txt", "aa.txt")), /twice/);
  assert.match(messagesOf(zipSync({ ...ENTRY, "A.txt": strToU8("1"), "a.txt": strToU8("2") })), /case/);
  const folder = zipSync({ ...ENTRY, "src/handler.ts/x.txt": strToU8("1") });
  assert.match(messagesOf(folder), /is a file and a folder/);
});

Deno.test("an entry with another name before its data is refused", () => {
  const bytes = patched(zipSync(ENTRY), (view, _at, localAt) => view.setUint8(localAt + 30, 120));
  assert.match(messagesOf(bytes), /another name before its data/);
});

Deno.test("data that was changed after packing is refused", () => {
  const bytes = patched(
    zipSync(ENTRY, { level: 0 }),
    (view, _at, localAt) => view.setUint8(localAt + 30 + 14 + 3, 0x21),
  );
  assert.match(messagesOf(bytes), /does not match its size or checksum/);
});

Deno.test("whatever is cut off or put behind a zip, the answer is an issue and never an exception", () => {
  const bytes = zipSync({ ...ENTRY, "a.txt": strToU8("hello".repeat(100)) });
  for (let length = 0; length < bytes.length; length++) {
    assert.equal(unpackZip(bytes.slice(0, length)).ok, false);
  }
  assert.match(messagesOf(Uint8Array.from([...bytes, 0])), /not a zip/);
});

Deno.test("whatever single byte is damaged, nothing is thrown", () => {
  const bytes = zipSync(ENTRY);
  for (let at = 0; at < bytes.length; at++) {
    for (const value of [0, 0x7f, 0xff]) unpackZip(bytes.with(at, value));
  }
});
