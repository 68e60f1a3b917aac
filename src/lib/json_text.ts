/** Parsing recurses: 2 MB of `[` would hold the event loop for 200 ms. No real document is nested this deeply. */
export const MAX_JSON_DEPTH = 200;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export type JsonText = { ok: true; text: string } | { ok: false; message: string };

/**
 * The text of a JSON document, refused where `JSON.parse` would be misled (bytes that are not UTF-8, a byte order
 * mark) or dangerous (nesting). Whether it is JSON, the parser says.
 */
export function decodeJsonText(bytes: Uint8Array): JsonText {
  if (isDeeperThan(bytes, MAX_JSON_DEPTH)) {
    return { ok: false, message: `The body is nested deeper than ${MAX_JSON_DEPTH} levels.` };
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { ok: false, message: "The body is not valid UTF-8." };
  }
  if (text.startsWith("\uFEFF")) {
    return { ok: false, message: "The body starts with a byte order mark; leave it out." };
  }
  return { ok: true, text };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings. UTF-8 never uses an ASCII byte inside another character, so bytes will do. */
export function isDeeperThan(bytes: Uint8Array, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > maxDepth) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}
