import type { Node } from "@babel/types";

/**
 * Every node below and including `root`, in the order of the text. Names that refer to nothing (`a.NAME`,
 * `{ NAME: 1 }`) are left out, so that a field called `require` is no call of it. No recursion and no spreading of long
 * lists: the code may be nested deeply or go on for long.
 */
export function* nodesOf(root: Node): Generator<Node> {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    for (const child of childrenOf(node).reverse()) stack.push(child);
  }
}

/** 1-based, as editors count. */
export function placeOf(node: { loc?: { start: { line: number; column: number } } | null }) {
  return node.loc ? { line: node.loc.start.line, column: node.loc.start.column + 1 } : {};
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child) && !isBareName(node, key, child)) children.push(child);
    }
  }
  return children;
}

function isBareName(parent: Node, key: string, child: Node): boolean {
  return child.type === "Identifier" && (key === "property" || key === "key") &&
    !("computed" in parent && parent.computed);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value &&
    value.type !== "CommentLine" && value.type !== "CommentBlock";
}
