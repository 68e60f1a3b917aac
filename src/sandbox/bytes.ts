/** One array out of many. `sizeBytes` is the sum of their lengths; a single part is handed back as it is. */
export function join<Part extends Uint8Array>(
  parts: readonly Part[],
  sizeBytes: number,
): Part | Uint8Array<ArrayBuffer> {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
