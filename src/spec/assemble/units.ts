import type { Reading } from "../read/read.ts";
import type { Diagnostic } from "./origin.ts";

/** A value that is compared in kilograms here and in grams there can't be right in both places. */
export function unitClashes(reading: Reading): Diagnostic[] {
  const units = new Map<string, string>();
  const clashes: Diagnostic[] = [];
  const note = (ref: string, unit: string, statement: number) => {
    const before = units.get(ref) ?? unit;
    units.set(ref, before);
    if (before !== unit) {
      const name = ref.replace(/^(in|val)\./, "");
      const reason = `${name} is in ${before} elsewhere and in ${unit} here; nothing is converted.`;
      clashes.push({
        statement,
        status: "ambiguous",
        reason,
        suggestion: `Give ${name} in ${before} everywhere.`,
      });
    }
  };
  reading.statements.forEach(({ facts, notes }, statement) => {
    for (const fact of facts) {
      if (fact.kind !== "field" && fact.kind !== "constrain") continue;
      for (const attribute of fact.attributes) {
        if (attribute.kind === "unit") {
          note(`in.${(fact.name.symbol ?? fact.name).key}`, attribute.unit, statement);
        }
      }
    }
    for (const each of notes) if (each.kind === "unit" && each.ref) note(each.ref, each.text, statement);
  });
  return clashes;
}
