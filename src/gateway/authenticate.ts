import type { KeyVerdict } from "../keys/mod.ts";
import { parseCredential } from "../lib/credentials.ts";
import { invalidKey, malformedKey, missingKey, revokedKey } from "./refusals.ts";

/** What an active key is good for. */
export type Caller = { readonly keyId: string; readonly agentId: string };

const BEARER = /^bearer +(\S+)$/i;

/** Who calls, from the `Authorization` header. Throws the Problem to answer with; most need no look-up. */
export async function authenticate(
  verifyKey: (raw: string) => Promise<KeyVerdict>,
  authorization: string | null,
): Promise<Caller> {
  if (authorization === null) throw missingKey();
  const raw = BEARER.exec(authorization)?.[1];
  const shape = raw === undefined ? null : parseCredential(raw);
  if (raw === undefined || shape?.kind !== "agent_key") throw malformedKey();
  if (!shape.checksumOk) throw invalidKey();
  const verdict = await verifyKey(raw);
  if (verdict.status === "unknown") throw invalidKey();
  if (verdict.status === "revoked") throw revokedKey();
  return verdict;
}
