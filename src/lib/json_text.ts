/** Parsing recurses: 2 MB of `[` would hold the event loop for 200 ms. No real document is nested this deeply. */
export const MAX_JSON_DEPTH = 200;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export type JsonText = { ok: true; text: string } | { ok: false; message: string };

/**
 * The text of a JSON document, refused where `JSON.parse` would be misled (bytes that are not UTF-8, a byte order
 * mark) or dangerous (nesting). Whether it is JSON, the parser says.
 */
export function decodeJsonText(bytes: Uint8Array): JsonText {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { ok: false, message: "The body is not valid UTF-8." };
  }
  if (text.startsWith("\uFEFF")) {
    return { ok: false, message: "The body starts with a byte order mark; leave it out." };
  }
  if (isDeeperThan(text, MAX_JSON_DEPTH)) {
    return { ok: false, message: `The body is nested deeper than ${MAX_JSON_DEPTH} levels.` };
  }
  return { ok: true, text };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings. */
export function isDeeperThan(text: string, maxDepth: number): boolean {
  if (text.length <= maxDepth) return false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === QUOTE) i = endOfString(text, i);
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > maxDepth) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}

/** Where the quote is that ends the string which begins at `start`: most of a large body is long texts. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}
