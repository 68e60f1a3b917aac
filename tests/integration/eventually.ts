const PATIENCE_MS = 20_000;

/** Looks until what is found will do: for what is written a moment after its cause. Throws with what was found last. */
export async function eventually<T>(look: () => Promise<T>, willDo: (found: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (willDo(found)) return found;
    if (Date.now() > deadline) throw new Error(`it never came about: ${JSON.stringify(found)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
