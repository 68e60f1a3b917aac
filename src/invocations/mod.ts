/**
 * A record of every call that got past its key: what an owner looks at when something is wrong, and what usage and
 * metrics are counted from.
 *
 * A call must not pay for being recorded. `add` makes one line of text and remembers it; what was remembered is written
 * together, by COPY, at most 250 ms after its call: a crash may lose those last records, and the documentation says so.
 * When the database is away records wait, and beyond a bound the oldest go and are counted (`BatchWriter`).
 *
 * The table has a partition for each day, made ahead and dropped whole when its time is over (`partitions.ts`).
 * Ids name the time of the call, so that a list, a page and a span of time are each one range of the one index.
 */
export type { Invocation, InvocationTiming } from "./invocation.ts";
export { createInvocations, type Invocations, type InvocationsSettings } from "./invocations.ts";
export { findInvocation, type InvocationFilter, listInvocations, type StoredInvocation } from "./read.ts";
