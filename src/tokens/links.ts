import { sign, verify } from "hono/jwt";

/**
 * Signed query tokens, for places where a browser can send no header: a download link, an `EventSource`. A token is a
 * JWT (HS256) that names what it opens and for how long; it is stored nowhere and opens nothing else.
 */
export interface Links {
  mint(
    purpose: LinkPurpose,
    subject: string,
    ttlSeconds: number,
  ): Promise<{ token: string; expiresAt: Date }>;
  check(purpose: LinkPurpose, subject: string, token: string): Promise<"valid" | "expired" | "invalid">;
}

/** `subject` is an agent's id for `download`, `agentId/filename` for `file`, a job's id for `stream`, an agent's for `logs`. */
export type LinkPurpose = "download" | "file" | "stream" | "logs";

export function createLinks(secret: string, nowMs: () => number = Date.now): Links {
  // A key of its own, so that no token of another kind can ever be taken for a link.
  const key = `links:${secret}`;
  return {
    async mint(purpose, subject, ttlSeconds) {
      const expiresAt = new Date(nowMs() + ttlSeconds * 1000);
      const exp = expiresAt.getTime() / 1000;
      return { token: await sign({ aud: purpose, sub: subject, exp }, key, "HS256"), expiresAt };
    },

    async check(purpose, subject, token) {
      const claims = await verify(token, key, { alg: "HS256", exp: false }).catch(() => null);
      if (!claims || claims.aud !== purpose || claims.sub !== subject) return "invalid";
      return typeof claims.exp === "number" && claims.exp * 1000 > nowMs() ? "valid" : "expired";
    },
  };
}
