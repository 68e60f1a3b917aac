import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import type { Finding } from "../report.ts";

const DOCUMENT_ID = "openapi.json";

/** An OpenAPI 3.1 document, whose schemas are JSON Schema 2020-12 and can be used where they stand. */
export class OpenApiDocument {
  readonly #ajv: Ajv2020;

  constructor(readonly root: JsonObject) {
    // Not strict: the document around the schemas is full of words that JSON Schema does not know.
    this.#ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
    addFormats.default(this.#ajv);
    // The document is no schema, but ajv finds its way through it by JSON pointer, references included.
    this.#ajv.addSchema(root, DOCUMENT_ID, false, false);
  }

  /** The schema at `pointer` (`/paths/~1/post/…`), ready to use. Throws when it does not compile. */
  schemaAt(pointer: string): ValidateFunction {
    return this.#ajv.compile({ $ref: `${DOCUMENT_ID}#${encodeURI(pointer)}` });
  }

  /** What is at `pointer`, or undefined. */
  at(pointer: string): Json | undefined {
    let value: Json | undefined = this.root;
    for (const segment of pointer.split("/").slice(1).map(unescapeSegment)) value = childOf(value, segment);
    return value;
  }
}

export function escapeSegment(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function unescapeSegment(segment: string): string {
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}

export function schemaErrors(errors: readonly ErrorObject[] | null | undefined): string {
  return (errors ?? []).map(({ instancePath, message }) => `${instancePath || "the value"} ${message}`).join(
    "; ",
  );
}

/** `openapi.json` of the artifact, parsed; a finding when there is none to parse. */
export function readDocument(text: string | undefined): JsonObject | Finding {
  if (text === undefined) return { message: "the artifact has no openapi.json" };
  try {
    const root: unknown = JSON.parse(text);
    return isJsonObject(root) ? root : { path: "openapi.json", message: "is not a JSON object" };
  } catch (error) {
    return { path: "openapi.json", message: `is not JSON: ${(error as SyntaxError).message}` };
  }
}

function childOf(value: Json | undefined, segment: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(segment)];
  return isJsonObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}
