/** A tree of text files: relative POSIX paths to their contents. Sorted wherever the order can be seen. */
export type Files = Readonly<Record<string, string>>;

export function sortedPaths(files: Files): string[] {
  return Object.keys(files).sort();
}
