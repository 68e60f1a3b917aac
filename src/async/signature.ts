import { Buffer } from "node:buffer";
import { createHmac, hkdfSync } from "node:crypto";

const SECRET_BYTES = 32;

/** The bytes that an agent's callbacks are signed with; nobody has to keep them. */
export type WebhookSecret = (agentId: string) => Uint8Array;

export function createWebhookSecret(platformSecret: string): WebhookSecret {
  return (agentId) =>
    new Uint8Array(
      hkdfSync("sha256", platformSecret, "", `axtl webhook secret v1 ${agentId}`, SECRET_BYTES),
    );
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signedHeaders(
  secret: Uint8Array,
  id: string,
  body: string,
  nowMs: number,
): [string, string][] {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac("sha256", Buffer.from(secret)).update(`${id}.${timestamp}.${body}`)
    .digest("base64");
  return [["webhook-id", id], ["webhook-timestamp", timestamp], ["webhook-signature", `v1,${signature}`]];
}
