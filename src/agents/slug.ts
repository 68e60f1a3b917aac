const LONGEST = 60;

/** A name as it stands in a URL: ASCII letters, digits and single hyphens. A name with none of these is `agent`. */
export function slugify(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = plain.replace(/[^a-z0-9]+/g, "-").slice(0, LONGEST).replace(/^-|-$/g, "");
  return slug || "agent";
}

/** What stands behind a slug that is taken: four characters that are hard to mistake for one another. */
export function slugSuffix(): string {
  const alphabet = "23456789abcdefghjkmnpqrstvwxyz";
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => alphabet[byte % alphabet.length])
    .join("");
}
