import type { Expression, Node, StringLiteral } from "@babel/types";

/** One place where a module names another, or tries to reach out of the artifact some other way. */
export type Reference =
  | { node: Node; specifier: string }
  | { node: Node; refused: string };

const ATTRIBUTES = "import attributes can read any file as data: put the data into a .ts file";
const NOT_LITERAL =
  "import() takes a string literal: what a module loads must be readable without running it";
const REQUIRE = "require() is not there: use import with a relative path";
const PHASE = "import phases are not taken: use a plain import";

/** Names that load code when called. */
const LOADERS: ReadonlySet<string> = new Set(["require", "createRequire", "importScripts"]);

/** What this node, alone, refers to. A handful of forms, listed so that a reader can check that none is missing. */
export function referencesOf(node: Node): Reference[] {
  switch (node.type) {
    case "ImportDeclaration":
      return [
        ...sourceOf(node, node.source),
        ...phaseOf(node, node.phase),
        ...attributesOf(node, node.attributes),
      ];
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return node.source ? [...sourceOf(node, node.source), ...attributesOf(node, node.attributes)] : [];
    case "ImportExpression":
      return [
        ...literalOf(node, node.source),
        ...phaseOf(node, node.phase),
        ...(node.options ? [refuse(node, ATTRIBUTES)] : []),
      ];
    case "TSImportType":
      return [...sourceOf(node, node.source), ...(node.options ? [refuse(node, ATTRIBUTES)] : [])];
    case "TSExternalModuleReference":
      return [refuse(node, REQUIRE)];
    case "TSExportAssignment":
      return [refuse(node, "export = is CommonJS: use export default")];
    case "TSModuleDeclaration":
      return node.id.type === "StringLiteral"
        ? [refuse(node, "declare module takes no string: declare the types where they are used")]
        : [];
    case "MetaProperty":
      return node.meta.name === "import"
        ? [refuse(node, "import.meta is not there: a bundled backend has no file of its own")]
        : [];
    case "Identifier":
      return LOADERS.has(node.name) ? [refuse(node, REQUIRE)] : [];
    case "Import":
      return [refuse(node, NOT_LITERAL)];
    default:
      return [];
  }
}

function sourceOf(node: Node, source: StringLiteral): Reference[] {
  return [{ node, specifier: source.value }];
}

function literalOf(node: Node, source: Expression): Reference[] {
  return source.type === "StringLiteral" ? sourceOf(node, source) : [refuse(node, NOT_LITERAL)];
}

function attributesOf(node: Node, attributes: readonly unknown[] | null | undefined): Reference[] {
  return attributes && attributes.length > 0 ? [refuse(node, ATTRIBUTES)] : [];
}

function phaseOf(node: Node, phase: string | null | undefined): Reference[] {
  return phase ? [refuse(node, PHASE)] : [];
}

function refuse(node: Node, refused: string): Reference {
  return { node, refused };
}
