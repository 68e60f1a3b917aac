/**
 * The command line: one file per command. A command gets its arguments and gives an exit code. What a person did wrong
 * (a bad setting, a folder in use) ends in one clear line and exit code 1, never in a stack trace.
 */
import { ConfigError } from "../config.ts";
import { DatabaseError } from "../db/embedded/mod.ts";
import { ConnectError } from "../db/mod.ts";
import { HostError } from "../host/mod.ts";
import { VERSION } from "../lib/version.ts";
import { SecretMismatch } from "../platform/mod.ts";
import { ListenError } from "../serve.ts";
import { start } from "./start.ts";
import { token } from "./token.ts";

type Command = (args: string[]) => Promise<number> | number;

const COMMANDS: Record<string, Command> = {
  start,
  token,
  version: () => say(VERSION, 0),
  help: () => say(USAGE, 0),
};

const USAGE =
  `AXTL ${VERSION}: plain-English requirements in, a checked, sandboxed, deployed JSON backend out.

  npm start                          start the platform
  npm run axtl token create <name>   make a platform token (while the platform is stopped)
  npm run axtl version | help

Settings come from the environment; README.md lists them.`;

export async function runCommand([name = "start", ...args]: string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return say(`There is no command "${name}".\n\n${USAGE}`, 2);
  try {
    return await command(args);
  } catch (error) {
    if (!isForPeople(error)) throw error;
    console.error(`axtl: ${error.message}`);
    return 1;
  }
}

const FOR_PEOPLE = [ConfigError, HostError, DatabaseError, ConnectError, SecretMismatch, ListenError];

function isForPeople(error: unknown): error is Error {
  return FOR_PEOPLE.some((kind) => error instanceof kind);
}

function say(text: string, exitCode: number): number {
  console.log(text);
  return exitCode;
}
