import type { Expr } from "../spec/mod.ts";
import { type Doc, group, hardLine, indent, print, softLine } from "./doc.ts";
import { condition, type Emitter } from "./expressions.ts";

/** `if (…) statement`, on one line if it fits, else as a block. */
export function when(expr: Expr, statement: Doc, emitter: Emitter): Doc {
  const test = condition(expr, emitter);
  const flat = print(["if (", test, ") ", statement], 10_000);
  if (flat.length + 2 <= 110 && !flat.includes("\n")) return flat;
  return [
    group("if (", indent(softLine, bare(test)), softLine, ") {"),
    indent(hardLine, statement),
    hardLine,
    "}",
  ];
}

/** A condition without a group of its own, so that it breaks together with the brackets around it. */
function bare(doc: Doc): Doc {
  return typeof doc === "object" && !Array.isArray(doc) && doc.kind === "group" ? doc.of : doc;
}
