/** The smallest value that is not below this share of all values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}

/** Rows of what, measured and aim, as a Markdown table. */
export function table(rows: readonly (readonly [string, string, string])[]): string {
  const lines = [["", "measured", "aim"], ["---", "---", "---"], ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
