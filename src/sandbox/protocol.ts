import type { Json } from "../lib/json.ts";

/**
 * Every frame on the socket between the platform and a sandbox. Numbers are part of the protocol: the two sides are
 * built together and never differ in version, so a number may be changed, but in one place only: here.
 */
export const FrameType = {
  // platform → sandbox
  init: 1,
  request: 2,
  cancel: 3,
  ping: 4,
  capabilityResult: 5,
  credit: 6,
  // sandbox → platform
  ready: 16,
  initFailed: 17,
  response: 18,
  callError: 19,
  background: 20,
  settled: 21,
  pong: 22,
  capabilityCall: 23,
  log: 24,
  capabilityCancel: 25,
  capabilityCredit: 26,
  // both ways: the next part of the body that an `init`, `request` or `response` frame began
  chunk: 32,
} as const;

export type FrameType = typeof FrameType[keyof typeof FrameType];

/**
 * One frame. `head` is JSON text (empty where the type needs none), `body` raw bytes. `last` is false while more
 * `chunk` frames of the same call follow. `callId` ties the frames of one call together; 0 is no call.
 */
export type Frame = {
  readonly type: number;
  readonly callId: number;
  readonly last: boolean;
  readonly head: string;
  readonly body: Uint8Array<ArrayBuffer>;
};

/** `[name, value]` pairs, as `new Headers()` takes them. */
export type HeaderPairs = [string, string][];

/** Head of `init`; its body is the source of the backend, one JavaScript module. */
export type InitHead = { slug: string; maxResponseBytes: number };

/** Head of `request`; its body is the caller's body, byte for byte. `stream`: the caller takes an answer as it comes. */
export type RequestHead = { requestId: string; headers: HeaderPairs; stream?: true };

/**
 * Head of `response`; its body is the backend's. `streamed`, which only a call that asked for it may answer: the body
 * follows as it comes, in chunks that may not outrun the call's credit, and ends with an empty one.
 */
export type ResponseHead = { status: number; headers: HeaderPairs; streamed?: true };

/**
 * Head of `credit`: so many more bytes of the call's streamed answer may be sent. `capabilityCredit` says the same of
 * the body of a capability's result.
 */
export type CreditHead = { bytes: number };

/** What an answer may have: the gateway makes a real response of it. */
export const MAX_HEADERS = 100;
export const MAX_HEAD_CHARACTERS = 64 * 1024;
export const isStatus = (status: unknown): status is number =>
  typeof status === "number" && status >= 200 && status <= 599 && status % 1 === 0;

/**
 * Head of `callError`: the call ended with no usable answer, or with half a streamed one (`crashed`: its body threw),
 * but the sandbox lives on.
 */
export type CallErrorHead = { reason: typeof CALL_ERRORS[number] };
export const CALL_ERRORS = ["output_limit", "memory_limit", "cancelled", "crashed"] as const;

/** Head of `initFailed`: what the backend threw while it was imported. */
export type InitFailedHead = { message: string };

/** Head of `log`; the frame's `callId` says which call wrote it. */
export type LogHead = { level: LogLevel; text: string };
export type LogLevel = "debug" | "info" | "warn" | "error";
export const LOG_LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/**
 * Head of `capabilityCall`. A body that is long goes on in further frames of the same type and number, with no head.
 * Its frame's `callId` numbers the capability call; `forCall` is the call that
 * makes it.
 */
export type CapabilityCallHead = { name: string; args: Json; forCall: number };

/**
 * Head of `capabilityResult`, with the `callId` of its `capabilityCall`. A body follows as it comes, within its credit,
 * in further frames without a head; the last one has a head again where the body broke off.
 */
export type CapabilityResultHead = { ok: true; value: Json } | { ok: false; code: string; message: string };

// `capabilityCancel` has neither head nor body: nobody waits for that capability call any more. It is answered all the same.

/** A larger question is refused by the sandbox itself: the platform takes it for an attack. */
export const MAX_CAPABILITY_CHARACTERS = 512 * 1024;
export const MAX_CAPABILITY_BODY_BYTES = 4 * 1024 * 1024;

/** The sandbox keeps further questions back until one of these is answered. */
export const MAX_OPEN_CAPABILITY_CALLS = 128;

/** Longest log line that crosses the socket; a longer one is cut by the sandbox. */
export const MAX_LOG_CHARACTERS = 8192;
