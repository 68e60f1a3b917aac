import type { Deadlines } from "./deadlines.ts";
import { bodyTimeout, incompleteBody, payloadTooLarge } from "./refusals.ts";

export type BodyLimits = { readonly maxBodyBytes: number; readonly deadlines: Deadlines };

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A request's body, as sent. Throws the Problem to answer with when it is too large (by its `Content-Length`, before any
 * of it is read, or else on the way), comes too slowly, or breaks off.
 */
export async function readBody(request: Request, { maxBodyBytes, deadlines }: BodyLimits): Promise<Bytes> {
  const declaredBytes = request.headers.get("content-length");
  if (Number(declaredBytes) > maxBodyBytes) throw payloadTooLarge(maxBodyBytes);
  const reading = declaredBytes === null ? readUpTo(request, maxBodyBytes) : request.bytes().catch(broken);
  return await deadlines.race(reading, () => bodyTimeout(deadlines.timeoutMs));
}

/** Without a declared length the limit is found on the way; the rest of the body is not taken in. */
async function readUpTo(request: Request, maxBytes: number): Promise<Bytes> {
  const parts: Bytes[] = [];
  const reader = request.body?.getReader();
  for (let sizeBytes = 0; reader;) {
    const { done, value } = await reader.read().catch(broken);
    if (done) break;
    sizeBytes += value.length;
    if (sizeBytes > maxBytes) {
      reader.cancel().catch(() => {});
      throw payloadTooLarge(maxBytes);
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** A body can't be read for one reason only: its sender left, or did not keep to HTTP. */
function broken(): never {
  throw incompleteBody();
}
