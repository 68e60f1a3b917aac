/**
 * Two parts of Deno that have no public name outside of its Node compatibility layer. Loading that layer for
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
