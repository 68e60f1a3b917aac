/**
 * Steps whose value a function works out that a model wrote, for what no other kind of step can say. The function is
 * part of the Spec: its code is held to a list (`syntax.ts`), its examples say what it must do, and seeded arguments are
 * there to try it with. Nothing here runs it; that is done in a sandbox, by `validation`.
 *
 * The interpreter can't run it either, so what depends on it stays open but for the function's own examples.
 */
export { customIssues } from "./check.ts";
export { customShape } from "./schema.ts";
export { seedsOf } from "./seeds.ts";
export { syntaxProblems } from "./syntax.ts";
export { customInfo, isOfCustomType } from "./values.ts";
