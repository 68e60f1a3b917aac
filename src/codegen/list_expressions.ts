/** Expressions over lists as TypeScript: the language's own `filter` and `map`, and a few helpers for the rest. */
import { type Expr, infer, type ListExpr, type ListExprOf, type ValueInfo, withEntry } from "../spec/mod.ts";
import { call, type Doc, group, object } from "./doc.ts";
import { condition, type Emitter, exact, use, value } from "./expressions.ts";
import { keyText, property } from "./names.ts";

export function listValue(expr: ListExpr, emitter: Emitter): Doc {
  switch (expr.kind) {
    case "filter":
      return [
        listOf(expr.list, emitter),
        ".filter(",
        perEntry(expr, emitter, (inner) => condition(expr.where, inner)),
        ")",
      ];
    case "map":
      return [
        listOf(expr.list, emitter),
        ".map(",
        perEntry(expr, emitter, (inner) => value(expr.value, inner)),
        ")",
      ];
    case "quantify":
      return [
        listOf(expr.list, emitter),
        `.${expr.which}(`,
        perEntry(expr, emitter, (inner) => condition(expr.where, inner)),
        ")",
      ];
    case "sort":
      return sorted(expr, emitter);
    case "unique":
      return call(
        use(emitter, "lists", "uniqueBy"),
        listOf(expr.list, emitter),
        perEntry(expr, emitter, (inner) => value(expr.by, inner)),
      );
    case "take":
      return taken(expr, emitter);
    case "pick":
      return [picked(expr, emitter), " ?? null"];
    case "reduce":
      return reducedValue(expr, emitter);
    case "group":
      return grouped(expr, emitter);
    case "record":
      return record(expr, emitter);
    case "member":
      return member(expr, emitter);
  }
}

/** Whether a value is written with an operator, and needs brackets within a larger expression. */
export function isLoose(expr: Expr, emitter: Emitter): boolean {
  if (expr.kind === "pick") return true;
  return expr.kind === "member" && isNullable(expr.of, emitter);
}

export function isNullable(expr: Expr, emitter: Emitter): boolean {
  const inferred = infer(expr, emitter.infos);
  return inferred.ok && inferred.nullable;
}

function infoOf(expr: Expr, emitter: Emitter): ValueInfo {
  const inferred = infer(expr, emitter.infos);
  if (!inferred.ok) throw new TypeError(`${inferred.reason}; the Spec was not checked`);
  return { nonZero: false, ...inferred };
}

function listOf(list: Expr, emitter: Emitter): Doc {
  const text = value(list, emitter);
  return isNullable(list, emitter) ? ["(", text, " ?? [])"] : text;
}

/** `(item) => …` */
function perEntry(
  { list, item }: { list: Expr; item: string },
  emitter: Emitter,
  body: (inner: Emitter) => Doc,
): Doc {
  const infos = withEntry(emitter.infos, item, infoOf(list, emitter).of!);
  return [`(${emitter.names.read(item)}) => `, body({ ...emitter, infos })];
}

function sorted(expr: ListExprOf<"sort">, emitter: Emitter): Doc {
  const orders = expr.by.map((key) =>
    call(
      use(emitter, "lists", key.descending ? "descending" : "ascending"),
      perEntry(expr, emitter, (inner) => value(key.value, inner)),
    )
  );
  return call(use(emitter, "lists", "sortedBy"), listOf(expr.list, emitter), ...orders);
}

function taken({ list, count, from }: ListExprOf<"take">, emitter: Emitter): Doc {
  if (count.kind === "number" && /^[1-9]\d*$/.test(count.value)) {
    return [
      listOf(list, emitter),
      from === "start" ? `.slice(0, ${count.value})` : `.slice(-${count.value})`,
    ];
  }
  const helper = use(emitter, "lists", from === "start" ? "firstEntries" : "lastEntries");
  return call(helper, listOf(list, emitter), value(count, emitter));
}

function picked({ list, at }: ListExprOf<"pick">, emitter: Emitter): Doc {
  return [listOf(list, emitter), at === "first" ? ".at(0)" : ".at(-1)"];
}

const AGGREGATES = {
  sum: "totalOf",
  product: "productOf",
  average: "averageOf",
  median: "medianOf",
  min: "lowestOf",
  max: "highestOf",
} as const;

/** An aggregate as an exact number, or `null` where there may be nothing to aggregate. */
export function exactReduced(expr: ListExprOf<"reduce">, emitter: Emitter): Doc {
  const numbers = exactNumbers(expr.list, emitter);
  const helper = use(emitter, "aggregates", AGGREGATES[expr.fn]);
  const isTotal = expr.fn === "sum" || expr.fn === "product" || infoOf(expr.list, emitter).isFilled;
  if (isTotal) return call(helper, numbers);
  const any = call(use(emitter, "aggregates", "ofAny"), numbers, helper);
  return expr.empty ? ["(", any, " ?? ", exact(expr.empty, emitter), ")"] : any;
}

function exactNumbers(list: Expr, emitter: Emitter): Doc {
  if (list.kind === "map") {
    return [
      listOf(list.list, emitter),
      ".map(",
      perEntry(list, emitter, (inner) => exact(list.value, inner)),
      ")",
    ];
  }
  return [listOf(list, emitter), `.map(${use(emitter, "exact", "exact")})`];
}

function reducedValue(expr: ListExprOf<"reduce">, emitter: Emitter): Doc {
  const toNumber = use(emitter, "exact", "toNumber");
  const reduced = exactReduced(expr, emitter);
  if (!isNullable(expr, emitter)) return call(toNumber, reduced);
  return call(use(emitter, "lists", "whenPresent"), reduced, toNumber);
}

function grouped(expr: ListExprOf<"group">, emitter: Emitter): Doc {
  const list = infoOf(expr.list, emitter);
  const infos = new Map(emitter.infos).set(expr.rest, { ...list, nullable: false, isFilled: true });
  const key = emitter.names.fresh(keyName(expr));
  const groups = call(
    use(emitter, "lists", "groupedBy"),
    listOf(expr.list, emitter),
    perEntry(expr, emitter, (inner) => value(expr.by, inner)),
  );
  const inner = { ...emitter, infos };
  const head = `([${key}, ${emitter.names.read(expr.rest)}]) => `;
  if (expr.key === undefined) {
    const isText =
      infoOf(expr.by, { ...emitter, infos: withEntry(emitter.infos, expr.item, list.of!) }).type === "string";
    const entry: Doc = ["[", isText ? key : `String(${key})`, ", ", value(expr.value, inner), "]"];
    return ["Object.fromEntries(", group(groups, ".map(", head, entry, ")"), ")"];
  }
  const entries = expr.value.kind === "record"
    ? entriesOf(expr.value, inner)
    : [["...", value(expr.value, inner)]];
  const own = key === expr.key ? key : `${keyText(expr.key)}: ${key}`;
  return [groups, ".map(", head, "(", object([own, ...entries]), "))"];
}

function keyName({ by, key }: ListExprOf<"group">): string {
  return key ?? (by.kind === "ref" ? by.id.split(".").at(-1)! : "key");
}

function record(expr: ListExprOf<"record">, emitter: Emitter): Doc {
  const base: Doc[] = expr.base ? [["...", value(expr.base, emitter)]] : [];
  return ["(", object([...base, ...entriesOf(expr, emitter)]), ")"];
}

function entriesOf({ entries }: ListExprOf<"record">, emitter: Emitter): Doc[] {
  return entries.map((entry) => [`${keyText(entry.key)}: `, value(entry.value, emitter)]);
}

function member({ of, key }: ListExprOf<"member">, emitter: Emitter): Doc {
  const from = of.kind === "pick" ? picked(of, emitter) : value(of, emitter);
  if (!isNullable(of, emitter)) return [from, property("", key)];
  return [from, `?.${property("", key).replace(/^\./, "")} ?? null`];
}
