import { join } from "node:path";
import { startPostgres } from "../../src/db/embedded/mod.ts";
import { prepareHost } from "../../src/host/mod.ts";
import { Line } from "./line.ts";
import { describe, type Platform, type Running, start, stop } from "./platform.ts";

/** A node of a fleet, and its line to the database that all of them share. */
export interface Node extends Platform {
  line(): Line;
}

const SECRET = "the secret of a fleet in the integration tests";

/** As many platforms as named, on one database: one before the file's first test, and stopped after its last. */
export function useFleet(size: number, settings: Record<string, string> = {}): Node[] {
  const lines: Line[] = [];
  const running: Running[] = [];
  let endDatabase = () => Promise.resolve();

  Deno.test.beforeAll(async () => {
    const dataDir = await Deno.makeTempDir({ prefix: "axtl-fleet-" });
    const host = await prepareHost({ dataDir });
    const postgres = await startPostgres(await host.postgres(), () => {});
    endDatabase = async () => {
      await postgres.stop();
      host.release();
      await Deno.remove(dataDir, { recursive: true });
    };
    const { host: socketDir, port, user, database } = postgres.connection;
    for (let i = 0; i < size; i++) {
      const line = new Line(join(socketDir, `.s.PGSQL.${port}`));
      lines.push(line);
      const url = `postgres://${user}@127.0.0.1:${line.port}/${database}`;
      running.push(await start({ DATABASE_URL: url, AXTL_SECRET: SECRET, ...settings }));
    }
  });

  Deno.test.afterAll(async () => {
    lines.forEach((line) => line.mend());
    for (const node of running) await stop(node);
    lines.forEach((line) => line.close());
    await endDatabase();
  });

  return Array.from({ length: size }, (_, i) => {
    const platform = describe(() => running[i] ?? missing());
    return Object.assign(Object.create(platform), { line: () => lines[i] ?? missing() }) as Node;
  });
}

function missing(): never {
  throw new Error("the fleet has not been started");
}
