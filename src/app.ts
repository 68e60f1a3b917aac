import type { Config } from "./config.ts";
import { startPostgres } from "./db/embedded/mod.ts";
import type { ConnectionSettings } from "./db/mod.ts";
import { type Host, prepareHost } from "./host/mod.ts";
import type { Log } from "./lib/log.ts";
import { Unwind } from "./lib/unwind.ts";
import {
  type AppOverrides,
  openRuntime,
  openServices,
  priceWarning,
  type Services,
  startJobs,
  startServer,
} from "./assembly/mod.ts";

export type { AppOverrides, Services } from "./assembly/mod.ts";

/** The running platform, for the command that started it. */
export interface App {
  /** Where clients reach it. */
  url: string;
  /** What the person who started it should know. */
  notes: readonly string[];
  services: Services;
  /** Stops taking calls, ends what runs, and leaves nothing running behind. */
  stop(): Promise<void>;
}

/**
 * Starts everything, in the order in which one thing needs another; stopping is the same order backwards. A start that
 * fails ends what it had begun.
 */
export async function startApp(config: Config, log: Log, overrides: AppOverrides = {}): Promise<App> {
  const unwind = new Unwind((name, error) => log.error(`stopping ${name} failed`, error));
  try {
    return await assemble(config, log, overrides, unwind);
  } catch (error) {
    await unwind.unwind();
    throw error;
  }
}

async function assemble(config: Config, log: Log, overrides: AppOverrides, unwind: Unwind): Promise<App> {
  const warning = priceWarning(config);
  if (warning) log.warn(warning);
  const host = await prepareHost({ dataDir: config.dataDir });
  unwind.push("host", () => host.release());
  const connection = await findDatabase(config, host, log, unwind);
  const services = await openServices(config, host, connection, overrides, log, unwind);
  const runtime = await openRuntime(config, host, services, overrides, log, unwind);
  await startJobs(config, host, services, runtime);
  const url = await startServer(config, services, runtime, log, unwind);
  return { url, notes: host.notes, services, stop: () => unwind.unwind() };
}

async function findDatabase(
  config: Config,
  host: Host,
  log: Log,
  unwind: Unwind,
): Promise<ConnectionSettings> {
  if (config.databaseUrl !== null) return { connectionString: config.databaseUrl };
  const postgres = await startPostgres(await host.postgres(), (line) => log.info(line));
  unwind.push("Postgres", () => postgres.stop());
  return { ...postgres.connection };
}
