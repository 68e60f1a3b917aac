import { matchNetworks } from "../lib/networks.ts";

/** What `Deno.serve` tells of a request beside the request. */
export type Connection = Deno.ServeHandlerInfo<Deno.Addr>;

export type AddressOf = (request: Request, connection: Connection) => string;

/**
 * The address that a call comes from: the connection's own, unless that is a proxy of ours. Then the last address of
 * `X-Forwarded-For` that is no proxy of ours either: what stands before it, anybody may have written.
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  if (trustedProxies.length === 0) return (_, connection) => peerOf(connection);
  const isTrusted = matchNetworks(trustedProxies);
  return (request, connection) => {
    const peer = peerOf(connection);
    const forwarded = request.headers.get("x-forwarded-for");
    if (forwarded === null || !isTrusted(peer)) return peer;
    const hops = forwarded.split(",").map(withoutPort);
    return hops.findLast((hop) => !isTrusted(hop)) ?? hops[0]!;
  };
}

/** A unix socket has no address, so a key that is bound to addresses is not good there. */
function peerOf({ remoteAddr }: Connection): string {
  return "hostname" in remoteAddr ? remoteAddr.hostname : "";
}

/** Some proxies write `192.0.2.7:1234` or `[2001:db8::1]:1234`. */
function withoutPort(hop: string): string {
  const text = hop.trim();
  const [, v6, v4] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  return v6 ?? v4 ?? text;
}
