/** A short name from requirements that come without one. */
export function nameFrom(requirements: string): string {
  const first = requirements.trim().split("\n", 1)[0] ?? "";
  const plain = first.replace(/^#+\s*/, "").replace(/[^\p{L}\p{N} '-]/gu, " ").replace(/\s+/g, " ").trim();
  const short = plain.slice(0, 60).trim();
  return short.length >= 2 ? short : "Backend";
}
