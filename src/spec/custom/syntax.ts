/**
 * Custom code is read before anything runs or checks it: it may do arithmetic, handle texts and lists, and nothing else.
 *
 * What is allowed is listed (`allowed.ts`). A name means either something declared in the code or an allowed global, and
 * nothing declared may be called like a global, so that scopes need no following. Members are named in the code; an index
 * that is worked out is arithmetic, since under a name put together at run time everything can be had. Only variables
 * and entries of lists are assigned to, so that nothing which others share is changed.
 */
import { parse } from "@babel/parser";
import type { Node } from "@babel/types";
import {
  CONSTANTS,
  CONSTRUCTORS,
  FUNCTIONS,
  MEMBERS,
  NODES,
  OPERATORS_REFUSED,
  PROPERTIES_REFUSED,
  TYPES,
} from "./allowed.ts";
import { type Visit, visits } from "./walk.ts";

/** What is wrong with the body of a custom function, each in a sentence; empty when all is well. */
export function syntaxProblems(code: string, params: readonly string[]): string[] {
  const root = parsed(code, params);
  if (typeof root === "string") return [root];
  const declared = new Set([...visits(root)].flatMap((visit) => declaredBy(visit)));
  const shadowing = [...declared].filter((name) => name in globalThis || PROPERTIES_REFUSED.has(name));
  const found = [...visits(root)].flatMap((visit) => {
    const problem = problemWith(visit, declared);
    return problem === null ? [] : [`line ${lineOf(visit.node)}: ${problem}`];
  });
  return [
    ...shadowing.map((name) => `${name} is the name of a global; call it otherwise`),
    ...new Set(found),
  ];
}

/** The one function that the code makes, or why it makes none. */
function parsed(code: string, params: readonly string[]): Node | string {
  try {
    const file = parse(`function custom(${params.join(", ")}) {\n${code}\n}`, {
      sourceType: "module",
      plugins: ["typescript"],
      createParenthesizedExpressions: false,
    });
    const { body, directives } = file.program;
    const [only] = body;
    if (body.length !== 1 || directives.length > 0 || only?.type !== "FunctionDeclaration") {
      return "the code must be the body of one function, with all of its brackets closed";
    }
    return only.body.directives.length > 0 ? "the code must not have directives" : only;
  } catch (error) {
    return `the code is not TypeScript: ${
      error instanceof Error ? error.message.split("\n")[0] : String(error)
    }`;
  }
}

/** The body begins on the line after the head that stands before it. */
function lineOf(node: Node): number {
  return Math.max((node.loc?.start.line ?? 2) - 1, 1);
}

function declaredBy({ node, parent, key }: Visit): string[] {
  if (node.type !== "Identifier" || parent === null) return [];
  const isBinding = (parent.type === "VariableDeclarator" && key === "id") ||
    (key === "params") || (parent.type === "FunctionDeclaration" && key === "id") ||
    parent.type === "ArrayPattern" || parent.type === "RestElement" ||
    (parent.type === "AssignmentPattern" && key === "left") ||
    // `{ a }` and `{ a: b }` bind their values; an object that is no pattern declares a name too many, which is harmless.
    (parent.type === "ObjectProperty" && key === "value");
  return isBinding ? [node.name] : [];
}

function problemWith(visit: Visit, declared: ReadonlySet<string>): string | null {
  const { node } = visit;
  if (!NODES.has(node.type)) return `${wordsFor(node.type)} is not allowed`;
  if (("async" in node && node.async) || ("generator" in node && node.generator)) {
    return "async functions and generators are not allowed";
  }
  switch (node.type) {
    case "UnaryExpression":
    case "BinaryExpression":
      return OPERATORS_REFUSED.has(node.operator) ? `the operator ${node.operator} is not allowed` : null;
    case "MemberExpression":
    case "OptionalMemberExpression":
      return node.computed && !isArithmetic(node.property)
        ? "an index is written as arithmetic: list[+i], list[i - 1], list.at(i), text.charAt(i); for names use a Map"
        : null;
    case "ObjectProperty":
      return node.computed ? "a key that is worked out is not allowed; use a Map" : null;
    case "StringLiteral":
      return visit.key === "key" && PROPERTIES_REFUSED.has(node.value)
        ? `${node.value} is not allowed`
        : null;
    case "AssignmentExpression":
      return targetProblem(node.left);
    case "UpdateExpression":
      return targetProblem(node.argument);
    case "ForOfStatement":
      return node.left.type === "VariableDeclaration" ? null : "declare the variable of the loop in its head";
    case "VariableDeclaration":
      return node.kind === "const" || node.kind === "let"
        ? null
        : `${node.kind} is not allowed; use const or let`;
    case "TSTypeReference":
      return node.typeName.type === "Identifier" && TYPES.has(node.typeName.name)
        ? null
        : "only the types of lists, maps, sets and records may be named";
    case "NewExpression":
      return constructorProblem(node);
    case "Identifier":
      return nameProblem(node.name, visit, declared);
    default:
      return null;
  }
}

function wordsFor(type: string): string {
  return type.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/** Gives a number whatever its parts are, so it can't be the name of a member. */
function isArithmetic(node: Node): boolean {
  if (node.type === "NumericLiteral" || node.type === "UpdateExpression") return true;
  if (node.type === "UnaryExpression") {
    return node.operator === "+" || node.operator === "-" || node.operator === "~";
  }
  if (node.type !== "BinaryExpression") return false;
  if (node.operator === "+") return isArithmetic(node.left) && isArithmetic(node.right);
  return ["-", "*", "/", "%", "|", "&", "^", "<<", ">>", ">>>"].includes(node.operator);
}

function targetProblem(target: Node): string | null {
  if (["Identifier", "ArrayPattern", "ObjectPattern"].includes(target.type)) return null;
  return target.type === "MemberExpression" && target.computed
    ? null
    : "only variables and entries of lists are assigned to";
}

function constructorProblem(node: Extract<Node, { type: "NewExpression" }>): string | null {
  if (node.callee.type !== "Identifier" || !CONSTRUCTORS.has(node.callee.name)) {
    return `only ${[...CONSTRUCTORS].join(", ")} are made with new`;
  }
  return node.callee.name === "Date" && node.arguments.length === 0
    ? "new Date() without a date is another one every time"
    : null;
}

function nameProblem(name: string, { parent, key }: Visit, declared: ReadonlySet<string>): string | null {
  if (isMemberName(parent, key)) {
    if (PROPERTIES_REFUSED.has(name)) return `${name} is not allowed`;
    return memberProblem(name, parent!, declared);
  }
  if (declared.has(name) || CONSTANTS.has(name) || parent?.type === "TSTypeReference") return null;
  if (parent?.type === "FunctionDeclaration" && key === "id") return null;
  if (key === "object" && Object.hasOwn(MEMBERS, name)) return null;
  const isCalled = key === "callee" || key === "arguments";
  if (isCalled && (FUNCTIONS.has(name) || (parent?.type === "NewExpression" && CONSTRUCTORS.has(name)))) {
    return null;
  }
  return `${name} is not declared, and is none of the globals that custom code may use`;
}

/** A name after a dot or before a colon, which refers to no variable. */
function isMemberName(parent: Node | null, key: string): boolean {
  if (parent?.type === "MemberExpression" || parent?.type === "OptionalMemberExpression") {
    return key === "property" && !parent.computed;
  }
  return key === "key" && (parent?.type === "ObjectProperty" || parent?.type === "TSPropertySignature");
}

function memberProblem(name: string, parent: Node, declared: ReadonlySet<string>): string | null {
  if (parent.type !== "MemberExpression" && parent.type !== "OptionalMemberExpression") return null;
  if (parent.object.type !== "Identifier" || declared.has(parent.object.name)) return null;
  const allowed = MEMBERS[parent.object.name];
  if (allowed === undefined) return null;
  const isAllowed = allowed === "all but random" ? name !== "random" : allowed.includes(name);
  return isAllowed
    ? null
    : `${parent.object.name}.${name} is not one of the globals that custom code may use`;
}
