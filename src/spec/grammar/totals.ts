/** "The number of all questions", "no questions at all": everything of one kind, which the text counts in several fields. */
import type { Expr } from "../expr.ts";
import { canonical, type Symbol, wordsOf } from "../text/vocabulary.ts";
import { isWord, matchPrefix, type Note, type Parsed, type Reader, type SlotValue } from "./reader.ts";

type ExprRead = Extract<SlotValue, { kind: "expr" }>;

const ALL =
  "[the] ((number|count) of all [the] | (total|overall) (number|count) of [all] | total of all | all [the])";

/** "the number of all questions", "the total number of tickets". */
export function readTotal(reader: Reader, from: number): Parsed<ExprRead> | null {
  const lead = matchPrefix(reader, ALL, from);
  return lead && totalOf(reader, lead.end);
}

/** "there are no questions at all": their number is 0. */
export function readNoneOf(reader: Reader, from: number): Parsed<ExprRead> | null {
  const lead = matchPrefix(reader, "((there are | there were | we have | it has) (no|zero) | no)", from);
  const total = lead && totalOf(reader, lead.end);
  if (!total) return null;
  const end = matchPrefix(reader, "[at all] [were (asked|given|sent)]", total.end)?.end ?? total.end;
  const expr: Expr = {
    kind: "compare",
    op: "eq",
    left: total.value.expr,
    right: { kind: "number", value: "0" },
  };
  return { end, value: { ...total.value, expr } };
}

function totalOf(reader: Reader, at: number): Parsed<ExprRead> | null {
  const token = reader.tokens[at];
  if (token?.kind !== "word" || reader.vocabulary.at(reader.tokens, at)) return null;
  const fields = fieldsCounting(reader, token.lower);
  if (fields.length < 2) return null;
  const said = fields.map(({ key }) => key).join(" + ");
  const notes: Note[] = [{ kind: "assumed", text: `all ${token.lower} are ${said}` }];
  const end = isWord(reader, at + 1, "together", "combined") ? at + 2 : at + 1;
  return { end, value: { kind: "expr", expr: sum(fields), notes } };
}

/** The whole numbers that the text says are of that kind: "how many questions were right and wrong", "wrong answers". */
function fieldsCounting(reader: Reader, noun: string): Symbol[] {
  const counts = reader.vocabulary.symbols().filter(({ role, type }) =>
    role === "input" && type === "integer"
  );
  const words = counts.map(({ key }) => wordsOf(key).join(" "));
  const listed = [", and", "and"].map((and) => `${words.slice(0, -1).join(" , ")} ${and} ${words.at(-1)}`);
  const isListed = listed.some((list) =>
    [`how many ${noun} were`, `how many ${noun} are`, `number of ${noun}`].some((lead) =>
      reader.vocabulary.isMentioned(`${lead} ${list}`)
    )
  );
  if (isListed) return counts;
  const kinds = KINDS.find((kind) => kind.includes(canonical(noun))) ?? [canonical(noun)];
  return counts.filter((_, n) =>
    kinds.some((kind) =>
      [kind, `${kind}s`].some((each) => reader.vocabulary.isMentioned(`${words[n]} ${each}`))
    )
  );
}

/** Each question has one answer. */
const KINDS = [["question", "answer"]];

function sum(fields: readonly Symbol[]): Expr {
  return fields.map(({ id }): Expr => ({ kind: "ref", id })).reduce((left, right) => ({
    kind: "math",
    op: "add",
    left,
    right,
  }));
}
