/**
 * What the server is started with. On its command line, so that they are this program's version and not that of the
 * day the database was made.
 */
const SETTINGS: Readonly<Record<string, string | number>> = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  max_connections: 60,
  // Small: a laptop's platform, not a database machine. The kernel's page cache does the rest.
  shared_buffers: "32MB",
  max_wal_size: "256MB",
  min_wal_size: "32MB",
  jit: "off",
  io_method: "sync", // no worker processes
  max_parallel_workers_per_gather: 0,
  max_worker_processes: 2,
  max_logical_replication_workers: 0,
  // Never fewer promises than these.
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  // The log tells how the server is. A failed query is its client's to report, and would copy tenants' data here.
  log_min_messages: "log",
  log_checkpoints: "off",
  log_timezone: "UTC",
  timezone: "UTC",
};

export function serverArguments(dataDir: string, socketDir: string): string[] {
  const settings = { ...SETTINGS, unix_socket_directories: socketDir };
  return ["-D", dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** The locale is built in, not the machine's: the same order of text everywhere, and after every upgrade of libc. */
export function initdbArguments(dataDir: string, user: string): string[] {
  return [
    `--pgdata=${dataDir}`,
    `--username=${user}`,
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--auth-local=trust",
    "--auth-host=reject",
    "--no-instructions",
  ];
}
