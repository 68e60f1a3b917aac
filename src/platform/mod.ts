/**
 * What this installation knows about itself, before anybody has logged in.
 *
 * The secret signs short-lived links and is the pepper under every stored key and token. It comes from AXTL_SECRET, or
 * is made on the first start and kept in the data folder, readable by its owner only. The database keeps a fingerprint
 * of it: a node that was started with another secret could verify no key at all, so it refuses to start instead.
 */

import { hashCredential, mintCredential } from "../lib/credentials.ts";
import type { Db } from "../db/mod.ts";

export class SecretMismatch extends Error {
  override readonly name = "SecretMismatch";
}

/** The secret in `dataDir`, made now if there is none. Linked into place whole, so that no start ever reads half. */
export async function keptSecret(dataDir: string): Promise<string> {
  const path = `${dataDir}/secret`;
  const draft = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(draft, mintCredential("platform_token").slice(-49) + "\n", { mode: 0o600 });
  try {
    await Deno.link(draft, path);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  } finally {
    await Deno.remove(draft);
  }
  return (await Deno.readTextFile(path)).trim();
}

/** Throws SecretMismatch when this database was set up under another secret. */
export async function checkSecret(db: Db, secret: string): Promise<void> {
  const fingerprint = hashCredential("fingerprint of the platform secret", secret);
  await db.insertInto("platform_facts").values({ name: "secret_fingerprint", value: fingerprint })
    .onConflict((conflict) => conflict.doNothing()).execute();
  const known = await db.selectFrom("platform_facts").select("value").where("name", "=", "secret_fingerprint")
    .executeTakeFirstOrThrow();
  if (known.value === fingerprint) return;
  throw new SecretMismatch(
    "AXTL_SECRET is not the secret that this database was set up with: set it to the same value on every node " +
      "(a node that made its own keeps it in <data folder>/secret)",
  );
}
