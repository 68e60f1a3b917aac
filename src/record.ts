import type { Invocation, Invocations } from "./invocations/mod.ts";
import type { Usage } from "./usage/mod.ts";

/** What is done with each call that got past its key, when it has ended. On the path of every call: nothing waits. */
export function createRecord(
  { invocations, usage }: { invocations: Invocations; usage: Usage },
): (invocation: Invocation) => void {
  return (invocation) => {
    invocations.add(invocation);
    // What was refused before the backend saw it has used nothing.
    if (invocation.timing !== null) usage.countCall(invocation);
  };
}
