import { type App, startApp } from "../app.ts";
import { type Config, loadConfig } from "../config.ts";
import { createLog } from "../lib/log.ts";
import { deployExample, type FirstRun, setUp } from "./first_run.ts";

/** Runs the platform until SIGINT or SIGTERM. A second signal does not wait. */
export async function start(): Promise<number> {
  const config = loadConfig();
  const log = createLog(config.logFormat);
  const stopAsked = nextSignal();
  const app = await startApp(config, log);
  const first = await setUp(app, config);
  for (const note of app.notes) console.log(note);
  console.log(`AXTL is ready on ${app.url}\n\nAPI reference    ${app.url}/docs`);
  if (first && config.bootstrapToken === null) await Promise.race([welcome(app, config, first), stopAsked]);
  await stopAsked;
  await stop(app);
  return 0;
}

/** With AXTL_BOOTSTRAP_TOKEN nobody is watching, and the token is known. */
async function welcome(app: App, config: Config, first: FirstRun): Promise<void> {
  console.log(`Platform token   ${first.token}   (shown this once)\n`);
  if (config.roles.has("jobs")) console.log(await deployExample(app, first.workspaceId));
}

async function stop(app: App): Promise<void> {
  console.log("Stopping…");
  const secondSignal = nextSignal().then(() => Deno.exit(130));
  await Promise.race([app.stop(), secondSignal]);
}

function nextSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const signals: Deno.Signal[] = ["SIGINT", "SIGTERM"];
  const onSignal = () => {
    for (const signal of signals) Deno.removeSignalListener(signal, onSignal);
    resolve();
  };
  for (const signal of signals) Deno.addSignalListener(signal, onSignal);
  return promise;
}
