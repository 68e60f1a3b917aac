/** Writes one after another what is reported without waiting. */
export function inOrder<Item>(write: (item: Item) => Promise<void>) {
  let last = Promise.resolve();
  return {
    add: (item: Item) => {
      last = last.then(() => write(item));
      // Whoever waits for `done` gets the error; until then nobody does, and that must not end the process.
      last.catch(() => {});
    },
    done: () => last,
  };
}
