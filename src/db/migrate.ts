import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import * as first from "./migrations/0001_first.ts";
import * as capabilities from "./migrations/0002_capabilities.ts";
import * as keyLimits from "./migrations/0003_key_limits.ts";
import * as invocations from "./migrations/0004_invocations.ts";
import * as idempotency from "./migrations/0005_idempotency.ts";
import * as review from "./migrations/0006_review.ts";
import * as unfinishedJobs from "./migrations/0007_unfinished_jobs.ts";
import * as agentAi from "./migrations/0008_agent_ai.ts";
import * as asyncCalls from "./migrations/0009_async_calls.ts";
import * as modelUsage from "./migrations/0010_model_usage.ts";
import * as modelSettings from "./migrations/0011_model_settings.ts";
import * as asyncTurns from "./migrations/0012_async_turns.ts";

/** In order, forward only: a migration that has been released is never changed, the next one mends it. */
const MIGRATIONS: Record<string, Migration> = {
  "0001_first": first,
  "0002_capabilities": capabilities,
  "0003_key_limits": keyLimits,
  "0004_invocations": invocations,
  "0005_idempotency": idempotency,
  "0006_review": review,
  "0007_unfinished_jobs": unfinishedJobs,
  "0008_agent_ai": agentAi,
  "0009_async_calls": asyncCalls,
  "0010_model_usage": modelUsage,
  "0011_model_settings": modelSettings,
  "0012_async_turns": asyncTurns,
};

/** Brings the schema up to date. Kysely holds a lock meanwhile, so nodes that start together take turns. */
export async function migrate<T>(db: Kysely<T>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
