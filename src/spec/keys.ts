import { z } from "zod";

/** JSON keys; the names that JavaScript objects inherit are left out, so no key can reach a prototype. */
export const keySchema = z.string().regex(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/).refine(
  (key) => !["__proto__", "constructor", "prototype"].includes(key),
  "is a reserved name",
);
