import type { HeaderPairs } from "./types.ts";

/** What belongs to one connection (RFC 9110, 7.6.1), or is decided by us. */
const NOT_OURS = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authentication-info",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const DECIDED_HERE = new Set(["host", "content-length", "accept-encoding", "expect", "http2-settings"]);
/** What the bytes were before they were read and unpacked. */
const NO_LONGER_TRUE = new Set(["content-length", "content-encoding"]);
/** What a backend sends to one origin must not follow a redirect to another. */
const FOR_ONE_ORIGIN = new Set(["authorization", "cookie", "cookie2"]);
/** What describes a body goes with it. */
const OF_THE_BODY = new Set(["content-encoding", "content-language", "content-location", "content-type"]);

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The headers of a request as they go out; null when one is not legal, or they are too many. */
export function outgoingHeaders(headers: HeaderPairs, maxBytes: number): HeaderPairs | null {
  const sizeBytes = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);
  if (sizeBytes > maxBytes || !headers.every(([name, value]) => NAME.test(name) && VALUE.test(value))) {
    return null;
  }
  const named = namedByConnection(headers);
  const kept = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .filter(([name]) => !NOT_OURS.has(name) && !DECIDED_HERE.has(name) && !named.has(name));
  const has = (wanted: string) => kept.some(([name]) => name === wanted);
  if (!has("user-agent")) kept.push(["user-agent", "axtl"]);
  if (!has("accept")) kept.push(["accept", "*/*"]);
  return kept;
}

export function incomingHeaders(headers: HeaderPairs): HeaderPairs {
  const named = namedByConnection(headers);
  return headers.filter(([name]) => !NOT_OURS.has(name) && !NO_LONGER_TRUE.has(name) && !named.has(name));
}

export function withoutCredentials(headers: HeaderPairs): HeaderPairs {
  return headers.filter(([name]) => !FOR_ONE_ORIGIN.has(name.toLowerCase()));
}

export function withoutBody(headers: HeaderPairs): HeaderPairs {
  return headers.filter(([name]) => !OF_THE_BODY.has(name.toLowerCase()));
}

export function headerOf(headers: HeaderPairs, wanted: string): string | undefined {
  return headers.find(([name]) => name === wanted)?.[1];
}

/** `Connection` may name further headers that are its own. */
function namedByConnection(headers: HeaderPairs): Set<string> {
  const values = headers.filter(([name]) => name.toLowerCase() === "connection").map(([, value]) => value);
  return new Set(values.join(",").split(",").map((name) => name.trim().toLowerCase()));
}
