import assert from "node:assert/strict";

interface LockedPackage {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

Deno.test("the lock has the packages of every platform, without which npm ci refuses to install on any", async () => {
  const lock = JSON.parse(await Deno.readTextFile(new URL("../package-lock.json", import.meta.url)));
  const packages: Record<string, LockedPackage> = lock.packages;
  const wanted = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {})
  );
  const missing = wanted.filter((name) =>
    !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`))
  );
  assert.deepEqual(missing, [], "run: node tools/complete_lock.mjs");
});
