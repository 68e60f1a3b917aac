import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** One file imports another. Both are relative to `src`; what lies outside begins with `../`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  /** `import type`: gone before the program runs. */
  readonly isTypeOnly: boolean;
}

interface DenoInfo {
  readonly modules: readonly {
    readonly specifier: string;
    readonly error?: string;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier?: string };
      readonly type?: { readonly specifier?: string };
    }[];
  }[];
}

/** The program's own files: no tests, and no programs that only tests run. */
export async function sourceFiles(src: string): Promise<string[]> {
  const names = await Array.fromAsync(walk(src));
  const paths = names.map((path) => relative(src, path)).sort();
  return paths.filter((path) => /\.tsx?$/.test(path) && !/_test\.tsx?$|(^|\/)testdata\//.test(path));
}

async function* walk(dir: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    if (isDirectory) yield* walk(join(dir, name));
    else yield join(dir, name);
  }
}

/** Every import of the program's, types included, as Deno resolves them. */
export async function readEdges(src: string, files: readonly string[]): Promise<Edge[]> {
  const info = await denoInfo(files.map((file) => pathToFileURL(join(src, file)).href));
  const own = new Set(files);
  return info.modules.filter(({ specifier }) => specifier.startsWith("file:")).flatMap((module) => {
    const from = relative(src, fileURLToPath(module.specifier));
    if (!own.has(from)) return [];
    return (module.dependencies ?? []).flatMap(({ code, type }) => {
      const target = code?.specifier ?? type?.specifier;
      if (!target?.startsWith("file:")) return [];
      return [{ from, to: relative(src, fileURLToPath(target)), isTypeOnly: code === undefined }];
    });
  });
}

/** `deno info` takes one entry; this one imports all, so that files which nothing imports are looked at as well. */
async function denoInfo(urls: readonly string[]): Promise<DenoInfo> {
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(entry, urls.map((url) => `import ${JSON.stringify(url)};\n`).join(""));
    const command = new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", entry],
      cwd: dirname(entry),
    });
    const { success, stdout, stderr } = await command.output();
    if (!success) throw new Error(`deno info failed: ${new TextDecoder().decode(stderr)}`);
    return JSON.parse(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(entry);
  }
}
