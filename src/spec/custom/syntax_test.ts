import assert from "node:assert/strict";
import { syntaxProblems } from "./mod.ts";

const GOOD: Record<string, string> = {
  "arithmetic, lists and maps": `
    const seen = new Map<string, number>();
    let best = 0;
    for (const word of text.toLowerCase().split(" ")) {
      seen.set(word, (seen.get(word) ?? 0) + 1);
      best = Math.max(best, seen.get(word) ?? 0);
    }
    return best;`,
  "an index that is arithmetic": `
    const list = [...text].map(Number);
    let sum = 0;
    for (let i = 0; i < list.length; i++) sum += (list[+i] ?? 0) - (list[i - 1] ?? 0);
    return sum;`,
  "functions within, regular expressions and templates": `
    const clean = (part: string): string => part.replace(/[^a-z]/g, "");
    const { length } = clean(text);
    return \`\${clean(text)}-\${String(length)}\`;`,
};

for (const [name, code] of Object.entries(GOOD)) {
  Deno.test(`custom code may have ${name}`, () => assert.deepEqual(syntaxProblems(code, ["text"]), []));
}

const BAD: Record<string, string> = {
  "an import": `import fs from "node:fs"; return 1;`,
  "a dynamic import": `return import("node:fs");`,
  "require": `return require("fs");`,
  "eval": `return eval("1");`,
  "eval under another name": `const run = eval; return run("1");`,
  "new Function": `return new Function("return 1")();`,
  "the constructor of a function": `return (() => 1).constructor("return 1")();`,
  "a constructor whose name is put together": `return (() => 1)["con" + "structor"]("return 1")();`,
  "a constructor under a name in a variable":
    `const name = "constructor"; return text[name][name]("return 1")();`,
  "a constructor taken out by a pattern": `const { constructor: make } = () => 1; return make("return 1")();`,
  "a constructor taken out by a quoted pattern":
    `const { "constructor": make } = () => 1; return make("return 1")();`,
  "a constructor taken out by a computed pattern":
    `const { ["const" + "ructor"]: make } = () => 1; return make(1);`,
  "a prototype": `Array.prototype.map = () => []; return 1;`,
  "__proto__": `return text.__proto__;`,
  "a change to a global": `Math.max = () => 0; return 1;`,
  "a change to a global under another name": `const m = Math; m.max = () => 0; return 1;`,
  "globalThis": `return globalThis.Deno;`,
  "Deno": `return Deno.env.get("HOME");`,
  "the network": `return fetch("https://example.com");`,
  "the network under a name of its own": `{ let fetch = 1; } return fetch("https://example.com");`,
  "a web socket": `return new WebSocket("wss://example.com");`,
  "a worker": `return new Worker("x");`,
  "a timer": `return setTimeout(() => {}, 1);`,
  "chance": `return Math.random();`,
  "the clock": `return Date.now();`,
  "the clock by new": `return new Date().getTime();`,
  "the language of the machine": `return text.localeCompare("a");`,
  "this": `return this;`,
  "a class": `class A {} return 1;`,
  "an async function": `const f = async () => 1; return 1;`,
  "throw": `throw text;`,
  "try": `try { return 1; } catch { return 2; }`,
  "any": `const x: any = text; return x.anything;`,
  "a cast": `return (text as unknown as { run(): number }).run();`,
  "var": `var x = 1; return x;`,
  "delete": `const o = { a: 1 }; delete o.a; return 1;`,
  "a bracket that closes the function": `return 1; } fetch("x"); function more() { return 2;`,
  "a tagged template": "return String.raw`x`;",
  "a label": `a: for (;;) break a;`,
  "Reflect": `return Reflect.get(text, "constructor");`,
  "Object.getPrototypeOf": `return Object.getPrototypeOf(text);`,
  "arguments": `return arguments[0];`,
  "with": `with (text) { return length; }`,
  "a directive": `"use strict"; return 1;`,
  "import.meta": `return import.meta.url;`,
  "what is no TypeScript": `return ((;`,
};

for (const [name, code] of Object.entries(BAD)) {
  Deno.test(`custom code with ${name} is refused`, () => {
    assert.notDeepEqual(syntaxProblems(code, ["text"]), []);
  });
}

Deno.test("what is refused is named with its line and what to write instead", () => {
  const [problem] = syntaxProblems("const list = [1];\nconst i = 0;\nreturn list[i];", ["text"]);
  assert.match(problem ?? "", /^line 3: an index is written as arithmetic: list\[\+i\]/);
});
