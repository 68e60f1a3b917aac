import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { headerOf } from "./headers.ts";
import type { HeaderPairs } from "./types.ts";

/** One request to one address, without redirects. */
export interface Hop {
  url: URL;
  /** Checked; the only one that is connected to. */
  address: string;
  method: string;
  headers: HeaderPairs;
  body: Uint8Array<ArrayBuffer>;
}

export interface HopSettings {
  maxHeaderBytes: number;
  /** Further certificate authorities, for tests. */
  ca?: string | undefined;
  signal: AbortSignal;
}

export interface HopAnswer {
  status: number;
  statusText: string;
  /** Names in lower case. */
  headers: HeaderPairs;
  /** Unpacked. Destroyed when the signal aborts; closed, in the end, in any case. Empty for a redirect. */
  body: Readable;
}

const METHODS_WITHOUT_BODY: readonly string[] = ["GET", "HEAD"];

/** Rejects with what node:http and node:tls reject with, or the signal's reason. */
export async function requestOnce(hop: Hop, settings: HopSettings): Promise<HopAnswer> {
  const response = await send(hop, settings);
  const headers = pairsOf(response.rawHeaders);
  const { statusCode: status = 0, statusMessage: statusText = "" } = response;
  const body = isRedirect(status) ? Readable.from([]) : unpacked(response, hop.method, headers);
  endWith(settings.signal, response, body);
  return { status, statusText, headers, body };
}

/** Both ends at once, so that neither is left open: by the signal, or because nobody reads the body any more. */
function endWith(signal: AbortSignal, response: IncomingMessage, body: Readable): void {
  const stop = () => body.destroy(signal.reason);
  // Whoever reads it meets the error; where nobody does, it is no news.
  for (const stream of [response, body]) stream.on("error", () => {});
  signal.addEventListener("abort", stop, { once: true });
  body.once("close", () => {
    signal.removeEventListener("abort", stop);
    response.destroy();
  });
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * WARNING: `host` is the address that was checked and `servername` the name that the certificate must prove. With the
 * name as `host`, it would be resolved again, to what may be another address by then.
 */
function send(hop: Hop, { ca, maxHeaderBytes, signal }: HopSettings): Promise<IncomingMessage> {
  const { url, address, method, body } = hop;
  const isTls = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const outgoing = (isTls ? requestHttps : requestHttp)({
      host: address,
      port: url.port || (isTls ? 443 : 80),
      method,
      path: url.pathname + url.search,
      headers: headersOf(hop),
      setHost: false,
      agent: false,
      maxHeaderSize: maxHeaderBytes,
      signal,
      ...(isTls && { servername: url.hostname, rejectUnauthorized: true, ...(ca !== undefined && { ca }) }),
    }, resolve);
    outgoing.on("error", (error) => reject(signal.aborted ? signal.reason : error));
    outgoing.end(body.length > 0 ? body : undefined);
  });
}

/** As Node takes them: one value for each name, or a list. */
function headersOf({ url, method, headers, body }: Hop): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = { host: url.host, "accept-encoding": "gzip, br" };
  for (const [name, value] of headers) {
    const before = all[name];
    all[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  const hasBody = body.length > 0 || !METHODS_WITHOUT_BODY.includes(method);
  return hasBody ? { ...all, "content-length": String(body.length) } : all;
}

function pairsOf(raw: readonly string[]): HeaderPairs {
  const pairs: HeaderPairs = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at]!.toLowerCase(), raw[at + 1]!]);
  return pairs;
}

function unpacked(response: IncomingMessage, method: string, headers: HeaderPairs): Readable {
  const unpack = method === "HEAD"
    ? null
    : unpackerFor(headerOf(headers, "content-encoding")?.trim().toLowerCase());
  if (unpack === null) return response;
  response.on("error", (error) => unpack.destroy(error));
  return response.pipe(unpack);
}

function unpackerFor(encoding: string | undefined) {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "deflate") return createInflate();
  if (encoding === "br") return createBrotliDecompress();
  return null;
}
