/** Helpers that generated rules import, each file of them copied into the artifact only when it is needed. */
import type { Files } from "../lib/files.ts";
import type { Field } from "../spec/mod.ts";
import { type Doc, enclosed, group, hardLine, line, print } from "./doc.ts";
import type { Emitter, HelperFile } from "./expressions.ts";
import { formatConstants } from "./library.ts";
import { pick } from "./pick.ts";
import type { RecordNames } from "./type_text.ts";
import aggregatesSource from "./runtime/aggregates.ts" with { type: "text" };
import datesSource from "./runtime/dates.ts" with { type: "text" };
import editSource from "./runtime/edit.ts" with { type: "text" };
import exactSource from "./runtime/exact.ts" with { type: "text" };
import formatsSource from "./runtime/formats.ts" with { type: "text" };
import listsSource from "./runtime/lists.ts" with { type: "text" };
import textSource from "./runtime/text.ts" with { type: "text" };

const SOURCES: Readonly<Record<HelperFile, string>> = {
  aggregates: aggregatesSource,
  dates: datesSource,
  edit: editSource,
  exact: exactSource,
  formats: formatsSource,
  lists: listsSource,
  text: textSource,
};
/** What a file of helpers imports itself. */
const NEEDS: Partial<Readonly<Record<HelperFile, HelperFile>>> = { aggregates: "exact" };

export function newHelpers(): Emitter["used"] {
  return {
    aggregates: new Set(),
    dates: new Set(),
    edit: new Set(),
    exact: new Set(),
    formats: new Set(),
    lists: new Set(),
    text: new Set(),
  };
}

/** Of large files only what is used. */
const PICKED: ReadonlySet<HelperFile> = new Set(["dates", "edit", "formats"]);

/** What one set of rules and fields needs. */
interface Use {
  used: Emitter["used"];
  fields: readonly Field[];
}

export function helperFiles(uses: readonly Use[]): Files {
  const wanted = newHelpers();
  for (const { used, fields } of uses) {
    for (const [file, names] of Object.entries(used)) {
      names.forEach((name) => wanted[file as HelperFile].add(name));
    }
    formatConstants(fields).forEach((name) => wanted.formats.add(name));
  }
  const files = (Object.keys(wanted) as HelperFile[]).filter((file) => wanted[file].size > 0);
  const needed = new Set(files.flatMap((file) => [file, ...(NEEDS[file] ? [NEEDS[file]] : [])]));
  const text = (file: HelperFile) => PICKED.has(file) ? pick(SOURCES[file], wanted[file]) : SOURCES[file];
  return Object.fromEntries([...needed].sort().map((file) => [`src/${file}.ts`, text(file)]));
}

/** The imports of `logic.ts`, in the order of the files' names; `input.ts` gives the types that the rules speak of. */
export function importsOf(
  { used }: Emitter,
  records: RecordNames,
  rules: readonly Doc[],
  more: readonly [string, Doc][],
): Doc[] {
  const text = print([...rules]);
  const types = [...new Set(records.values())].filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const lines: [string, Doc][] = Object.entries(used).filter(([, names]) => names.size > 0).map((
    [file, names],
  ) => [file, importLine("import ", [...names], `./${file}.ts`)]);
  lines.push(["input", importLine("import type ", ["Input", ...types], "./input.ts")], ...more);
  return lines.sort(([a], [b]) => a < b ? -1 : 1).map(([, text]) => text);
}

export function importLine(start: string, names: readonly string[], from: string): Doc {
  return [group(start, enclosed("{", [...names].sort(), "}", line), ` from "${from}";`), hardLine];
}
