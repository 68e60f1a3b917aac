import type { Fact } from "../rows/facts.ts";
import type { RowRead } from "./rows.ts";

/** Fields that are indented under a list, or an object, are those that each of its entries has. */
export function withinParent(own: RowRead, parent: RowRead): RowRead {
  if (own.kind !== "facts" || parent.kind !== "facts") return own;
  const owner = parent.facts.find(holdsRecords);
  if (!owner) return own;
  const facts = own.facts.map((fact): Fact =>
    fact.kind === "field"
      ? { kind: "members", list: owner.name, members: [{ name: fact.name, attributes: fact.attributes }] }
      : fact
  );
  return { ...own, facts };
}

function holdsRecords(fact: Fact): fact is Extract<Fact, { kind: "field" }> {
  return fact.kind === "field" && fact.attributes.some((attribute) =>
    attribute.kind === "list" ||
    (attribute.kind === "type" && (attribute.type === "record" || attribute.type === "record_list"))
  );
}
