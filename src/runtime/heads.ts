import { isJsonObject, type Json, type JsonObject } from "../lib/json.ts";
import {
  CALL_ERRORS,
  type CallErrorHead,
  type CapabilityCallHead,
  type CreditHead,
  type HeaderPairs,
  isStatus,
  LOG_LEVELS,
  type LogHead,
  MAX_CAPABILITY_CHARACTERS,
  MAX_HEAD_CHARACTERS,
  MAX_HEADERS,
  MAX_LOG_CHARACTERS,
  ProtocolError,
  type ResponseHead,
} from "../sandbox/mod.ts";

/**
 * Reads the heads of frames from a sandbox. They come out of the backend's realm, so nothing in them is taken on
 * trust: each function throws ProtocolError for anything but the agreed shape.
 */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[^\0\r\n]*$/;

/** A backend's answers have mostly the same head: what was read last need not be read again. */
export class ResponseHeads {
  #text = "";
  #head: ResponseHead | undefined;

  parse(text: string): ResponseHead {
    if (this.#head !== undefined && text === this.#text) return this.#head;
    this.#head = parseResponseHead(text);
    this.#text = text;
    return this.#head;
  }
}

export function parseResponseHead(text: string): ResponseHead {
  const { status, headers, streamed } = parseHead(text, MAX_HEAD_CHARACTERS);
  if (!isStatus(status)) throw new ProtocolError("a response has an illegal status");
  const head: ResponseHead = { status, headers: headerPairs(headers) };
  return streamed === true ? { ...head, streamed } : head;
}

export function parseCallErrorHead(text: string): CallErrorHead {
  const { reason } = parseHead(text, MAX_HEAD_CHARACTERS);
  const known = CALL_ERRORS.find((known) => known === reason);
  if (known === undefined) throw new ProtocolError("an unknown call error");
  return { reason: known };
}

export function parseInitFailedMessage(text: string): string {
  const { message } = parseHead(text, MAX_HEAD_CHARACTERS);
  if (typeof message !== "string") throw new ProtocolError("a failed start has no message");
  return message;
}

export function parseLogHead(text: string): LogHead {
  const head = parseHead(text, 8 * MAX_LOG_CHARACTERS);
  const level = LOG_LEVELS.find((known) => known === head.level);
  if (level === undefined || typeof head.text !== "string") throw new ProtocolError("a malformed log line");
  return { level, text: head.text.slice(0, MAX_LOG_CHARACTERS) };
}

export function parseCapabilityHead(text: string): CapabilityCallHead {
  const { name, args, forCall } = parseHead(text, MAX_CAPABILITY_CHARACTERS);
  if (typeof name !== "string" || !Number.isInteger(forCall)) {
    throw new ProtocolError("a malformed capability call");
  }
  return { name, args: args ?? null, forCall: Number(forCall) };
}

/** Bytes that a receiver took in. */
export function parseCreditHead(text: string): CreditHead {
  const { bytes } = parseHead(text, MAX_HEAD_CHARACTERS);
  if (typeof bytes !== "number" || !Number.isInteger(bytes) || bytes < 1) {
    throw new ProtocolError("a malformed credit");
  }
  return { bytes };
}

function headerPairs(value: Json | undefined): HeaderPairs {
  if (!Array.isArray(value) || value.length > MAX_HEADERS) {
    throw new ProtocolError("a response has malformed or too many headers");
  }
  return value.map(headerPair);
}

function headerPair(pair: Json): [string, string] {
  const [name, value] = Array.isArray(pair) ? pair : [];
  const isLegal = typeof name === "string" && typeof value === "string" &&
    HEADER_NAME.test(name) && HEADER_VALUE.test(value);
  if (!isLegal) throw new ProtocolError("a response has an illegal header");
  return [name, value];
}

function parseHead(text: string, maxCharacters: number): JsonObject {
  if (text.length > maxCharacters) throw new ProtocolError("a frame's head is too long");
  const head = parseJson(text);
  if (!isJsonObject(head)) throw new ProtocolError("a frame's head is not a JSON object");
  return head;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtocolError("a frame's head is not JSON");
  }
}
