import type { Expr } from "./expr.ts";
import type { ListExpr } from "./list_expr.ts";
import { say } from "./paraphrase.ts";

const AGGREGATES = {
  sum: "the sum of",
  product: "the product of",
  average: "the average of",
  median: "the median of",
  min: "the smallest of",
  max: "the largest of",
};

/** "the sum of price times quantity over items" */
function sayNumbers(list: Expr): string {
  return list.kind === "map" ? `${say(list.value)} over ${say(list.list)}` : say(list);
}

/** An expression over a list in plain English. */
export function sayList(expr: ListExpr): string {
  switch (expr.kind) {
    case "filter":
      return `those ${say(expr.list)} where ${say(expr.where)}`;
    case "map":
      return `${say(expr.value)} for each of ${say(expr.list)}`;
    case "sort": {
      const keys = expr.by.map((key) =>
        `${say(key.value)} ${key.descending ? "from high to low" : "from low to high"}`
      );
      return `${say(expr.list)}, sorted by ${keys.join(", then by ")}`;
    }
    case "unique":
      return `${say(expr.list)}, only the first with each ${say(expr.by)}`;
    case "take":
      return `the ${expr.from === "start" ? "first" : "last"} ${say(expr.count)} of ${say(expr.list)}`;
    case "pick":
      return `the ${expr.at} of ${say(expr.list)}`;
    case "reduce": {
      const empty = expr.empty ? `, ${say(expr.empty)} if there are none` : "";
      return `${AGGREGATES[expr.fn]} ${sayNumbers(expr.list)}${empty}`;
    }
    case "quantify": {
      const which = expr.which === "some" ? "at least one" : "every one";
      return `${which} of ${say(expr.list)} holds that ${say(expr.where)}`;
    }
    case "group":
      return `for each ${say(expr.by)} among ${say(expr.list)}: ${say(expr.value)}`;
    case "record": {
      const entries = expr.entries.map(({ key, value }) => `${key} (${say(value)})`).join(", ");
      return expr.base ? `${say(expr.base)} with ${entries}` : `a record of ${entries}`;
    }
    case "member":
      return `${expr.key} of ${say(expr.of)}`;
  }
}
