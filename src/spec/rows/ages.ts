/** An age, where the request has a date of birth and one other date. */
import { type Fact, type Row, slot } from "./facts.ts";

export const AGE_ROWS: readonly Row[] = [
  {
    id: "date.age",
    patterns: [
      "(work out | calculate|compute|determine|find|get) [person's|their|his|her] age [of person] [in] [full|complete|completed|whole] [years] [(on|at|as of) (that|this|given|other|{on:dated}) [date|day]] {born:birthDate} {then:otherDate}",
    ],
    build(match): Fact[] | null {
      const [born, then] = [slot.expr(match, "born"), slot.expr(match, "then")];
      const on = slot.expr(match, "on") ?? then;
      if (!born || !on) return null;
      const years = { kind: "text", value: "years" } as const;
      return [{
        kind: "compute",
        target: { key: "age", words: "age" },
        value: { kind: "call", fn: "date_span", args: [born, on, years] },
      }];
    },
    assumes: "only complete years count",
    paraphrase: "an age in years",
    examples: [],
    negatives: ["Work out the age of the building.", "Calculate the age on that date."],
  },
];
