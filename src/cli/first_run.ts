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

/**
 * On a new database: the first workspace and its token, and the example requirements as a deployed agent. The text to
 * print. With AXTL_BOOTSTRAP_TOKEN the token is known already and nobody is watching, so there is no example.
 */
export async function firstRun(app: App, config: Config): Promise<string> {
  const made = await makeFirstWorkspace(app.services.db, "Default", async (trx, workspace) => {
    const options = config.bootstrapToken === null ? { on: trx } : { on: trx, raw: config.bootstrapToken };
    const { raw } = await app.services.tokens.create(workspace.id, "First token", options);
    return { workspace, raw };
  });
  const reference = `API reference    ${app.url}/docs`;
  if (!made || config.bootstrapToken !== null) return reference;
  console.log(`${reference}\nPlatform token   ${made.raw}   (shown this once)\n`);
  return config.roles.has("jobs") ? await deployExample(app, made.workspace.id) : "";
}

async function deployExample(app: App, workspaceId: string): Promise<string> {
  console.log(`Taking ${fileURLToPath(EXAMPLE.file)} through generation, validation and deployment:`);
  const started = await app.services.generation.generate({
    workspaceId,
    name: EXAMPLE.name,
    prompt: await Deno.readTextFile(EXAMPLE.file),
    model: "builtin",
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
