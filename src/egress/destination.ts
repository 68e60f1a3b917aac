import { lookup } from "node:dns/promises";
import { isPublicAddress } from "./addresses.ts";

/** Where requests may go: how names become addresses, and which of those are reached. */
export interface DestinationRules {
  /** Rejects when the name does not resolve. */
  resolve: (hostname: string) => Promise<string[]>;
  isAllowedAddress: (address: string) => boolean;
}

export const PUBLIC_INTERNET: DestinationRules = { resolve: resolveName, isAllowedAddress: isPublicAddress };

export type Destination =
  /** The addresses that were checked, in the order to try them: the connection goes to one of these, not to the name. */
  | { ok: true; url: URL; addresses: string[] }
  | { ok: false; code: string; message: string };

/** Servers of the web listen there, or among the ports that anybody may use; below are mail, shells and the like. */
const WEB_PORTS: readonly string[] = ["", "80", "443"];
const FIRST_FREE_PORT = 1024;
const MAX_ADDRESSES = 3;

/** Checks one URL, of the first request or of a redirect, against what the version declares and where it leads. */
export async function checkDestination(
  text: string,
  declared: readonly string[],
  rules: DestinationRules,
): Promise<Destination> {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    return refuse("fetch_invalid_request", "fetch takes an http: or https: URL without a user name");
  }
  if (!isDeclared(url.hostname, declared)) {
    const list = declared.length === 0 ? "none" : declared.join(", ");
    return refuse(
      "fetch_host_not_declared",
      `this version declares ${list} as its egress, not ${url.hostname}`,
    );
  }
  if (!WEB_PORTS.includes(url.port) && Number(url.port) < FIRST_FREE_PORT) {
    return refuse("fetch_port_not_allowed", `port ${url.port} is not one that web servers use`);
  }
  const addresses = await rules.resolve(url.hostname).catch(() => []);
  if (addresses.length === 0) return refuse("fetch_failed", `${url.hostname} does not resolve to an address`);
  const allowed = addresses.filter(rules.isAllowedAddress).slice(0, MAX_ADDRESSES);
  if (allowed.length > 0) return { ok: true, url, addresses: allowed };
  return refuse("fetch_address_not_allowed", `${url.hostname} leads to no address of the public internet`);
}

/** A declared `*.example.com` stands for every name below example.com, though not for example.com itself. */
function isDeclared(hostname: string, declared: readonly string[]): boolean {
  return declared.some((pattern) => {
    const name = pattern.toLowerCase();
    return name.startsWith("*.")
      ? hostname.length > name.length - 1 && hostname.endsWith(name.slice(1))
      : hostname === name;
  });
}

async function resolveName(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

function refuse(code: string, message: string): Destination {
  return { ok: false, code, message };
}
