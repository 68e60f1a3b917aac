/**
 * Parts of Deno that have no public name, the first two outside of its Node compatibility layer. Loading that layer for
 * `AsyncLocalStorage` and `util.format` takes 9 ms, a quarter of what a cold sandbox needs to be ready. Both are what
 * the public APIs themselves are made of; our Deno is pinned, and the tests of logs and capabilities fail without them.
 */
type Internals = {
  readonly core: {
    readonly AsyncVariable: new <T>() => { enter(value: T): AsyncContext; get(): T | undefined };
    setAsyncContext(context: AsyncContext): void;
  };
  inspectArgs(values: readonly unknown[], options: { colors: boolean }): string;
};
type AsyncContext = { readonly asyncContext: unique symbol };

const { core, inspectArgs } = Reflect.get(Deno, Reflect.get(Deno, "internal")) as Internals;
const { AsyncVariable, setAsyncContext } = core;

/** A value that belongs to a call and everything that the call awaits. */
export class CallLocal<T> {
  #variable = new AsyncVariable<T>();

  run<Result>(value: T, work: () => Result): Result {
    const outside = this.#variable.enter(value);
    try {
      return work();
    } finally {
      setAsyncContext(outside);
    }
  }

  getStore(): T | undefined {
    return this.#variable.get();
  }
}

/** What `console.log` would print. */
export function formatValues(values: readonly unknown[]): string {
  return inspectArgs(values, { colors: false });
}

type InnerBody = { readonly streamOrStatic?: { readonly body?: unknown; readonly consumed?: boolean } };
type InnerResponse = { readonly body?: InnerBody | null };

/** Where Deno keeps what a response was made of. Undefined in a Deno that keeps it elsewhere. */
const symbols = new Map(
  Object.getOwnPropertySymbols(new Response("")).map((symbol) => [symbol.description, symbol]),
);
const INNER = symbols.get("response");
const LAZY = symbols.get("lazy static body");

/**
 * The body of a response that was made from a text or from bytes, which most are: reading it as a stream takes five
 * times as long as everything else about sending it. Undefined where it has to be read, as far as we know.
 */
export function staticBodyOf(response: Response): string | Uint8Array<ArrayBuffer> | undefined {
  if (INNER === undefined || LAZY === undefined) return undefined;
  const lazy: unknown = Reflect.get(response, LAZY);
  if (typeof lazy === "string") return lazy;
  const inner = Reflect.get(response, INNER) as InnerResponse | undefined;
  const { body, consumed } = inner?.body?.streamOrStatic ?? {};
  if (consumed !== false) return undefined;
  return typeof body === "string" || isBytes(body) ? body : undefined;
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof NativeUint8Array && value.buffer instanceof NativeArrayBuffer;
}

const NativeUint8Array = Uint8Array;
const NativeArrayBuffer = ArrayBuffer;
