import { type App, startApp } from "../app.ts";
import { type Config, loadConfig } from "../config.ts";
import { createLog, type Log } from "../lib/log.ts";
import { deployExample, type FirstRun, setUp } from "./first_run.ts";

/** Runs the platform until SIGINT or SIGTERM. A second signal does not wait. */
export async function start(): Promise<number> {
  const config = loadConfig();
  const log = createLog(config.logFormat);
  const stopAsked = nextSignal();
  surviveBugs(log);
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

/** A rejection that nobody waits for is a bug of one job or one call; it must not take all others down with it. */
function surviveBugs(log: Log): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("a promise was rejected that nobody waited for", event.reason);
  });
}

/**
 * A second signal does not wait. Launchers and terminals may each pass on the same Ctrl-C, so one that comes at once
 * with the first is the first.
 */
async function stop(app: App): Promise<void> {
  console.log("Stopping…");
  const stopped = app.stop();
  const inEarnest = new Promise((resolve) => setTimeout(resolve, SAME_SIGNAL_MS)).then(nextSignal);
  await Promise.race([stopped, inEarnest.then(() => Deno.exit(130))]);
}

const SAME_SIGNAL_MS = 1_000;

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
