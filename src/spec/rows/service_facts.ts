/** What sentences say of the call that a backend makes. */
import type { Expr } from "../expr.ts";
import type { ShapeEntry } from "../grammar/services.ts";
import type { FetchStep } from "../services.ts";

/** A text makes at most one call, so that "it" and "the service" leave no doubt. */
export const CALL_ID = "call.service";

export type CallFact =
  | {
    kind: "call";
    method: FetchStep["method"];
    host: string;
    path: (string | Expr)[];
    /** Names of fields and values. */
    sent?: string[];
    answer: ShapeEntry[];
    when?: Expr;
  }
  | { kind: "noCall"; when: Expr; key: string; value: Expr }
  | { kind: "callFailure"; status: number; message: string }
  | { kind: "callDefault"; value: Expr; key?: string }
  | { kind: "callHarmless" };

export function exprsOfCall(fact: Extract<CallFact, { kind: "call" | "noCall" }>): Expr[] {
  if (fact.kind === "noCall") return [fact.when, fact.value];
  return [...fact.path.filter((piece) => typeof piece !== "string"), ...(fact.when ? [fact.when] : [])];
}
