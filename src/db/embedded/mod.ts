/**
 * A real Postgres of our own, for a machine that has none: npm's binaries, on a unix socket in a private folder, with
 * no TCP. Being allowed into that folder is the authentication.
 *
 * It runs in a process group of its own, so that Ctrl-C reaches the platform first and connections close before the
 * server. If the platform is killed, Postgres stays; the next start takes it over. If Postgres is killed, we start it
 * again and it recovers from its log: fsync is on, an acknowledged write is on disk. A half-made database cannot be
 * taken for a whole one, because initdb works in another folder that is renamed when it is done.
 *
 * Pools, migrations and queries are for others: this hands out a socket.
 */
export { DatabaseError } from "./database_error.ts";
export { type Connection, type EmbeddedPostgres, startPostgres } from "./supervisor.ts";
