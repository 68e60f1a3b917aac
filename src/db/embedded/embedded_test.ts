import assert from "node:assert/strict";
import { join } from "node:path";
import { Client } from "pg";
import { type Host, prepareHost } from "../../host/mod.ts";
import { type EmbeddedPostgres, startPostgres } from "./mod.ts";
import { until } from "./until.ts";

/** A platform's worth of database in a folder of its own; `restart` is what the next start of the platform does. */
class Fixture {
  readonly lines: string[] = [];
  #host!: Host;
  #servers: EmbeddedPostgres[] = [];

  constructor(readonly dataDir: string) {}

  static async use(test: (fixture: Fixture) => Promise<void>): Promise<void> {
    const fixture = new Fixture(await Deno.makeTempDir());
    try {
      await test(fixture);
    } finally {
      for (const server of fixture.#servers) await server.stop();
      fixture.#host?.release();
      await Deno.remove(fixture.dataDir, { recursive: true });
    }
  }

  async start(): Promise<EmbeddedPostgres> {
    this.#host?.release();
    this.#host = await prepareHost({ dataDir: this.dataDir });
    const server = await startPostgres(await this.#host.postgres(), (line) => this.lines.push(line));
    this.#servers.push(server);
    return server;
  }

  get files(): string {
    return join(this.dataDir, "postgres/data");
  }
}

async function query(server: EmbeddedPostgres, sql: string): Promise<unknown[][]> {
  const client = new Client({ ...server.connection });
  client.on("error", () => {}); // the server may be killed beneath it
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

async function answersAgain(server: EmbeddedPostgres): Promise<boolean> {
  return await until(() => isAnswering(server), { timeoutMs: 20_000, pollMs: 20 });
}

Deno.test("a fresh start makes a UTF-8 database with checksums and fsync that no network can reach", () =>
  Fixture.use(async (fixture) => {
    const server = await fixture.start();
    const show = async (name: string) => (await query(server, `show ${name}`))[0]?.[0];
    assert.equal(await show("server_encoding"), "UTF8");
    assert.equal(await show("data_checksums"), "on");
    assert.equal(await show("fsync"), "on");
    assert.equal(await show("listen_addresses"), "");
    assert.deepEqual(
      await query(server, "select datlocprovider, datlocale from pg_database where datname = 'axtl'"),
      [
        ["b", "C.UTF-8"],
      ],
    );
    const { mode } = await Deno.stat(server.connection.host);
    assert.equal((mode ?? 0) & 0o777, 0o700);
  }));

Deno.test("a second start finds the rows of the first, and stopping twice is stopping once", () =>
  Fixture.use(async (fixture) => {
    const first = await fixture.start();
    await query(first, "create table t as select 42 as n");
    await Promise.all([first.stop(), first.stop()]);
    await first.stop();
    const second = await fixture.start();
    assert.equal(second.wasThere, false);
    assert.deepEqual(await query(second, "select n from t"), [[42]]);
  }));

Deno.test("killing Postgres loses no acknowledged row and heals without anyone's help", () =>
  Fixture.use(async (fixture) => {
    const server = await fixture.start();
    await query(server, "create table t (n int)");
    for (let n = 0; n < 20; n++) await query(server, `insert into t values (${n})`);
    const killed = server.pid;
    Deno.kill(killed, "SIGKILL");
    assert.ok(await until(() => Promise.resolve(server.pid !== killed), { timeoutMs: 20_000, pollMs: 10 }));
    assert.ok(await answersAgain(server));
    assert.deepEqual(await query(server, "select count(*)::int from t"), [[20]]);
    assert.match(fixture.lines.join("\n"), /ended unexpectedly[^]*runs again/);
  }));

Deno.test("a server that a killed platform left is taken over with its rows, and stops with the new one", () =>
  Fixture.use(async (fixture) => {
    const pid = await leaveOrphan(fixture.dataDir);
    const server = await fixture.start();
    assert.equal(server.pid, pid);
    assert.equal(server.wasThere, true);
    assert.deepEqual(await query(server, "select n from t"), [[7]]);
    await server.stop();
    assert.equal(await isAnswering(server), false);
  }));

Deno.test("an orphan that is killed after it was taken over heals too", () =>
  Fixture.use(async (fixture) => {
    const pid = await leaveOrphan(fixture.dataDir);
    const server = await fixture.start();
    Deno.kill(pid, "SIGKILL");
    assert.ok(await until(() => Promise.resolve(server.pid !== pid), { timeoutMs: 20_000, pollMs: 10 }));
    assert.deepEqual(await query(server, "select n from t"), [[7]]);
  }));

Deno.test("killing platform and Postgres together loses nothing and does not block the next start", () =>
  Fixture.use(async (fixture) => {
    Deno.kill(await leaveOrphan(fixture.dataDir), "SIGKILL");
    const server = await fixture.start();
    assert.equal(server.wasThere, false);
    assert.deepEqual(await query(server, "select n from t"), [[7]]);
  }));

Deno.test("a stale postmaster.pid whose number another program has now does not block the start", () =>
  Fixture.use(async (fixture) => {
    const first = await fixture.start();
    await first.stop();
    const stale = `${Deno.pid}\n${fixture.files}\n1\n5432\n${first.connection.host}\n\n 1 1\nready   \n`;
    await Deno.writeTextFile(join(fixture.files, "postmaster.pid"), stale);
    const second = await fixture.start();
    assert.notEqual(second.pid, Deno.pid);
    assert.deepEqual(await query(second, "select 1"), [[1]]);
  }));

Deno.test("killing the platform in the middle of initdb does not leave half a database", () =>
  Fixture.use(async (fixture) => {
    const home = join(fixture.dataDir, "postgres");
    const child = spawnPlatform(fixture.dataDir);
    assert.ok(await until(() => hasUnfinished(home), { timeoutMs: 20_000, pollMs: 1 }));
    child.kill("SIGKILL");
    await child.status;
    await child.stdout.cancel();
    const server = await fixture.start();
    assert.deepEqual(await query(server, "select 1"), [[1]]);
    assert.equal(server.wasThere, false);
  }));

Deno.test("files of another major version are refused with a way out, and are left alone", () =>
  Fixture.use(async (fixture) => {
    await (await fixture.start()).stop();
    await Deno.writeTextFile(join(fixture.files, "PG_VERSION"), "15\n");
    await assert.rejects(fixture.start(), {
      name: "DatabaseError",
      message: /made by Postgres 15.*Postgres 18/,
    });
    assert.equal(await Deno.readTextFile(join(fixture.files, "PG_VERSION")), "15\n");
  }));

function spawnPlatform(dataDir: string): Deno.ChildProcess {
  const { pathname } = new URL("./testdata/platform.ts", import.meta.url);
  const args = ["run", "-A", "--no-check", pathname, dataDir];
  return new Deno.Command(Deno.execPath(), { args, stdout: "piped" }).spawn();
}

/** Runs a platform in another process until it has a row, and kills it. The pid is that of the Postgres it leaves. */
async function leaveOrphan(dataDir: string): Promise<number> {
  const child = spawnPlatform(dataDir);
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  child.kill("SIGKILL");
  await child.status;
  await reader.cancel();
  return Number(value);
}

async function hasUnfinished(home: string): Promise<boolean> {
  const entries = await Array.fromAsync(Deno.readDir(home)).catch(() => []);
  return entries.some(({ name }) => name.includes(".new-"));
}

function isAnswering(server: EmbeddedPostgres): Promise<boolean> {
  return query(server, "select 1").then(() => true, () => false);
}
