import type { Egress } from "../egress/mod.ts";
import { WireError } from "../models/mod.ts";

const WITHOUT_BODY: readonly number[] = [204, 205, 304];

/** `fetch` to a workspace's endpoint, by the rules of egress: what is resolved is checked, and connected to. */
export function fetchThrough(egress: Egress, workspaceId: string): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const outcome = await egress.fetch(
      workspaceId,
      {
        url: request.url,
        method: request.method,
        headers: [...request.headers],
        body: new Uint8Array(await request.arrayBuffer()),
        redirect: "manual",
      },
      [new URL(request.url).hostname],
      request.signal,
    );
    if (!outcome.ok) throw wireError(outcome.code, outcome.message);
    const { status, statusText, headers } = outcome;
    const body = WITHOUT_BODY.includes(status) ? null : ReadableStream.from(outcome.body);
    return new Response(body, { status, statusText, headers });
  };
}

function wireError(code: string, message: string): WireError {
  return new WireError(code === "fetch_address_not_allowed" ? "address_not_allowed" : "unreachable", message);
}
