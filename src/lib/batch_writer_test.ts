import assert from "node:assert/strict";
import { type BatchOptions, BatchWriter } from "./batch_writer.ts";

class Away extends Error {}

/** A writer whose store does as the test says, and what became of what it was given. */
function setUp(
  write: (batch: readonly number[]) => Promise<void>,
  options: Partial<BatchOptions<number>> = {},
) {
  const told = { refused: 0, dropped: 0 };
  const writer = new BatchWriter<number>({
    write,
    isAway: (error) => error instanceof Away,
    onRefused: (_, count) => void (told.refused += count),
    onDropped: (count) => void (told.dropped += count),
    writeAfterMs: 1,
    retryAfterMs: 1,
    maxBatch: 3,
    maxWaiting: 10,
    ...options,
  });
  return { writer, told };
}

Deno.test("what is added is written once, in order, in batches of a bounded size", async () => {
  const batches: number[][] = [];
  const all = Promise.withResolvers<void>();
  const { writer } = setUp((batch) => {
    batches.push([...batch]);
    if (batches.flat().length === 8) all.resolve();
    return Promise.resolve();
  });
  for (let n = 1; n <= 8; n++) writer.add(n);
  await all.promise;
  await writer.close();
  assert.deepEqual(batches, [[1, 2, 3], [4, 5, 6], [7, 8]]);
  assert.deepEqual(writer.counts(), { waiting: 0, written: 8, dropped: 0 });
});

Deno.test("closing writes what is waiting, at once", async () => {
  const written: number[] = [];
  const { writer } = setUp((batch) => Promise.resolve(void written.push(...batch)), { writeAfterMs: 1e9 });
  for (let n = 1; n <= 7; n++) writer.add(n);
  await writer.close();
  assert.deepEqual(written, [1, 2, 3, 4, 5, 6, 7]);
});

Deno.test("while the store is away nothing is lost, and it is all written when it is back", async () => {
  const written: number[] = [];
  let failures = 3;
  const back = Promise.withResolvers<void>();
  const { writer, told } = setUp((batch) => {
    if (failures-- > 0) return Promise.reject(new Away());
    written.push(...batch);
    if (written.length === 5) back.resolve();
    return Promise.resolve();
  });
  for (let n = 1; n <= 5; n++) writer.add(n);
  await back.promise;
  await writer.close();
  assert.deepEqual(written, [1, 2, 3, 4, 5]);
  assert.deepEqual(told, { refused: 0, dropped: 0 });
});

Deno.test("beyond the bound the oldest are dropped, counted, and told of when the store is back", async () => {
  const written: number[] = [];
  const { writer, told } = setUp((batch) => Promise.resolve(void written.push(...batch)), {
    writeAfterMs: 1e9,
  });
  for (let n = 1; n <= 13; n++) writer.add(n);
  assert.deepEqual(writer.counts(), { waiting: 10, written: 0, dropped: 3 });
  await writer.close();
  assert.deepEqual(written, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  assert.deepEqual(told, { refused: 0, dropped: 3 });
});

Deno.test("a batch that the store refuses is given up, and costs the next none of theirs", async () => {
  const written: number[] = [];
  const { writer, told } = setUp(
    (batch) =>
      batch.includes(2) ? Promise.reject(new Error("refused")) : Promise.resolve(void written.push(...batch)),
    { writeAfterMs: 1e9 },
  );
  for (let n = 1; n <= 5; n++) writer.add(n);
  await writer.close();
  assert.deepEqual(written, [4, 5]);
  assert.deepEqual(told, { refused: 3, dropped: 0 });
  assert.equal(writer.counts().dropped, 3);
});

Deno.test("what is waiting when all ends with the store away is told of as lost", async () => {
  const { writer, told } = setUp(() => Promise.reject(new Away()), { writeAfterMs: 1e9 });
  writer.add(1);
  await writer.close();
  assert.deepEqual(told, { refused: 0, dropped: 1 });
});
