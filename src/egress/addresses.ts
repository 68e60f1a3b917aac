import ipaddr from "ipaddr.js";

/** The part of IPv6 from which public addresses are given out; all else is special or unassigned (RFC 4291). */
const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/** Public by their range, and yet not the internet: a cloud's own services, documentation. */
const NOT_PUBLIC = ["168.63.129.16/32", "192.88.99.0/24", "3fff::/20"].map((cidr) => ipaddr.parseCIDR(cidr));

/**
 * Whether an address, as a resolver gives it, is one of the public internet. Everything else is refused: private,
 * loopback, link-local (with it the clouds' metadata services), shared, multicast, reserved, unassigned, and in IPv6
 * also what carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo), which would lead past the rules for those.
 */
export function isPublicAddress(address: string): boolean {
  if (address.includes("%") || !ipaddr.isValid(address)) return false; // a zone names an interface of this machine
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  if (parsed.kind() === "ipv6" && !(parsed as ipaddr.IPv6).match(GLOBAL_IPV6)) return false;
  return !NOT_PUBLIC.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits));
}
