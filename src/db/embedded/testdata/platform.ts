/** A platform that writes one row, says which pid its Postgres has, and waits to be killed. */
import { Client } from "pg";
import { prepareHost } from "../../../host/mod.ts";
import { startPostgres } from "../mod.ts";

const host = await prepareHost({ dataDir: Deno.args[0] ?? "" });
const server = await startPostgres(await host.postgres(), () => {});
const client = new Client({ ...server.connection });
await client.connect();
await client.query("create table t as select 7 as n");
console.log(server.pid);
setInterval(() => {}, 60_000);
