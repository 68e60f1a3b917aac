import assert from "node:assert/strict";
import { Turns } from "./turns.ts";

Deno.test("no more than so many run at once for one key, in the order they came; other keys do not wait", async () => {
  const turns = new Turns(2);
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const begun: number[] = [];
  const work = gates.map((gate, index) =>
    turns.run("a", () => {
      begun.push(index);
      return gate.promise;
    })
  );
  await turns.run("b", () => Promise.resolve());
  assert.deepEqual(begun, [0, 1]);
  gates[1]!.resolve();
  await work[1];
  await new Promise((next) => setImmediate(next));
  assert.deepEqual(begun, [0, 1, 2]);
  gates.forEach((gate) => gate.resolve());
  await Promise.all(work);
  assert.deepEqual(begun, [0, 1, 2, 3]);
});

Deno.test("work that fails hands its turn on", async () => {
  const turns = new Turns(1);
  const failing = turns.run("a", () => Promise.reject(new Error("as asked")));
  const next = turns.run("a", () => Promise.resolve("done"));
  await assert.rejects(failing, /as asked/);
  assert.equal(await next, "done");
});
