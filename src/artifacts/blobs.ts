import type { Db } from "../db/mod.ts";

/** Bytes under their own SHA-256: what is stored never changes, so any node may keep a copy for ever. */
export interface BlobStore {
  /** Storing the same bytes again is no error and stores nothing. Returns the hash, 64 hex digits. */
  put(bytes: Uint8Array): Promise<string>;
  /** Null when there is no such blob. Throws when the stored bytes no longer match their hash. */
  get(hash: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

export function createBlobStore(db: Db): BlobStore {
  return {
    async put(bytes) {
      const hash = await sha256Hex(bytes);
      await db.insertInto("blobs")
        .values({ hash, size_bytes: bytes.length, bytes })
        .onConflict((conflict) => conflict.column("hash").doNothing())
        .execute();
      return hash;
    },
    async get(hash) {
      const row = await db.selectFrom("blobs").select("bytes").where("hash", "=", hash).executeTakeFirst();
      if (row === undefined) return null;
      // What comes from Postgres is a view into a buffer that other rows share; what goes out is a copy of its own.
      const bytes = new Uint8Array(row.bytes);
      if (await sha256Hex(bytes) !== hash) {
        throw new Error(`blob ${hash} is corrupt: its bytes have another hash`);
      }
      return bytes;
    },
  };
}

export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice())).toHex();
}
