/**
 * What a call costs, beside what a user would build by hand and beside the closest peers: all in one run, one after the
 * other in turns, CPU time over all processes of each. Needs Linux with wrk, nginx with Lua, Node and npm:
 *
 *     apt-get install wrk nginx libnginx-mod-http-lua lua-cjson
 *     npm run task bench:invoke [seconds for each measurement, 5] [rounds, 3]
 */
import { markdown, quantile } from "./figures.ts";
import { firstUseMs } from "./invoke/keys.ts";
import { type Ours, ours as startOurs } from "./invoke/ours.ts";
import { denoBare, nginxLua, nodeBare, valtown } from "./invoke/peers.ts";
import type { Server } from "./invoke/server.ts";
import { type Measured, wrk } from "./invoke/wrk.ts";

const SECONDS = Number(Deno.args[0] ?? 5);
const ROUNDS = Number(Deno.args[1] ?? 3);
const WARM_UP_SECONDS = 2;
const CONNECTIONS = 32;
const SWEEP = [1, 4, 16, 64, 256];
const SMALL = JSON.stringify({ input: "Classify this support request and suggest a next action." });
const LARGE = JSON.stringify({ input: "x".repeat(64 * 1024), echo: true });

type Row = Measured & { cpuUs: number };

const servers: Server[] = [];
try {
  for (const start of [startOurs, denoBare, nodeBare, nginxLua, valtown]) servers.push(await start());
  const ours = servers[0] as Ours;
  const gateways = servers.filter(({ name }) => !name.startsWith("bare"));
  for (const server of servers) await wrk(loadOf(server, SMALL, CONNECTIONS, WARM_UP_SECONDS));

  console.log(`\n## A small call, ${CONNECTIONS} connections\n`);
  const small = await inTurns(servers, SMALL);
  report(small);
  console.log("\n## 64 KB each way\n");
  report(await inTurns(servers, LARGE));
  console.log("\n## Calls a second, by connections\n");
  await sweep(gateways);
  console.log("\n## At half of the peak\n");
  await halfOfPeak(ours, small.get(ours.name)!);
  console.log("\n## First use of a key, by keys in the table\n");
  await firstUses(ours);
} finally {
  for (const server of servers.reverse()) await server.stop();
}

/** The median of each figure over the rounds; in each round every server has its turn. */
async function inTurns(all: readonly Server[], body: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of all) rows.get(server.name)!.push(await measure(server, body, CONNECTIONS));
  }
  return new Map([...rows].map(([name, measured]) => [name, medianOf(measured)]));
}

async function measure(server: Server, body: string, connections: number): Promise<Row> {
  const before = await server.cpuUs();
  const measured = await wrk(loadOf(server, body, connections, SECONDS));
  return { ...measured, cpuUs: (await server.cpuUs() - before) / measured.requests };
}

function loadOf({ url, key }: Server, body: string, connections: number, seconds: number) {
  return { url, key, body, connections, seconds };
}

function medianOf(rows: readonly Row[]): Row {
  const median = (of: (row: Row) => number) => quantile(rows.map(of), 0.5);
  return {
    rps: median(({ rps }) => rps),
    p50Us: median(({ p50Us }) => p50Us),
    p99Us: median(({ p99Us }) => p99Us),
    requests: median(({ requests }) => requests),
    cpuUs: median(({ cpuUs }) => cpuUs),
  };
}

function report(rows: ReadonlyMap<string, Row>): void {
  const own = rows.get("AXTL")!;
  console.log(markdown(
    ["", "calls/s", "p50", "p99", "CPU a call", "our CPU to its"],
    [...rows].map(([name, { rps, p50Us, p99Us, cpuUs }]) => [
      name,
      rps.toFixed(0),
      ms(p50Us),
      ms(p99Us),
      `${cpuUs.toFixed(1)} µs`,
      (own.cpuUs / cpuUs).toFixed(2),
    ]),
  ));
}

async function sweep(all: readonly Server[]): Promise<void> {
  const rows: string[][] = [];
  for (const connections of SWEEP) {
    const cells: string[] = [];
    for (const server of all) cells.push((await measure(server, SMALL, connections)).rps.toFixed(0));
    rows.push([String(connections), ...cells]);
  }
  console.log(markdown(["connections", ...all.map(({ name }) => name)], rows));
}

/** Each connection pauses after an answer, so long that together they call half as often as they could. */
async function halfOfPeak(server: Server, peak: Row): Promise<void> {
  const pauseMs = Math.round(CONNECTIONS / (peak.rps / 2) * 1000 - peak.p50Us / 1000 / 2);
  const load = { ...loadOf(server, SMALL, CONNECTIONS, SECONDS), pauseMs: Math.max(1, pauseMs) };
  const { rps, p50Us, p99Us } = await wrk(load);
  console.log(markdown(["of the peak", "calls/s", "p50", "p99", "p99 to p50"], [
    [
      `${(100 * rps / peak.rps).toFixed(0)} %`,
      rps.toFixed(0),
      ms(p50Us),
      ms(p99Us),
      (p99Us / p50Us).toFixed(1),
    ],
  ]));
}

async function firstUses(ours: Ours): Promise<void> {
  const rows: string[][] = [];
  for (const count of [1_000, 1_000_000]) {
    const { p50, p99 } = await firstUseMs(ours, count);
    rows.push([count.toLocaleString("en"), `${p50.toFixed(2)} ms`, `${p99.toFixed(2)} ms`]);
  }
  console.log(markdown(["keys", "p50", "p99"], rows));
}

function ms(us: number): string {
  return `${(us / 1000).toFixed(2)} ms`;
}
