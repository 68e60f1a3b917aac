import assert from "node:assert/strict";
import { join } from "node:path";
import type { Files } from "../src/lib/files.ts";
import { artifactOf, ARTIFACTS, NAMES } from "./artifacts.ts";

for (const name of NAMES) {
  Deno.test(`examples/artifacts/${name} is what its requirements give today; if not, run \`npm run task artifacts\``, async () => {
    assert.deepEqual(await filesIn(join(ARTIFACTS, name)), await artifactOf(name));
  });
}

async function filesIn(folder: string, prefix = ""): Promise<Files> {
  const files: Record<string, string> = {};
  for await (const { name, isDirectory } of Deno.readDir(join(folder, prefix))) {
    const path = prefix + name;
    if (isDirectory) Object.assign(files, await filesIn(folder, `${path}/`));
    else files[path] = await Deno.readTextFile(join(folder, path));
  }
  return files;
}
