import type { Comment } from "@babel/types";
import type { Finding } from "../report.ts";
import { placeOf } from "./walk.ts";

/**
 * Comments that make Deno or TypeScript load files or stop checking. The patterns are wider than what those tools
 * accept: a comment is easily reworded, and a tool that reads one more spelling than we do would be a hole.
 */
const DIRECTIVES: readonly { pattern: RegExp; message: string }[] = [
  {
    pattern: /^\/\s*<\s*(reference|amd-)/im,
    message: "/// <reference …> loads other files: import what is needed",
  },
  {
    pattern: /@?(deno|ts)(-self)?-types\s*=/i,
    message: "@ts-types loads another file: write the types in TypeScript",
  },
  {
    pattern: /@ts-types|@deno-types|@ts-self-types/i,
    message: "@ts-types loads another file: write the types in TypeScript",
  },
  { pattern: /@jsx/i, message: "@jsx… comments load a library: JSX is not taken" },
  {
    pattern: /[#@]\s*source(Mapping)?URL\s*=/i,
    message: "source map comments load other files: leave them out",
  },
  { pattern: /@ts-nocheck/i, message: "@ts-nocheck switches the type check off: leave it out" },
];

/** JSDoc types import too. Only comments that open with two stars are read so. */
const JSDOC_IMPORT = /@import\b|\b(import|require)\b[\s*]*\(/;

export function directiveFindings(path: string, comments: readonly Comment[]): Finding[] {
  return comments.flatMap((comment) =>
    messagesOf(comment).map((message) => ({ path, message, ...placeOf(comment) }))
  );
}

function messagesOf({ type, value }: Comment): string[] {
  const messages = DIRECTIVES.filter(({ pattern }) => pattern.test(value)).map(({ message }) => message);
  if (type === "CommentBlock" && value.startsWith("*") && JSDOC_IMPORT.test(value)) {
    messages.push("a JSDoc import loads another file: write an import type statement");
  }
  return [...new Set(messages)];
}
