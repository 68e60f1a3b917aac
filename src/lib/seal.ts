import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** The version of the key that new values are sealed under. A new derivation gets a new number; the old ones stay. */
export const SEAL_VERSION = 1;

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export interface Seal {
  /** `place` is bound to the value: it opens under the same one only. */
  close(value: string, place: string): Uint8Array;
  /** Throws when it was sealed under another secret or for another place, or has been changed. */
  open(sealed: Uint8Array, place: string, version: number): string;
}

/**
 * AES-256-GCM under a key derived (HKDF-SHA-256) from the platform's secret. Every purpose has a key of its own.
 */
export function createSeal(platformSecret: string, purpose: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", platformSecret, "", purpose, KEY_BYTES));
  return {
    close(value, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
      return Buffer.concat([iv, cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, place, version) {
      if (version !== SEAL_VERSION) {
        throw new Error(`a value is sealed under key ${version}, which is not known`);
      }
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
      const opened = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
      return Buffer.concat([opened, decipher.final()]).toString("utf8");
    },
  };
}
