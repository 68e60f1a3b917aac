import { createHmac } from "node:crypto";
import { crc32 } from "./crc32.ts";

/**
 * The two secrets that a caller can hold: an agent key (`axtl_ak_…`) for invoking, a platform token (`axtl_pt_…`) for
 * the control API. After the prefix come 43 base-62 characters (32 random bytes) and 6 base-62 characters of CRC-32
 * over all that stands before them: a mistyped secret is refused without a look-up, and a secret scanner can tell a
 * leaked one from noise. Only an HMAC of a secret is ever stored; at 256 bits of entropy a slow hash would add nothing
 * but latency.
 */
export type CredentialKind = "agent_key" | "platform_token";

export const CREDENTIAL_PREFIX: Record<CredentialKind, string> = {
  agent_key: "axtl_ak_",
  platform_token: "axtl_pt_",
};

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const SHAPE = /^axtl_(ak|pt)_[0-9A-Za-z]{49}$/;

/** A new random secret. Show it once, store `hashCredential` of it. */
export function mintCredential(kind: CredentialKind): string {
  const body = CREDENTIAL_PREFIX[kind] + randomBase62();
  return body + checksum(body);
}

/** What a text looks like, before any look-up. Null: not shaped like any of our secrets. */
export function parseCredential(text: string): { kind: CredentialKind; checksumOk: boolean } | null {
  const shape = SHAPE.exec(text);
  if (!shape) return null;
  const checksumOk = crc32(text.slice(0, -CHECKSUM_LENGTH)) === numberOf(text.slice(-CHECKSUM_LENGTH));
  return { kind: shape[1] === "ak" ? "agent_key" : "platform_token", checksumOk };
}

/** HMAC-SHA-256 under the pepper, hex: the only form in which a secret is stored. */
export function hashCredential(secret: string, pepper: string): string {
  return createHmac("sha256", pepper).update(secret).digest("hex");
}

/** What may be shown of a secret later: its first characters and its last four. */
export function credentialHints(secret: string): { prefix: string; lastFour: string } {
  const known = Object.values(CREDENTIAL_PREFIX).find((prefix) => secret.startsWith(prefix)) ?? "";
  return { prefix: secret.slice(0, known.length + 4), lastFour: secret.slice(-4) };
}

/** 32 random bytes as a base-62 number, left-padded to 43 digits. */
function randomBase62(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  let rest = bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  let digits = "";
  for (; rest > 0n; rest /= 62n) digits = BASE62[Number(rest % 62n)] + digits;
  return digits.padStart(SECRET_LENGTH, "0");
}

/** The number that base-62 digits stand for. */
function numberOf(digits: string): number {
  let number = 0;
  for (let i = 0; i < digits.length; i++) number = number * 62 + DIGIT_VALUES[digits.charCodeAt(i)]!;
  return number;
}

const DIGIT_VALUES = new Uint8Array(128);
for (let value = 0; value < BASE62.length; value++) DIGIT_VALUES[BASE62.charCodeAt(value)] = value;

function checksum(body: string): string {
  let digits = "";
  for (let rest = crc32(body), i = 0; i < CHECKSUM_LENGTH; i++) {
    digits = BASE62[rest % 62] + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
