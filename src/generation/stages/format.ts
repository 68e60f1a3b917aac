import { dirname, join } from "node:path";
import type { Files } from "../../lib/files.ts";
import type { DenoTool } from "../../validation/mod.ts";

const LINE_WIDTH = "110";

/**
 * Lays generated sources out as `deno fmt` does, which no generator can foresee for every name and number. Deno is
 * pinned, so the same Spec still gives the same bytes.
 */
export async function formatSources({ denoPath, tmpDir }: DenoTool, files: Files): Promise<Files> {
  const workDir = await Deno.makeTempDir({ dir: tmpDir, prefix: "format-" });
  try {
    const paths = Object.keys(files).filter((path) => path.endsWith(".ts"));
    for (const path of paths) await writeFile(join(workDir, path), files[path] ?? "");
    await runFormatter(denoPath, workDir);
    const formatted = paths.map(async (path) =>
      [path, await Deno.readTextFile(join(workDir, path))] as const
    );
    return { ...files, ...Object.fromEntries(await Promise.all(formatted)) };
  } finally {
    await Deno.remove(workDir, { recursive: true });
  }
}

async function writeFile(path: string, text: string): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text);
}

async function runFormatter(denoPath: string, workDir: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(denoPath, {
    args: ["fmt", "--quiet", "--no-config", "--line-width", LINE_WIDTH, "--ext", "ts", "."],
    cwd: workDir,
    clearEnv: true,
    env: { DENO_DIR: join(workDir, ".deno"), NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`deno fmt failed: ${new TextDecoder().decode(stderr).slice(-500)}`);
}
