import type { ValidateFunction } from "ajv/dist/2020.js";
import { isJsonObject } from "../../lib/json.ts";
import { bodyOf, evidenceOf, type Exchange } from "../calls.ts";
import type { ProbeAnswer } from "../probe.ts";
import { type Finding, type Verdict, verdictOf } from "../report.ts";
import type { Run } from "../run.ts";
import { escapeSegment, OpenApiDocument, readDocument, schemaErrors } from "./document.ts";

/** Every answer that the other gates got, hostile input included, is one that the document promises. */
export function checkAnswers(run: Run): Verdict {
  const root = readDocument(run.input.files["openapi.json"]);
  if ("message" in root) throw new Error("contract.openapi passed a document that cannot be read");
  const document = new OpenApiDocument(root);
  const operation = postOperation(document);
  if (operation === null) {
    return verdictOf([{ path: "openapi.json", message: "must have one POST operation: the backend's" }]);
  }
  const schemas = new Map<string, ValidateFunction | null>();
  return verdictOf(run.exchanges.flatMap((exchange) => judge(document, operation, schemas, exchange)));
}

function postOperation({ root }: OpenApiDocument): string | null {
  const paths = isJsonObject(root.paths) ? Object.entries(root.paths) : [];
  const [found, another] = paths.filter(([, item]) => isJsonObject(item) && "post" in item);
  return found && !another ? `/paths/${escapeSegment(found[0])}/post` : null;
}

function judge(
  document: OpenApiDocument,
  operation: string,
  schemas: Map<string, ValidateFunction | null>,
  exchange: Exchange,
): Finding[] {
  const { outcome } = exchange;
  if (!outcome.answered) return [];
  const status = String(outcome.status);
  if (!schemas.has(status)) schemas.set(status, responseSchema(document, operation, status));
  const validate = schemas.get(status);
  if (!validate) return [finding(exchange, `status ${status} with a JSON body is not documented`)];
  if (!isJson(outcome)) return [finding(exchange, "the content type is not application/json")];
  if (validate(bodyOf(outcome))) return [];
  return [
    finding(exchange, `the body of status ${status} is not as documented: ${schemaErrors(validate.errors)}`),
  ];
}

function responseSchema(
  document: OpenApiDocument,
  operation: string,
  status: string,
): ValidateFunction | null {
  let pointer = `${operation}/responses/${status}`;
  const response = document.at(pointer);
  if (isJsonObject(response) && typeof response.$ref === "string") pointer = response.$ref.slice(1);
  const schema = `${pointer}/content/${escapeSegment("application/json")}/schema`;
  return document.at(schema) === undefined ? null : document.schemaAt(schema);
}

function isJson({ headers }: ProbeAnswer): boolean {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return /^application\/json\s*(;|$)/i.test(type);
}

function finding(exchange: Exchange, message: string): Finding {
  return { message: `${exchange.title}: ${message}`, evidence: evidenceOf(exchange) };
}
