const DEADLINE_MS = 20_000;
const PAUSE_MS = 10;

/** Waits until something holds, by asking again and again. Throws when it never does. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const deadlineMs = Date.now() + DEADLINE_MS; !await holds();) {
    if (Date.now() > deadlineMs) throw new Error(`it never came: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
