/**
 * Adds to package-lock.json the platforms that `npm install` left out: a registry mirror that lacks a package for
 * another platform makes npm forget it, and then `npm ci` refuses the lock everywhere. Run it after `npm install`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const { "": root, ...packages } = lock.packages;

for (const { optionalDependencies = {} } of Object.values({ ...packages })) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    packages[`node_modules/${name}`] ??= platformPackage(name, version);
  }
}
lock.packages = {
  "": root,
  ...Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a < b ? -1 : 1)),
};
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);

/** As npm writes it for `@deno/linux-arm64-glibc`, but for the hash, which we cannot know. */
function platformPackage(name, version) {
  const [os, cpu, libc] = name.split("/").at(-1).split("-");
  return { version, cpu: [cpu], ...(libc && { libc: [libc] }), optional: true, os: [os] };
}
