import { fileURLToPath } from "node:url";
import type { App } from "../app.ts";
import type { Config } from "../config.ts";
import { followJob, type Job } from "../generation/mod.ts";
import { makeFirstWorkspace } from "../workspaces/mod.ts";

/** What a new installation shows is possible, before it is asked for anything. */
const EXAMPLE = {
  name: "Support triage",
  file: new URL("../../examples/support-triage.md", import.meta.url),
  body: { input: "I was charged twice this month and need a refund." },
};

/** The first workspace and its token, as the first run made them. */
export interface FirstRun {
  workspaceId: string;
  token: string;
}

/** On a new database: makes the first workspace and its token. Null: there is a workspace already. */
export async function setUp({ services }: App, config: Config): Promise<FirstRun | null> {
  return await makeFirstWorkspace(services.db, "Default", async (trx, workspace) => {
    const raw = config.bootstrapToken === null ? {} : { raw: config.bootstrapToken };
    const made = await services.tokens.create(workspace.id, "First token", { on: trx, ...raw });
    return { workspaceId: workspace.id, token: made.raw };
  });
}

/** Takes the example requirements all the way, saying what happens, and gives the text with the curl line. */
export async function deployExample(app: App, workspaceId: string): Promise<string> {
  console.log(`Taking ${fileURLToPath(EXAMPLE.file)} through generation, validation and deployment:`);
  const started = await app.services.generation.generate({
    workspaceId,
    name: EXAMPLE.name,
    prompt: await Deno.readTextFile(EXAMPLE.file),
    model: "builtin",
    generator: "builtin",
    requireApproval: false,
    region: "auto",
    autoDeploy: true,
    allowPartial: false,
  });
  if (!started.ok) return `The example could not be started: ${started.why}`;
  await printProgress(app, started.job);
  const { raw } = await app.services.keys.create(started.agent.id, "First key");
  return `\nYour application calls it like this:\n\n${curlLine(app.url, started.agent.slug, raw)}\n`;
}

async function printProgress({ services }: App, job: Job): Promise<void> {
  const forever = new AbortController().signal;
  for await (const event of followJob(services.db, services.signals, job.id, 0, forever)) {
    if (event.kind === "log") console.log(`  ${(event.data as { message: string }).message}`);
  }
}

function curlLine(url: string, slug: string, key: string): string {
  return `curl -X POST ${url}/v1/invoke/${slug} \\
  -H "Authorization: Bearer ${key}" \\
  -H "Content-Type: application/json" \\
  -d '${JSON.stringify(EXAMPLE.body)}'`;
}
