/**
 * Takes from a file of helpers those that an artifact uses, with what they need in turn, so that no artifact carries code
 * that nothing calls. Works on formatted sources: a declaration starts at the beginning of a line and ends at a blank one.
 */
const DECLARATION = /^(?:export )?(?:function|const|interface|type|class) (\w+)/m;

interface Part {
  text: string;
  name?: string;
  words: ReadonlySet<string>;
}

export function pick(source: string, wanted: Iterable<string>): string {
  const parts = source.trimEnd().split(/\n\n(?=\S)/).map(partOf);
  const used = usedIn(parts, wanted);
  const declarations = parts.filter(({ name }) => name && used.has(name));
  const kept = parts.filter((part) => declarations.includes(part) || isNeeded(part, declarations));
  return `${kept.map(({ text }) => text).join("\n\n")}\n`;
}

function partOf(text: string): Part {
  const code = text.replace(/\/\*\*[^]*?\*\//g, "");
  const words = new Set([...code.matchAll(/(?<![.\w])[A-Za-z_]\w*\b(?!:)/g)].map(([word]) => word));
  return { text, name: DECLARATION.exec(code)?.[1], words };
}

function usedIn(parts: readonly Part[], wanted: Iterable<string>): ReadonlySet<string> {
  const byName = new Map(parts.flatMap((part) => part.name ? [[part.name, part] as const] : []));
  const used = new Set<string>();
  const use = (name: string) => {
    if (used.has(name) || !byName.has(name)) return;
    used.add(name);
    byName.get(name)!.words.forEach(use);
  };
  for (const name of wanted) use(name);
  return used;
}

/** The opening comment, and imports that some declaration uses. */
function isNeeded({ text, name }: Part, declarations: readonly Part[]): boolean {
  if (name) return false;
  const imported = /^import (?:type )?\{([^}]*)\}/m.exec(text)?.[1]?.match(/\w+/g);
  return !imported || imported.some((word) => declarations.some(({ words }) => words.has(word)));
}
