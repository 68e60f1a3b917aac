/**
 * Parts of Deno that have no public name; our Deno is pinned. `core` and `inspectArgs` stand for `AsyncLocalStorage` and
 * `util.format`, which are made of them: loading the Node layer for these takes 9 ms, a quarter of what a cold sandbox
 * needs to be ready, and the tests of logs and capabilities fail without them. The slots of requests and responses are
 * looked for, and where they are not as we think, the public way is taken.
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

type Slots = Readonly<Record<symbol, unknown>>;
type InnerResponse = { readonly body?: Partial<InnerBody> | null };

/** A body as Deno keeps it: a stream, or bytes or a text that nobody has taken yet. */
export type InnerBody = {
  readonly streamOrStatic: { readonly body?: unknown; readonly consumed?: boolean };
  source: unknown;
  length: number | null;
};
type InnerBodyClass = new (what: { body: Uint8Array; consumed: boolean }) => InnerBody;

/** Where Deno keeps what a request or a response is made of. Undefined in a Deno that keeps it elsewhere. */
const slotsOf = (thing: object) =>
  new Map(Object.getOwnPropertySymbols(thing).map((symbol) => [symbol.description, symbol]));
const responseSlots = slotsOf(new Response(""));
const INNER = responseSlots.get("response");
const LAZY = responseSlots.get("lazy static body");
const LAZY_TYPE = responseSlots.get("lazy static content type");

/** The text of a response that is `Response.json(value)` and no more: status 200, and the one header. */
export function plainJsonOf(response: Response | undefined): string | undefined {
  if (LAZY === undefined || LAZY_TYPE === undefined) return undefined;
  const slots = response as unknown as Slots | undefined;
  const text = slots?.[LAZY];
  return typeof text === "string" && slots?.[LAZY_TYPE] === "application/json" ? text : undefined;
}

/**
 * The body of a response that was made from a text or from bytes, which most are: reading it as a stream takes five
 * times as long as everything else about sending it. Undefined where it has to be read, as far as we know.
 */
export function staticBodyOf(response: Response): string | Uint8Array<ArrayBuffer> | undefined {
  if (INNER === undefined || LAZY === undefined) return undefined;
  const slots = response as unknown as Slots;
  const lazy = slots[LAZY];
  if (typeof lazy === "string") return lazy;
  const inner = slots[INNER] as InnerResponse | undefined;
  const { body, consumed } = inner?.body?.streamOrStatic ?? {};
  if (consumed !== false) return undefined;
  return typeof body === "string" || isBytes(body) ? body : undefined;
}

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof NativeUint8Array && value.buffer instanceof NativeArrayBuffer;
}

const NativeUint8Array = Uint8Array;
const NativeArrayBuffer = ArrayBuffer;

const NativeRequest = Request as unknown as new (brand: unknown) => Record<symbol, unknown>;
const sample = new Request("https://sample.invalid", { method: "POST", body: new Uint8Array(1) });
const requestSlots = slotsOf(sample);
const INNER_REQUEST = requestSlots.get("request")!;
const GUARD = requestSlots.get("headers guard")!;
const brand: unknown = Reflect.get(sample, requestSlots.get("[[webidl.brand]]")!);
const innerSample = Reflect.get(sample, INNER_REQUEST) as { body?: InnerBody } | undefined;
const InnerBodyClass = innerSample?.body?.constructor as InnerBodyClass;

/** A `Request` that asks `inner` for everything. Throws, or makes nonsense, in a Deno that keeps requests otherwise. */
export function requestAround(inner: object): Request {
  const request = new NativeRequest(brand);
  request[INNER_REQUEST] = inner;
  request[GUARD] = "request";
  return request as unknown as Request;
}

/** As Deno makes one of bytes. */
export function makeInnerBody(bytes: Uint8Array<ArrayBuffer>, consumed: boolean): InnerBody {
  const body = new InnerBodyClass({ body: bytes, consumed });
  body.source = bytes;
  body.length = bytes.length;
  return body;
}
