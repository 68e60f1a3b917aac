import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** Whether a text is an address or a CIDR range, of IPv4 or IPv6: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export function isNetwork(text: string): boolean {
  return parseNetwork(text) !== null;
}

/** Tells which addresses are in one of these networks. What is no address is in none. */
export function matchNetworks(networks: readonly string[]): (address: string) => boolean {
  const parsed = networks.map(parseNetwork).filter((network) => network !== null);
  return (text) => {
    const address = parseAddress(text);
    return address !== null &&
      parsed.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
  };
}

function parseNetwork(text: string): Network | null {
  const [start = "", bits, ...rest] = text.split("/");
  const address = parseAddress(start);
  if (address === null || rest.length > 0) return null;
  const width = address.kind() === "ipv4" ? 32 : 128;
  if (bits === undefined) return [address, width];
  return /^\d{1,3}$/.test(bits) && Number(bits) <= width ? [address, Number(bits)] : null;
}

/** Strictly: no octal, no short forms, no zone. An IPv4 address inside an IPv6 one (`::ffff:…`) is the IPv4 address. */
function parseAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes("%") || !ipaddr.IPv6.isValid(text)) return null;
  return ipaddr.process(text);
}
