import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";
import { escapeSegment, OpenApiDocument, readDocument, schemaErrors } from "./document.ts";

const PATH = "openapi.json";
const METHODS: ReadonlySet<string> = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
]);

/**
 * The document holds together: it is OpenAPI 3.1, each reference leads somewhere, each schema compiles, and each
 * example is what its schema says. There is no maintained validator to take off the shelf that does the last two.
 */
export function checkOpenApi(run: Run): Verdict {
  const root = readDocument(run.input.files[PATH]);
  if (!isRoot(root)) return verdictOf([root]);
  const shape = shapeFindings(root);
  if (shape.length > 0) return verdictOf(shape);
  const document = new OpenApiDocument(root);
  const dangling = referenceFindings(document);
  if (dangling.length > 0) return verdictOf(dangling);
  return verdictOf(schemaPlaces(root).flatMap((place) => schemaFindings(document, place)));
}

function isRoot(value: JsonObject | Finding): value is JsonObject {
  return !("message" in value);
}

function shapeFindings(root: JsonObject): Finding[] {
  const { openapi, info, paths } = root;
  const findings: Finding[] = [];
  if (typeof openapi !== "string" || !/^3\.1\.\d+$/.test(openapi)) {
    findings.push(at("/openapi", "must be 3.1.x"));
  }
  if (!isJsonObject(info) || typeof info.title !== "string" || typeof info.version !== "string") {
    findings.push(at("/info", "must have a title and a version"));
  }
  if (!isJsonObject(paths) || Object.keys(paths).length === 0) {
    return [...findings, at("/paths", "must name a path")];
  }
  for (const [path, item] of Object.entries(paths)) {
    if (!path.startsWith("/")) findings.push(at(`/paths/${escapeSegment(path)}`, "must start with /"));
    if (isJsonObject(item)) findings.push(...operationFindings(path, item));
  }
  return findings;
}

function operationFindings(path: string, item: JsonObject): Finding[] {
  return Object.entries(item).filter(([method]) => METHODS.has(method)).flatMap(([method, operation]) => {
    const pointer = `/paths/${escapeSegment(path)}/${method}`;
    if (!isJsonObject(operation) || !isJsonObject(operation.responses)) {
      return [at(pointer, "must have responses")];
    }
    return Object.entries(operation.responses).flatMap(([status, response]) => {
      if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) {
        return [at(`${pointer}/responses/${status}`, "is no status")];
      }
      if (isJsonObject(response) && ("$ref" in response || typeof response.description === "string")) {
        return [];
      }
      return [at(`${pointer}/responses/${status}`, "must have a description")];
    });
  });
}

function referenceFindings(document: OpenApiDocument): Finding[] {
  return [...objectsIn(document.root, "")].flatMap(({ pointer, value }) => {
    const reference = value.$ref;
    if (typeof reference !== "string") return [];
    if (!reference.startsWith("#/")) return [at(pointer, `refers to ${reference}, outside the document`)];
    const target = decodeURIComponent(reference.slice(1));
    return document.at(target) === undefined
      ? [at(pointer, `refers to ${reference}, which is not there`)]
      : [];
  });
}

interface SchemaPlace {
  pointer: string;
  /** Values that the schema is said to describe, by their pointers. */
  examples: { pointer: string; value: Json }[];
}

/** Schemas under `schema` (media types, parameters, headers), each with its examples, and the shared components. */
function schemaPlaces(root: JsonObject): SchemaPlace[] {
  const used = [...objectsIn(root, "")].filter(({ value }) => isJsonObject(value.schema)).map((
    { pointer, value },
  ) => ({
    pointer: `${pointer}/schema`,
    examples: examplesOf(pointer, value),
  }));
  const components = isJsonObject(root.components) ? root.components.schemas : undefined;
  const shared = Object.keys(isJsonObject(components) ? components : {}).map((name) => ({
    pointer: `/components/schemas/${escapeSegment(name)}`,
    examples: [],
  }));
  return [...used, ...shared];
}

function examplesOf(pointer: string, { example, examples }: JsonObject): SchemaPlace["examples"] {
  const found = example === undefined ? [] : [{ pointer: `${pointer}/example`, value: example }];
  if (!isJsonObject(examples)) return found;
  return found.concat(
    Object.entries(examples).flatMap(([name, entry]) =>
      isJsonObject(entry) && entry.value !== undefined
        ? [{ pointer: `${pointer}/examples/${escapeSegment(name)}`, value: entry.value }]
        : []
    ),
  );
}

function schemaFindings(document: OpenApiDocument, { pointer, examples }: SchemaPlace): Finding[] {
  try {
    const validate = document.schemaAt(pointer);
    return examples.filter(({ value }) => !validate(value)).map(({ pointer, value }) => {
      validate(value);
      return {
        ...at(pointer, `does not match its schema: ${schemaErrors(validate.errors)}`),
        evidence: value,
      };
    });
  } catch (error) {
    return [at(pointer, `is no JSON Schema 2020-12: ${(error as Error).message}`)];
  }
}

/** Every object of the document with its pointer; examples are data, and are not looked into. */
function* objectsIn(
  value: Json | undefined,
  pointer: string,
): Generator<{ pointer: string; value: JsonObject }> {
  if (isJsonObject(value)) yield { pointer, value };
  else if (!Array.isArray(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === "example" || key === "examples" || key === "default" || key === "const" || key === "enum") {
      continue;
    }
    yield* objectsIn(child, `${pointer}/${escapeSegment(key)}`);
  }
}

function at(pointer: string, message: string): Finding {
  return { path: PATH, message: `${pointer} ${message}` };
}
