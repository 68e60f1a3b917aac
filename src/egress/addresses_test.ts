import assert from "node:assert/strict";
import { isPublicAddress } from "./addresses.ts";

const INWARD: Record<string, string[]> = {
  "this host": ["0.0.0.0", "0.1.2.3", "::"],
  "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
  "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1"],
  "link-local": ["169.254.0.1", "fe80::1", "fe80::1%eth0", "fec0::1"],
  "metadata services": [
    "169.254.169.254",
    "169.254.170.2",
    "fd00:ec2::254",
    "100.100.100.200",
    "168.63.129.16",
  ],
  "shared (carrier-grade NAT)": ["100.64.0.1", "100.127.255.255"],
  "multicast": ["224.0.0.1", "239.255.255.255", "ff02::1", "ff0e::1"],
  "broadcast and reserved": ["255.255.255.255", "240.0.0.1", "192.0.0.8", "192.0.0.192"],
  "documentation and benchmarks": [
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "198.18.0.1",
    "2001:db8::1",
    "3fff::1",
  ],
  "IPv4 inside IPv6, mapped": ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:8.8.8.8", "0:0:0:0:0:ffff:a00:1"],
  "IPv4 inside IPv6, compatible": ["::127.0.0.1", "::10.0.0.1"],
  "IPv4 inside IPv6, translated": ["64:ff9b::7f00:1", "64:ff9b::169.254.169.254", "64:ff9b:1::a00:1"],
  "IPv4 inside IPv6, 6to4 and Teredo": [
    "2002:7f00:1::1",
    "2002:a9fe:a9fe::",
    "2001::1",
    "2001:0:4136:e378::1",
  ],
  "special and unassigned IPv6": [
    "100::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "5f00::1",
    "4000::1",
    "e000::1",
  ],
  "no address": ["", "localhost", "127.1x", "1.2.3.4.5", "[::1]", "256.1.1.1"],
};

for (const [what, addresses] of Object.entries(INWARD)) {
  Deno.test(`${what}: no request goes there`, () => {
    for (const address of addresses) assert.equal(isPublicAddress(address), false, address);
  });
}

Deno.test("public addresses are reached", () => {
  const addresses = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::1",
  ];
  for (const address of addresses) assert.equal(isPublicAddress(address), true, address);
});

Deno.test("other ways to write an inward IPv4 address lead nowhere either", () => {
  for (const address of ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "017700000001", "10.1"]) {
    assert.equal(isPublicAddress(address), false, address);
  }
});
