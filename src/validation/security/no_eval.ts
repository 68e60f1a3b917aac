import type { Node } from "@babel/types";
import { nodesOf, placeOf } from "../build/walk.ts";
import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";

/** Names that turn text into code, or code into another process's. Any use counts, not calls alone: `const e = eval`. */
const MAKERS: ReadonlySet<string> = new Set([
  "eval",
  "Function",
  "AsyncFunction",
  "GeneratorFunction",
  "WebAssembly",
  "Worker",
  "SharedWorker",
  // By these, all of the above can be had under a name put together at run time.
  "globalThis",
  "self",
]);

/**
 * Code made from a Spec does its work in the open. Uploaded code may use eval: inside the sandbox it can do no more
 * than the code around it.
 */
export function checkNoEval(run: Run): Verdict {
  const findings: Finding[] = [];
  for (const file of run.parsed.values()) {
    for (const node of nodesOf(file.root)) {
      const name = makerIn(node);
      if (name !== null) findings.push({ message: `uses ${name}`, path: file.path, ...placeOf(node) });
    }
  }
  return verdictOf(findings);
}

function makerIn(node: Node): string | null {
  if (node.type === "Identifier") return MAKERS.has(node.name) ? node.name : null;
  if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return null;
  // `(() => {}).constructor("code")` reaches Function without its name.
  return propertyName(node.property) === "constructor" ? "constructor" : null;
}

function propertyName(property: Node): string {
  if (property.type === "StringLiteral") return property.value;
  return property.type === "Identifier" ? property.name : "";
}
