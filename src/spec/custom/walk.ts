import type { Node } from "@babel/types";

export interface Visit {
  node: Node;
  /** Null for the root. */
  parent: Node | null;
  /** The name of the parent's property that holds the node. */
  key: string;
}

/** Every node under the root, with its parent. */
export function* visits(root: Node): Generator<Visit> {
  const stack: Visit[] = [{ node: root, parent: null, key: "" }];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    yield visit;
    for (const [key, value] of Object.entries(visit.node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) stack.push({ node: child, parent: visit.node, key });
      }
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" &&
    "start" in value;
}
