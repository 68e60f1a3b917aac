/** Our own side: the whole platform in this process, as it starts in production, with one agent deployed. */
import { type App, startApp } from "../../src/app.ts";
import { setUp } from "../../src/cli/first_run.ts";
import { readConfig } from "../../src/config.ts";
import { newId } from "../../src/lib/ids.ts";
import { silentLog } from "../../src/lib/log.ts";
import { deployed } from "../deployed.ts";
import { cpuUs } from "./cpu.ts";
import type { Server } from "./server.ts";

const HANDLER = `
interface Call { input?: unknown; echo?: boolean }
export default {
  async fetch(request: Request): Promise<Response> {
    const { input, echo } = await request.json() as Call;
    return Response.json({ answer: "ok", n: String(input).length, ...(echo && { echo: input }) });
  },
};
`;

export type Ours = Server & { readonly app: App; readonly agentId: string; readonly slug: string };

export async function ours(): Promise<Ours> {
  const dataDir = await Deno.makeTempDir({ prefix: "axtl-bench-" });
  const token = `${newId("tok")}_${newId("tok")}`;
  const config = readConfig({ AXTL_PORT: "0", AXTL_DATA_DIR: dataDir, AXTL_BOOTSTRAP_TOKEN: token });
  const app = await startApp(config, silentLog);
  await setUp(app, config);
  const { agentId, slug, key } = await deployed(app.url, token, HANDLER);
  return {
    name: "AXTL",
    app,
    agentId,
    slug,
    url: `${app.url}/v1/invoke/${slug}`,
    key,
    cpuUs: () => cpuUs(Deno.pid),
    async stop() {
      await app.stop();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
