import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build, stop } from "esbuild";

/** Bundles the program of all sandboxes into one file in `runDir` that any user may read. Returns its path. */
export async function writeBootstrap(runDir: string): Promise<string> {
  const path = join(runDir, "bootstrap.js");
  const result = await build({
    entryPoints: [fileURLToPath(new URL("../sandbox/bootstrap.ts", import.meta.url))],
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "esnext",
    external: ["node:*"],
    write: false,
  });
  await stop(); // its service would live as long as we do, for nothing
  await Deno.writeFile(path, result.outputFiles[0]!.contents);
  await Deno.chmod(path, 0o644);
  return path;
}
