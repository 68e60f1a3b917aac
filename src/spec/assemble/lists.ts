/** Values that are picked or gathered: classes by keyword, lists by condition, missing fields. */
import type { Expr } from "../expr.ts";
import type { Field, ValueStep } from "../schema.ts";
import { fail, type Group, head } from "./group.ts";
import { type Draft, type FactOf, factsOf, type SourcedFact, valueId } from "./origin.ts";

export function buildClassify(group: Group, fields: readonly Field[], draft: Draft): ValueStep | null {
  const classes = factsOf(group.facts, "class");
  const defaults = [
    ...factsOf(group.facts, "classDefault").map((each) => ({ each, value: each.fact.value })),
    ...textDefaults(group),
  ];
  const texts = fields.filter((field) => field.type === "string" && !field.format && !field.options);
  const [chosen, second] = defaults;
  if (second && second.value !== chosen!.value) {
    fail(draft, second.each, "contradiction", `${group.key} has two defaults.`);
  }
  if (classes.length === 0 || texts.length === 0) {
    const reason = classes.length === 0
      ? `${group.key} has no keywords.`
      : "There is no text field to look for keywords in.";
    fail(draft, group.facts[0]!, "not_understood", reason);
    return null;
  }
  const id = valueId(group.key);
  draft.assumptions.push(
    {
      node: id,
      text:
        `${group.key} is decided by the first class, in the order of the text, one of whose keywords is mentioned`,
    },
    {
      node: id,
      text: "keywords match whole words, in any case, also with the endings -s, -es, -d, -ed and -ing",
    },
  );
  if (texts.length > 1) {
    draft.assumptions.push({
      node: id,
      text: `keywords are looked for in ${texts.map((field) => field.key).join(", ")}`,
    });
  }
  if (!chosen) {
    draft.assumptions.push({ node: id, text: `${group.key} is null when no keyword is mentioned` });
  }
  return {
    ...head(group),
    kind: "classify",
    texts: texts.map((field) => field.id),
    classes: mergedClasses(classes, id),
    ...(chosen ? { otherwise: chosen.value } : {}),
  };
}

function textDefaults(group: Group): { each: SourcedFact; value: string }[] {
  return factsOf(group.facts, "otherwise").flatMap((each) =>
    each.fact.otherwise?.kind === "text" ? [{ each, value: each.fact.otherwise.value }] : []
  );
}

function mergedClasses(classes: FactOf<"class">[], id: string) {
  return classes.map(({ fact, source }, n) => ({
    id: `${id}.class${n + 1}`,
    value: fact.value,
    keywords: [...new Set(fact.keywords)],
    source,
  }));
}

const ALWAYS: Expr = { kind: "boolean", value: true };

export function buildCollect(group: Group): ValueStep {
  const items = factsOf(group.facts, "collect").map(({ fact, source }, n) => ({
    id: `${valueId(group.key)}.item${n + 1}`,
    when: fact.when ?? ALWAYS,
    value: fact.value,
    source,
  }));
  return { ...head(group), kind: "collect", items };
}

export function buildMissing(group: Group, fields: readonly Field[]): ValueStep {
  return { ...head(group), kind: "missing", fields: fields.map((field) => field.id) };
}
