/**
 * HTTP requests on behalf of backends: to the hosts that a version declares, and never into our own network.
 *
 * A host name says nothing of where it leads, so the name is resolved here, once per hop; addresses that are not on
 * the public internet are left out (`addresses.ts`), and the connection is made to the very address that was checked:
 * a name that resolves otherwise a moment later changes nothing. TLS still checks the certificate against the name.
 * A redirect is a new request under the same rules. Time, sizes, and how much is under way at once are bounded.
 *
 * Resolver and address rule are arguments: tests have servers on the loopback, which production never reaches.
 */
export { isPublicAddress } from "./addresses.ts";
export { createEgress, type Egress, type EgressSettings } from "./egress.ts";
export {
  DEFAULT_EGRESS_LIMITS,
  type EgressLimits,
  type EgressOutcome,
  type EgressRequest,
  type HeaderPairs,
} from "./types.ts";
