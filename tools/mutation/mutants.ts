/** Wrong versions of a piece of generated code, each with one small mistake of the kind that people make. */
import { parse } from "@babel/parser";
import type { Node } from "@babel/types";

export interface Mutant {
  /** What is wrong with it: `line 12: "<" became "<="`. */
  mistake: string;
  text: string;
}

interface Edit {
  start: number;
  end: number;
  text: string;
  mistake: string;
}

export function mutantsOf(source: string): Mutant[] {
  const { program } = parse(source, { sourceType: "module", plugins: ["typescript"] });
  return [...nodesIn(program)].flatMap((node) => editsOf(node, source)).map((edit) => ({
    mistake: `line ${source.slice(0, edit.start).split("\n").length}: ${edit.mistake}`,
    text: source.slice(0, edit.start) + edit.text + source.slice(edit.end),
  }));
}

function editsOf(node: Node, source: string): Edit[] {
  switch (node.type) {
    case "BinaryExpression":
      return operatorEdits(node.left, node.right, node.operator, COMPARISONS, source);
    case "LogicalExpression":
      return operatorEdits(node.left, node.right, node.operator, CONNECTIVES, source);
    case "UnaryExpression":
      return node.operator === "!" ? [edit(node, textOf(node.argument, source), '"!" was left out')] : [];
    case "ConditionalExpression":
      return [swapped(node.consequent, node.alternate, source)];
    case "NumericLiteral":
      return [1, -1].map((step) => numberEdit(node, node.value, step));
    case "IfStatement":
      return ifEdits(node, source);
    case "ArrayExpression":
      return node.elements.flatMap((element, n) =>
        element ? [leftOut(node.elements as Node[], n, source)] : []
      );
    case "Identifier":
      return Object.hasOwn(TWINS, node.name)
        ? [edit(node, TWINS[node.name]!, `${node.name} became ${TWINS[node.name]}`)]
        : [];
    default:
      return [];
  }
}

const COMPARISONS: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
};

const CONNECTIVES: Readonly<Record<string, string>> = { "&&": "||", "||": "&&" };

/** Helpers of the generated code that are easily taken for each other. */
const TWINS: Readonly<Record<string, string>> = {
  plus: "minus",
  minus: "plus",
  times: "dividedBy",
  dividedBy: "times",
  smallest: "largest",
  largest: "smallest",
  roundedDown: "roundedUp",
  roundedUp: "roundedDown",
};

function operatorEdits(
  left: Node,
  right: Node,
  operator: string,
  wrong: Readonly<Record<string, string>>,
  source: string,
): Edit[] {
  const other = wrong[operator];
  if (other === undefined) return [];
  const [from, to] = [left.end!, right.start!];
  const text = source.slice(from, to).replace(operator, other);
  return [{ start: from, end: to, text, mistake: `"${operator}" became "${other}"` }];
}

function swapped(first: Node, second: Node, source: string): Edit {
  const between = source.slice(first.end!, second.start!);
  return {
    start: first.start!,
    end: second.end!,
    text: textOf(second, source) + between + textOf(first, source),
    mistake: "the branches were swapped",
  };
}

function numberEdit(node: Node, value: number, step: number): Edit {
  const changed = Number((Number.isInteger(value) ? value + step : value + step / 100).toFixed(6));
  return edit(node, changed < 0 ? `(${changed})` : String(changed), `${value} became ${changed}`);
}

function ifEdits(node: Extract<Node, { type: "IfStatement" }>, source: string): Edit[] {
  const test = edit(node.test, `!(${textOf(node.test, source)})`, "the condition was turned round");
  return node.alternate ? [test] : [test, edit(node, "", "the rule was left out")];
}

function leftOut(elements: readonly Node[], n: number, source: string): Edit {
  const element = elements[n]!;
  const next = elements[n + 1];
  const end = next ? next.start! : element.end!;
  return {
    start: element.start!,
    end,
    text: "",
    mistake: `${textOf(element, source).slice(0, 40)} was left out`,
  };
}

function edit(node: Node, text: string, mistake: string): Edit {
  return { start: node.start!, end: node.end!, text, mistake };
}

function textOf(node: Node, source: string): string {
  return source.slice(node.start!, node.end!);
}

/** What runs: neither imports nor types nor the names of functions, properties and parameters. */
function* nodesIn(node: Node): Generator<Node> {
  if (/^TS|^Import/.test(node.type)) return;
  yield node;
  for (const [key, value] of Object.entries(node)) {
    if (NAMES.has(key)) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* nodesIn(child);
    }
  }
}

const NAMES = new Set([
  "id",
  "params",
  "property",
  "key",
  "leadingComments",
  "trailingComments",
  "innerComments",
]);

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}
