/** What we are measured against: see `bench/README.md`. Each is a program in `bench/peers/`, started as its users would. */
import { join } from "node:path";
import { mintCredential } from "../../src/lib/credentials.ts";
import { cpuUs } from "./cpu.ts";
import { answering, freePort, type Server } from "./server.ts";

const PEERS = join(import.meta.dirname!, "../peers");
const SLUG = "bench";

export async function denoBare(): Promise<Server> {
  const port = freePort();
  return await started("bare Deno", port, "/", Deno.execPath(), [
    "run",
    "-A",
    join(PEERS, "deno_bare.ts"),
    String(port),
  ]);
}

export async function nodeBare(): Promise<Server> {
  const port = freePort();
  return await started("bare Node", port, "/", "node", [join(PEERS, "node_bare.mjs"), String(port)]);
}

export async function valtown(): Promise<Server> {
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefix", PEERS]);
  const port = freePort();
  return await started("deno-http-worker", port, "/", "node", [
    join(PEERS, "valtown_worker.mjs"),
    String(port),
    Deno.execPath(),
  ]);
}

/** nginx and the Deno behind it are two processes of one server. */
export async function nginxLua(): Promise<Server> {
  const folder = await Deno.makeTempDir({ prefix: "axtl-nginx-", dir: "/tmp" });
  await Deno.chmod(folder, 0o755);
  const socket = join(folder, "backend.sock");
  const behind = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(PEERS, "deno_bare.ts"), socket],
    stdin: "null",
  }).spawn();
  while (!await Deno.stat(socket).catch(() => null)) await new Promise((next) => setTimeout(next, 20));
  await Deno.chmod(socket, 0o777);
  const port = freePort();
  const key = mintCredential("agent_key");
  const template = await Deno.readTextFile(join(PEERS, "nginx_lua.conf"));
  const values: Record<string, string> = {
    DIR: folder,
    SOCK: socket,
    PORT: String(port),
    KEY: key,
    SLUG,
  };
  const config = join(folder, "nginx.conf");
  await Deno.writeTextFile(config, template.replace(/@([A-Z]+)@/g, (_, name) => values[name] ?? ""));
  const path = `/v1/invoke/${SLUG}`;
  const nginx = await started("nginx + Lua", port, path, "nginx", ["-c", config, "-g", "daemon off;"], key);
  return {
    ...nginx,
    cpuUs: async () => await nginx.cpuUs() + await cpuUs(behind.pid),
    async stop() {
      await nginx.stop();
      behind.kill("SIGTERM");
      await behind.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function started(
  name: string,
  port: number,
  path: string,
  program: string,
  args: string[],
  key = "none",
): Promise<Server> {
  const child = new Deno.Command(program, { args, stdin: "null" }).spawn();
  const url = `http://127.0.0.1:${port}${path}`;
  await answering(url);
  return {
    name,
    url,
    key,
    cpuUs: () => cpuUs(child.pid),
    async stop() {
      child.kill("SIGTERM");
      await child.status;
    },
  };
}

async function run(program: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args, stdin: "null" }).output();
  if (!success) throw new Error(`${program} failed:\n${new TextDecoder().decode(stderr)}`);
}
