import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import type { Source, Spec } from "../schema.ts";

/** A part of a Spec that says where it comes from: a node, or a rule, branch or item within one. */
export interface Part {
  path: string;
  /** The node it belongs to. */
  node: string;
  source: Source;
  value: JsonObject;
}

/** Every part with a source, whatever kinds of nodes there are. */
export function partsOf(spec: Spec): Part[] {
  const { inputs, steps, outputs, examples, ...others } = spec as unknown as JsonObject;
  const lists = { inputs, steps, outputs, examples, ...others } as JsonObject;
  return Object.entries(lists).flatMap(([list, nodes]) =>
    Array.isArray(nodes)
      ? nodes.flatMap((node, n) => partsIn(node, `${list}.${n}`, isJsonObject(node) ? String(node.id) : ""))
      : []
  );
}

function partsIn(value: Json, path: string, node: string): Part[] {
  if (Array.isArray(value)) return value.flatMap((each, n) => partsIn(each, `${path}.${n}`, node));
  if (!isJsonObject(value)) return [];
  const own = isJsonObject(value.source)
    ? [{ path, node, source: value.source as unknown as Source, value }]
    : [];
  const inner = Object.entries(value).filter(([key]) => key !== "source")
    .flatMap(([key, each]) => partsIn(each, `${path}.${key}`, node));
  return [...own, ...inner];
}
