/** Types of expressions over lists and records. Inside a list its entry, and the members of it, are known as well. */
import type { Expr } from "./expr.ts";
import type { ListExpr, ListExprOf } from "./list_expr.ts";
import { infer, type Inferred, type Infos, isList, nameOf, type ValueInfo } from "./types.ts";

export function inferList(expr: ListExpr, infos: Infos): Inferred {
  switch (expr.kind) {
    case "filter":
      return overEntries(expr, infos, (list, inner) => {
        const where = condition(expr.where, inner);
        return where.ok ? { ok: true, ...list, isFilled: false } : where;
      });
    case "quantify":
      return overEntries(expr, infos, (_, inner) => condition(expr.where, inner));
    case "map":
      return overEntries(expr, infos, (list, inner) => inferMap(expr, list, inner));
    case "sort":
      return overEntries(expr, infos, (list, inner) => {
        const wrongKey = expr.by.map((key) => scalar(key.value, inner, "sort by")).find((key) => !key.ok);
        return wrongKey ?? { ok: true, ...list };
      });
    case "unique":
      return overEntries(expr, infos, (list, inner) => {
        const by = scalar(expr.by, inner, "compare by");
        return by.ok ? { ok: true, ...list } : by;
      });
    case "take":
      return inferTake(expr, infos);
    case "pick":
      return ofList(expr.list, infos, (list) => ({ ok: true, ...list.of!, nullable: true }));
    case "reduce":
      return inferReduce(expr, infos);
    case "group":
      return overEntries(expr, infos, (list, inner) => inferGroup(expr, list, inner));
    case "record":
      return inferRecord(expr, infos);
    case "member":
      return inferMember(expr, infos);
  }
}

/** What is known inside a list: its entry under the name of one, and the members of it. */
export function withEntry(infos: Infos, item: string, entry: ValueInfo): Map<string, ValueInfo> {
  const members = [...entry.members ?? []].map(([key, info]) => [`${item}.${key}`, info] as const);
  return new Map([...infos, [item, entry], ...members]);
}

function ofList(list: Expr, infos: Infos, then: (list: ValueInfo) => Inferred): Inferred {
  const inferred = infer(list, infos);
  if (!inferred.ok) return inferred;
  if (!isList(inferred.type) || !inferred.of) {
    return wrong(`a list is needed where there is a ${nameOf(inferred.type)}`);
  }
  return then({ ...inferred, nullable: false, nonZero: false });
}

function overEntries(
  { list, item }: { list: Expr; item: string },
  infos: Infos,
  then: (list: ValueInfo, inner: Infos) => Inferred,
): Inferred {
  return ofList(list, infos, (info) => then(info, withEntry(infos, item, info.of!)));
}

function condition(expr: Expr, infos: Infos): Inferred {
  const inferred = infer(expr, infos);
  if (!inferred.ok || inferred.type === "boolean") return inferred;
  return wrong(`a condition is needed where there is a ${nameOf(inferred.type)}`);
}

function scalar(expr: Expr, infos: Infos, what: string): Inferred {
  const inferred = infer(expr, infos);
  if (!inferred.ok || ["string", "number", "boolean"].includes(inferred.type)) return inferred;
  return wrong(`a ${nameOf(inferred.type)} is nothing to ${what}`);
}

const LIST_OF = { string: "string_list", number: "number_list", record: "record_list" } as const;

function inferMap(expr: ListExprOf<"map">, list: ValueInfo, inner: Infos): Inferred {
  const value = infer(expr.value, inner);
  if (!value.ok) return value;
  if (!Object.hasOwn(LIST_OF, value.type)) return wrong(`a list can't hold a ${nameOf(value.type)}`);
  if (value.nullable) {
    return wrong("some entries may have no such value; make it required, or give it a default");
  }
  const type = LIST_OF[value.type as keyof typeof LIST_OF];
  return { ok: true, type, nullable: false, of: { ...value, nonZero: false }, isFilled: list.isFilled };
}

function inferTake(expr: ListExprOf<"take">, infos: Infos): Inferred {
  const count = infer(expr.count, infos);
  if (!count.ok) return count;
  if (count.type !== "number" || count.nullable) {
    return wrong("how many entries to take must be a number that is given");
  }
  const isSome = expr.count.kind === "number" && Number(expr.count.value) >= 1;
  return ofList(expr.list, infos, (list) => ({ ok: true, ...list, isFilled: isSome && list.isFilled }));
}

function inferReduce(expr: ListExprOf<"reduce">, infos: Infos): Inferred {
  return ofList(expr.list, infos, (list) => {
    if (list.type !== "number_list") {
      return wrong(`${expr.fn} needs numbers where there is a ${nameOf(list.type)}`);
    }
    const empty = expr.empty && infer(expr.empty, infos);
    if (empty && !empty.ok) return empty;
    if (empty && empty.type !== "number") return wrong("the value for an empty list must be a number");
    const isTotal = expr.fn === "sum" || expr.fn === "product" || list.isFilled === true;
    return { ok: true, type: "number", nullable: !isTotal && (empty?.nullable ?? true) };
  });
}

function inferGroup(expr: ListExprOf<"group">, list: ValueInfo, inner: Infos): Inferred {
  const by = scalar(expr.by, inner, "group by");
  if (!by.ok) return by;
  if (by.nullable) {
    return wrong("what the list is grouped by may be absent; make it required, or give it a default");
  }
  const value = infer(expr.value, new Map(inner).set(expr.rest, { ...list, isFilled: true }));
  if (!value.ok) return value;
  const plain = { nullable: false, nonZero: false };
  if (expr.key === undefined) {
    return { ok: true, type: "map", nullable: false, of: { ...plain, ...value } };
  }
  if (value.type !== "record") return wrong("each group needs named values");
  const members = new Map([[expr.key, { ...plain, ...by }], ...value.members ?? []]);
  return { ok: true, type: "record_list", nullable: false, of: { ...plain, type: "record", members } };
}

function inferRecord(expr: ListExprOf<"record">, infos: Infos): Inferred {
  const base = expr.base && infer(expr.base, infos);
  if (base && !base.ok) return base;
  if (base && (base.type !== "record" || base.nullable)) {
    return wrong("a record is needed here that is always there");
  }
  const members = new Map(base?.members ?? []);
  for (const { key, value } of expr.entries) {
    const inferred = infer(value, infos);
    if (!inferred.ok) return inferred;
    members.set(key, { nonZero: false, ...inferred });
  }
  return expr.entries.length === 0 && base ? base : { ok: true, type: "record", nullable: false, members };
}

function inferMember(expr: ListExprOf<"member">, infos: Infos): Inferred {
  const of = infer(expr.of, infos);
  if (!of.ok) return of;
  const member = of.members?.get(expr.key);
  if (!member) return wrong(`a ${nameOf(of.type)} has no ${expr.key}`);
  return { ok: true, ...member, nullable: of.nullable || member.nullable };
}

function wrong(reason: string): Inferred {
  return { ok: false, reason };
}
