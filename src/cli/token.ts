import { loadConfig } from "../config.ts";
import { startApp } from "../app.ts";
import { silentLog } from "../lib/log.ts";
import { createWorkspace, firstWorkspace } from "../workspaces/mod.ts";

const USAGE = "usage: npm run axtl token create <name>";

/** A platform token for the first workspace, for whoever lost theirs. It needs the data folder to itself. */
export async function token([verb, ...words]: string[]): Promise<number> {
  const name = words.join(" ").trim();
  if (verb !== "create" || name.length < 1 || name.length > 120) {
    console.error(USAGE);
    return 2;
  }
  const config = { ...loadConfig(), port: 0, roles: new Set<never>() };
  const app = await startApp(config, silentLog);
  try {
    const { db, tokens } = app.services;
    const workspace = await firstWorkspace(db) ?? await createWorkspace(db, "Default");
    const { raw } = await tokens.create(workspace.id, name);
    console.log(raw);
    return 0;
  } finally {
    await app.stop();
  }
}
