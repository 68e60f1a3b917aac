/** Slots for calls of other services: the address, the JSON that goes and the JSON that comes. */
import type { Expr } from "../expr.ts";
import type { Token } from "../text/tokens.ts";
import { keyOf } from "../text/vocabulary.ts";
import type { Parsed, Reader, SlotParser } from "./reader.ts";

/** One entry of a JSON object as people write it: `"total"`, `"iban": "..."`, `"valid": true or false`. */
export interface ShapeEntry {
  key: string;
  type?: "string" | "number" | "boolean";
}

const METHODS = ["get", "post", "put", "patch", "delete"];
const URL_TEXT = /^(https?):\/\/([^/?#]+)([^#]*)/i;
const PLACEHOLDER = /\{([A-Za-z_][\w-]*)\}/;

function readMethod({ tokens }: Reader, from: number): Parsed[] {
  const word = tokens[from]?.lower ?? "";
  return METHODS.includes(word)
    ? [{ end: from + 1, value: { kind: "text", value: word.toUpperCase(), notes: [] } }]
    : [];
}

/** An address whose every placeholder is a name that is known. */
function readEndpoint({ tokens, vocabulary }: Reader, from: number): Parsed[] {
  const token = tokens[from];
  const [, scheme = "", host = "", path = ""] = (token?.kind === "url" && URL_TEXT.exec(token.text)) || [];
  if (scheme === "") return [];
  const pieces: (string | Expr)[] = [];
  for (
    const [n, piece] of (path === "" ? "/" : path.startsWith("?") ? `/${path}` : path).split(PLACEHOLDER)
      .entries()
  ) {
    const symbol = n % 2 === 1 ? vocabulary.find(piece) : undefined;
    if (n % 2 === 1 && !symbol) return [];
    if (symbol) pieces.push({ kind: "ref", id: symbol.id });
    else if (piece !== "") pieces.push(piece);
  }
  const endpoint = { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path: pieces };
  return [{ end: from + 1, value: { kind: "endpoint", endpoint, notes: [] } }];
}

/** `{"orderId", "total"}` is no JSON, but everybody knows what it means. */
function readShape({ tokens }: Reader, from: number): Parsed[] {
  const token = tokens[from];
  if (token?.kind === "json") return shape(fromJson(token.text), from + 1);
  if (token?.text !== "{") return [];
  const end = tokens.findIndex((each, n) => n > from && each.text === "}");
  return end === -1 ? [] : shape(entriesOf(tokens.slice(from + 1, end)), end + 1);
}

function shape(entries: ShapeEntry[] | null, end: number): Parsed[] {
  return entries && entries.length > 0 ? [{ end, value: { kind: "shape", entries, notes: [] } }] : [];
}

/** Only flat objects: of a nested one the type of an entry is not told. */
function fromJson(text: string): ShapeEntry[] | null {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value).map(([key, each]) => ({ key, type: typeof each }));
  return entries.every(({ type }) => type === "string" || type === "number" || type === "boolean")
    ? entries as ShapeEntry[]
    : null;
}

function entriesOf(tokens: readonly Token[]): ShapeEntry[] | null {
  const entries: ShapeEntry[] = [];
  let at = 0;
  while (at < tokens.length) {
    const name = tokens[at]!;
    if (name.kind !== "quoted" && name.kind !== "word") return null;
    const comma = tokens.findIndex((each, n) => n > at && each.text === ",");
    const end = comma === -1 ? tokens.length : comma;
    const said = tokens.slice(at + 1, end).map(({ lower, kind }) => kind === "quoted" ? "text" : lower).join(
      " ",
    );
    const type = TYPES[said];
    if (said !== "" && type === undefined) return null;
    entries.push({ key: name.kind === "word" ? keyOf([name]) : name.text, ...(type ? { type } : {}) });
    at = end + 1;
  }
  return entries;
}

const TYPES: Readonly<Record<string, ShapeEntry["type"]>> = {
  ": true or false": "boolean",
  ": true / false": "boolean",
  ": true | false": "boolean",
  ": true": "boolean",
  ": false": "boolean",
  ": boolean": "boolean",
  ": text": "string",
  ": string": "string",
  ": number": "number",
  ": {number}": "number",
};

export const SERVICE_SLOTS: Readonly<Record<string, SlotParser>> = {
  method: readMethod,
  endpoint: readEndpoint,
  payload: readShape,
};
