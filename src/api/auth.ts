import { createMiddleware } from "hono/factory";
import { parseCredential } from "../lib/credentials.ts";
import { Problem } from "../lib/problem.ts";
import type { Tokens, TokenVerdict } from "../tokens/mod.ts";
import type { ApiEnv } from "./context.ts";

/** Lets a request with a valid platform token through, as its workspace. Anything else is a 401 with a code. */
export function requirePlatformToken(tokens: Tokens) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    c.set("workspaceId", await authenticate(tokens, c.req.header("Authorization")));
    await next();
  });
}

export async function authenticate(tokens: Tokens, header: string | undefined): Promise<string> {
  if (header === undefined) {
    throw unauthorized("missing_platform_token", "Send `Authorization: Bearer <platform token>`.");
  }
  const raw = /^Bearer ([\x21-\x7e]+)$/i.exec(header)?.[1];
  if (raw === undefined) {
    throw unauthorized(
      "malformed_platform_token",
      "Authorization takes `Bearer`, one space and the platform token.",
    );
  }
  if (parseCredential(raw)?.kind === "agent_key") {
    throw unauthorized(
      "malformed_platform_token",
      "This is an agent key, which only invokes its agent; the control API takes a platform token (axtl_pt_…).",
    );
  }
  return workspaceOf(await tokens.authenticate(raw));
}

function workspaceOf(verdict: TokenVerdict): string {
  switch (verdict.status) {
    case "active":
      return verdict.workspaceId;
    case "malformed":
      throw unauthorized("malformed_platform_token", "This is not shaped like a platform token (axtl_pt_…).");
    case "revoked":
      throw unauthorized("platform_token_revoked", "This platform token was revoked; use another.");
    case "unknown":
      throw unauthorized(
        "invalid_platform_token",
        "This platform token is not known here; check it for typing errors.",
      );
  }
}

export function unauthorized(code: string, message: string): Problem {
  return new Problem(401, code, message, { headers: { "WWW-Authenticate": 'Bearer realm="axtl"' } });
}
