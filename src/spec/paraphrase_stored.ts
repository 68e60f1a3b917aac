import type { Expr } from "./expr.ts";
import type { StoreStep } from "./schema.ts";

/** What a step does with what is kept, in plain English. */
export function paraphraseStored(step: StoreStep, say: (expr: Expr) => string): string {
  const kept = step.collection.replace(/^kept\./, "");
  if (step.kind === "all") return `It reads all of ${kept}, ${step.newestFirst ? "newest" : "oldest"} first.`;
  const place = step.at ? `under ${say(step.at)}` : step.kind === "put" ? "under a new id" : "the oldest one";
  switch (step.kind) {
    case "find": {
      const start = step.start?.map(({ key, value }) => `${key} ${JSON.stringify(value)}`).join(", ");
      return `It looks into ${kept}, ${place}${start ? `; where nothing is, it starts with ${start}` : ""}.`;
    }
    case "put": {
      const values = step.values.map(({ key, value }) => `${key} = ${say(value)}`).join(", ");
      return `It keeps ${values} in ${kept}, ${place}.`;
    }
    case "drop":
      return `It removes from ${kept}, ${place}.`;
  }
}
