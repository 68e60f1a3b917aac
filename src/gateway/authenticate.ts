import type { ActiveKey, KeyVerdict } from "../keys/mod.ts";
import { parseCredential } from "../lib/credentials.ts";
import type { AddressOf, Connection } from "./client_address.ts";
import {
  addressNotAllowed,
  expiredKey,
  invalidKey,
  malformedKey,
  missingKey,
  revokedKey,
} from "./refusals.ts";

/** Who calls: a key that is good now, with what it is limited to. */
export type Caller = ActiveKey;

export type AuthenticateDeps = { verifyKey: (raw: string) => Promise<KeyVerdict>; addressOf: AddressOf };

const BEARER = /^bearer +(\S+)$/i;

/** Nearly everybody writes the scheme in this way; what else may stand behind it is for the key's shape to say. */
const USUAL = "Bearer ";

function credentialOf(authorization: string): string | undefined {
  if (authorization.startsWith(USUAL)) return authorization.slice(USUAL.length).trimStart();
  return BEARER.exec(authorization)?.[1];
}

/** Who calls, from the `Authorization` header. Throws the Problem to answer with; most need no look-up. */
export async function authenticate(
  { verifyKey, addressOf }: AuthenticateDeps,
  request: Request,
  connection: Connection,
): Promise<Caller> {
  const authorization = request.headers.get("authorization");
  if (authorization === null) throw missingKey();
  const raw = credentialOf(authorization);
  const shape = raw === undefined ? null : parseCredential(raw);
  if (raw === undefined || shape?.kind !== "agent_key") throw malformedKey();
  if (!shape.checksumOk) throw invalidKey();
  const verdict = await verifyKey(raw);
  if (verdict.status === "unknown") throw invalidKey();
  if (verdict.status === "revoked") throw revokedKey();
  if (verdict.status === "expired") throw expiredKey();
  if (verdict.allows?.(addressOf(request, connection)) === false) throw addressNotAllowed();
  return verdict;
}
