import { type App, startApp } from "../app.ts";
import { loadConfig } from "../config.ts";
import { createLog } from "../lib/log.ts";
import { firstRun } from "./first_run.ts";

/** Runs the platform until SIGINT or SIGTERM. A second signal does not wait. */
export async function start(): Promise<number> {
  const config = loadConfig();
  const log = createLog(config.logFormat);
  const stopAsked = nextSignal();
  const app = await startApp(config, log);
  for (const note of app.notes) console.log(note);
  console.log(`AXTL is ready on ${app.url}`);
  const welcome = await Promise.race([firstRun(app, config), stopAsked.then(() => null)]);
  if (welcome) console.log(welcome);
  await stopAsked;
  await stop(app);
  return 0;
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
