/** What a sentence asks to be kept, found, changed or removed; `src/spec/assemble` makes steps of it. */
import type { Expr } from "../expr.ts";
import type { Name } from "../grammar/reader.ts";

/** One field of what is kept: with a value, or the input of the same name. */
export interface Detail {
  name: Name;
  value?: Expr;
}

export type Effect =
  /** What is kept has a name: "store notes", "keep a balance for each account". */
  | { do: "thing"; noun?: string; at?: Name; details?: Detail[] }
  /** `isWhole`: all that the request gives. `newId`: under an id that the backend makes. */
  | { do: "put"; noun?: string; at?: Name; details: Detail[]; isWhole: boolean; newId?: "text" | "number" }
  /** A value that goes on from request to request: a counter, a balance. */
  | { do: "keep"; name: Name; at?: Name; start?: string | boolean; isTextStart?: boolean }
  | { do: "set"; name: Name; value?: Expr }
  | { do: "drop"; noun?: string; at?: Name }
  /** Answers the whole record. */
  | { do: "answer"; noun?: string; at?: Name }
  | {
    do: "list";
    noun?: string;
    as?: Name;
    newestFirst?: boolean;
    by?: Name;
    descending?: boolean;
    most?: string;
  }
  | { do: "count"; noun?: string; as?: Name }
  | { do: "pop"; noun?: string };

export type EffectFact = { kind: "effect"; effect: Effect };
