/**
 * What a backend keeps: JSON values under text keys, per agent, through every version and on every node.
 *
 * In Postgres one table holds all, and triggers keep count of what each agent uses, so the quota holds whoever writes
 * and however many at once. A version is random and new with every write: it serves to notice that somebody else wrote
 * in between, and tells nothing else. What has expired is not there for a reader from that moment; its room is given
 * back by a sweep. Probes of new versions get a store in memory (`memory.ts`) and never the agent's own data.
 *
 * Whose store it is, the caller says; keys and values come here already checked (`limits.ts` has the limits).
 */
export { createMemoryStores } from "./memory.ts";
export { createStore } from "./postgres.ts";
export { sweepRegularly } from "./sweep.ts";
export {
  type Entry,
  type Increment,
  type ListOptions,
  type Page,
  type Put,
  type PutOptions,
  type Store,
} from "./types.ts";
export * from "./limits.ts";
