import assert from "node:assert/strict";
import { join } from "node:path";
import { makeMissingLinks } from "./postgres_program.ts";

Deno.test("links that npm's install scripts would have made are made by us, and existing ones are kept", async () => {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(join(root, "native/lib"), { recursive: true });
  const links = ["libpq.so", "libpq.so.5"].map((name) => ({
    source: "native/lib/libpq.so.5.18",
    target: `native/lib/${name}`,
  }));
  await Deno.writeTextFile(join(root, "native/pg-symlinks.json"), JSON.stringify(links));
  await Deno.symlink("libpq.so.5.18", join(root, "native/lib/libpq.so"));
  assert.equal(await makeMissingLinks(root), true);
  assert.equal(await makeMissingLinks(root), true);
  assert.equal(await Deno.readLink(join(root, "native/lib/libpq.so.5")), "libpq.so.5.18");
  await Deno.remove(root, { recursive: true });
});
