/**
 * The built-ins that the bootstrap itself uses, taken before the backend's code is loaded. A backend may replace any
 * global (some libraries do); that must neither change what goes over the socket nor keep calls from being answered.
 * It is robustness, not protection: both sides of this line run in one realm, and the platform trusts neither.
 */
type Getter<T> = (target: object) => T;

function getterOf<T>(prototype: object, name: string): Getter<T> {
  const getter = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (getter === undefined) throw new Error(`no getter for ${name}`);
  return (target) => Reflect.apply(getter, target, []);
}

export const { apply } = Reflect;
const forEachHeader = Headers.prototype.forEach;
const getHeader = Headers.prototype.get;
const getReader = ReadableStream.prototype.getReader;
const read = ReadableStreamDefaultReader.prototype.read;
const { pipeThrough } = ReadableStream.prototype;
const NativeTextDecoderStream = TextDecoderStream;
const cancelReader = ReadableStreamDefaultReader.prototype.cancel;

export const { parse: parseJson, stringify: toJson } = JSON;
export const { defineProperty } = Object;
export const NativeRequest = Request;
export const NativeResponse = Response;
export const NativeMap = Map;
export const NativeReadableStream = ReadableStream;
export const exit: (code?: number) => never = Deno.exit;

export const statusOf: Getter<number> = getterOf(Response.prototype, "status");
export const headersOf: Getter<Headers> = getterOf(Response.prototype, "headers");
export const bodyOf: Getter<ReadableStream<Uint8Array<ArrayBuffer>> | null> = getterOf(
  Response.prototype,
  "body",
);

export function headerOf(headers: Headers, name: string): string | null {
  return apply(getHeader, headers, [name]);
}

export function headerPairs(headers: Headers): [string, string][] {
  const pairs: [string, string][] = [];
  apply(forEachHeader, headers, [(value: string, name: string) => pairs[pairs.length] = [name, value]]);
  return pairs;
}

/** UTF-8 as text, as it comes. */
export function textOf(bytes: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<string> {
  return apply(pipeThrough, bytes, [new NativeTextDecoderStream()]);
}

export type Reader = {
  read(): Promise<ReadableStreamReadResult<Uint8Array<ArrayBuffer>>>;
  cancel(reason: unknown): Promise<void>;
};

export function readerOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Reader {
  const reader = apply(getReader, stream, []);
  return { read: () => apply(read, reader, []), cancel: (reason) => apply(cancelReader, reader, [reason]) };
}
