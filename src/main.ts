import { runCommand } from "./cli/mod.ts";

Deno.exitCode = await runCommand(Deno.args);
