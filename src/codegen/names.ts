import pluralize from "pluralize";
import { FORMATS, isBound, LIBRARY_FNS, ownerOf, type Spec } from "../spec/mod.ts";
import { helperName, isFormatName } from "./library.ts";

/** Identifiers for the fields and values of a Spec: legal, readable, and no two alike. */
export interface Names {
  /** How the code reads a value: `input.companySize`, or the constant `score`. */
  read(id: string): string;
  /** The constant that holds a computed value. */
  constant(id: string): string;
  /** Whether a value stands for a record being there. */
  isEntry(id: string): boolean;
  isFree(name: string): boolean;
  /** A name for something else, made unique. */
  fresh(wanted: string): string;
}

const TAKEN = [
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if implements",
  "import in instanceof interface let new null package private protected public return static super switch this throw true try typeof",
  "var void while with yield await async of arguments eval undefined input refuse Input Outcome fields body issues readInput",
  "exact isMultiple plus minus times dividedBy compare smallest largest absolute rounded roundedDown roundedUp toNumber containsAny startsWithAny",
  "endsWithAny mentionsAny firstMentioned hasEntry lengthOf wordsOf isFilled ascending descending sortedBy uniqueBy groupedBy firstEntries",
  "lastEntries whenPresent totalOf productOf averageOf medianOf lowestOf highestOf ofAny number Object Array String Number Boolean JSON Math NaN Infinity isObject",
  "records Records custom services",
].join(" ").split(" ");

/** Helpers that the rules may import. */
const HELPERS = [...LIBRARY_FNS.map(helperName), ...FORMATS.map(isFormatName)];

export function namesFor(spec: Spec): Names {
  const taken = new Set([...TAKEN, ...HELPERS]);
  const fresh = (wanted: string): string => {
    const name = identifier(wanted);
    for (let n = 1;; n++) {
      const free = n === 1 ? name : `${name}${n}`;
      if (!taken.has(free)) {
        taken.add(free);
        return free;
      }
    }
  };
  /** `largest`, or `largestValue` where a helper has that name. */
  const valueName = (key: string) => taken.has(identifier(key)) ? fresh(`${key}Value`) : fresh(key);
  const constants = new Map<string, string>();
  for (const { key } of spec.collections ?? []) taken.add(identifier(key));
  for (const step of spec.steps) if (step.kind !== "reject") constants.set(step.id, valueName(step.key));
  const fields = new Map(spec.inputs.map((field) => [field.id, property("input", field.key)]));
  const locals = new Map<string, string>();
  /** `each.items.price` is `item.price`. */
  const entry = (id: string): string => {
    const [, list = "", member] = id.split(".");
    const local = locals.get(list) ?? fresh(pluralize.singular(list));
    locals.set(list, local);
    return member === undefined ? local : property(local, member);
  };
  const constant = (id: string) => constants.get(id) ?? "undefined";
  return {
    isFree: (name) => !taken.has(name),
    fresh,
    constant,
    isEntry: (id) => spec.steps.some((step) => step.kind === "find" && step.id === id),
    read: (id) => isBound(id) ? entry(id) : fields.get(id) ?? memberText(spec, id, constant) ?? constant(id),
  };
}

/** `note.text` is a field of what was found, and `note !== null` says whether something was. */
function memberText(spec: Spec, id: string, constant: (id: string) => string): string | undefined {
  const owner = ownerOf(spec, id);
  if (!owner) return undefined;
  return id === owner.id
    ? `${constant(owner.id)} !== null`
    : property(constant(owner.id), id.slice(owner.id.length + 1));
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
}

export function property(object: string, key: string): string {
  return isIdentifier(key) ? `${object}.${key}` : `${object}[${JSON.stringify(key)}]`;
}

/** A key in an object literal or a type. */
export function keyText(key: string): string {
  return isIdentifier(key) ? key : JSON.stringify(key);
}

/** camelCase, and nothing that the language gives a meaning to. */
export function identifier(key: string): string {
  const name = key.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? "");
  const lower = /^[A-Z0-9]+$/.test(name) ? name.toLowerCase() : name.charAt(0).toLowerCase() + name.slice(1);
  return /^[A-Za-z]/.test(lower) ? lower : `value${lower}`;
}
