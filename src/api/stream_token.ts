import { z } from "@hono/zod-openapi";
import type { Links } from "../tokens/mod.ts";
import { unauthorized } from "./auth.ts";
import { one, problems, timestamp } from "./schemas.ts";

/** Tokens that open one stream, for `EventSource` in a browser, which can send no header. */
const TTL_SECONDS = 300;

export type StreamPurpose = "stream" | "logs";

export const streamTokenResponses = {
  200: one(z.object({ token: z.string(), expiresAt: timestamp }), "The token, for `?token=`"),
  ...problems(401, 404),
};

export const streamTokenQuery = { token: z.string().max(2_000).optional() };

/** `subject`: the id of what is streamed. */
export async function mintStreamToken(links: Links, purpose: StreamPurpose, subject: string) {
  const { token, expiresAt } = await links.mint(purpose, subject, TTL_SECONDS);
  return { data: { token, expiresAt: expiresAt.toISOString() } };
}

/** Throws the 401 of a token that does not open this stream. */
export async function requireStreamToken(
  links: Links,
  purpose: StreamPurpose,
  subject: string,
  token: string,
): Promise<void> {
  const verdict = await links.check(purpose, subject, token);
  if (verdict === "valid") return;
  if (verdict === "expired") {
    throw unauthorized("stream_token_expired", "The stream token has expired; mint a new one.");
  }
  throw unauthorized("invalid_stream_token", "This token does not open this stream.");
}
