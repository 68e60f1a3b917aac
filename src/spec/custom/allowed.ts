/** What custom code may consist of. Whatever is not here is refused. */

export const NODES: ReadonlySet<string> = new Set(
  ("FunctionDeclaration BlockStatement ReturnStatement IfStatement ForStatement ForOfStatement WhileStatement " +
    "BreakStatement ContinueStatement SwitchStatement SwitchCase ExpressionStatement EmptyStatement " +
    "VariableDeclaration VariableDeclarator Identifier StringLiteral NumericLiteral BooleanLiteral NullLiteral " +
    "BigIntLiteral RegExpLiteral TemplateLiteral TemplateElement ArrayExpression ObjectExpression ObjectProperty " +
    "ArrayPattern ObjectPattern RestElement SpreadElement AssignmentPattern ArrowFunctionExpression CallExpression " +
    "OptionalCallExpression NewExpression MemberExpression OptionalMemberExpression UnaryExpression " +
    "UpdateExpression BinaryExpression LogicalExpression ConditionalExpression AssignmentExpression " +
    "ParenthesizedExpression TSTypeAnnotation TSStringKeyword TSNumberKeyword TSBooleanKeyword TSNullKeyword " +
    "TSUndefinedKeyword TSBigIntKeyword TSArrayType TSTupleType TSUnionType TSLiteralType TSTypeReference " +
    "TSTypeParameterInstantiation TSTypeOperator TSTypeLiteral TSPropertySignature TSNonNullExpression")
    .split(" "),
);

export const OPERATORS_REFUSED: ReadonlySet<string> = new Set([
  "delete",
  "in",
  "instanceof",
  "void",
  "throw",
]);

export const TYPES: ReadonlySet<string> = new Set(
  ["Array", "ReadonlyArray", "Map", "ReadonlyMap", "Set", "ReadonlySet", "Record"],
);

/** Members of globals that give the same for the same, and lead nowhere else. */
export const MEMBERS: Readonly<Record<string, readonly string[] | "all but random">> = {
  Math: "all but random",
  Number: [
    "isInteger",
    "isSafeInteger",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
    "MAX_SAFE_INTEGER",
    "EPSILON",
  ],
  String: ["fromCharCode", "fromCodePoint"],
  Array: ["from", "of", "isArray"],
  Object: ["keys", "values", "entries", "fromEntries", "hasOwn"],
  JSON: ["stringify"],
  Date: ["UTC"],
};

/** Called, or given to a call: `.map(Number)`. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  [
    "Number",
    "String",
    "Boolean",
    "BigInt",
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "encodeURIComponent",
  ],
);

export const CONSTRUCTORS: ReadonlySet<string> = new Set(["Map", "Set", "Date"]);

export const CONSTANTS: ReadonlySet<string> = new Set(["undefined", "NaN", "Infinity"]);

/** By these, a value leads to what made it, and from there to everything. */
export const PROPERTIES_REFUSED: ReadonlySet<string> = new Set([
  "constructor",
  "prototype",
  "__proto__",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
  "caller",
  "callee",
  "arguments",
  // What they do depends on where the machine stands.
  "toLocaleString",
  "toLocaleDateString",
  "toLocaleTimeString",
  "localeCompare",
]);
