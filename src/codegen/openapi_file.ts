/** `openapi.json`: OpenAPI 3.1, with the schemas and examples of requests, answers and errors. */
import {
  casesFor,
  choiceOf,
  type Coverage,
  type Field,
  type Format,
  infosOf,
  isList,
  keepsData,
  MAX_LIST_LENGTH,
  MAX_NUMBER,
  MAX_STRING_LENGTH,
  type Spec,
  type StepOf,
  type ValueInfo,
  viewsOf,
} from "../spec/mod.ts";
import type { Json, JsonObject } from "../lib/json.ts";

interface Meta {
  name: string;
  coverage: Coverage;
}

export function openApiFile(spec: Spec, meta: Meta): JsonObject {
  return {
    openapi: "3.1.0",
    info: {
      title: meta.name,
      version: "1.0.0",
      description: meta.coverage.paraphrase,
      ...(meta.coverage.gaps ? { "x-axtl-gaps": meta.coverage.gaps } : {}),
    },
    paths: { "/": { post: operation(spec) } },
    components: {
      schemas: { ...bodySchemas(spec), Error: ERROR_SCHEMA },
    },
  };
}

function operation(spec: Spec): JsonObject {
  // What a custom function decides is not known here, and half an answer would be a wrong example.
  const cases = casesFor(spec).filter(({ expected }) => expected.open === undefined);
  const good = cases.find(({ expected, origin }) => expected.status === 200 && origin === "example") ??
    cases.find(({ expected }) => expected.status === 200);
  const content = (name: string, example?: Json): JsonObject => ({
    "application/json": {
      schema: { $ref: `#/components/schemas/${name}` },
      ...(example === undefined ? {} : { example }),
    },
  });
  return {
    operationId: "answer",
    summary: spec.summary,
    requestBody: { required: true, content: content("Input", good?.input) },
    responses: {
      "200": { description: "The answer.", content: content("Answer", good?.expected.body) },
      ...Object.fromEntries(
        errorStatuses(spec).map((status) => {
          const example = cases.find(({ expected }) => expected.status === status)?.expected.body;
          return [String(status), {
            description: describeStatus(status, spec),
            content: content("Error", example),
          }];
        }),
      ),
    },
  };
}

/** With several operations, a request and an answer are those of one of them. */
function bodySchemas(spec: Spec): JsonObject {
  const choice = choiceOf(spec);
  if (!choice) return { Input: objectSchema(spec.inputs), Answer: answerSchema(spec) };
  const views = viewsOf(spec);
  return {
    Input: {
      anyOf: views.map(({ operation, spec: view }) =>
        withChoice(objectSchema(view.inputs), choice, operation!.name)
      ),
    },
    Answer: { anyOf: views.map(({ spec: view }) => answerSchema(view)) },
  };
}

function withChoice(schema: JsonObject, choice: Field, name: string): JsonObject {
  const isDefault = !choice.required && choice.default === name;
  const required = schema.required as string[] | undefined ?? [];
  return {
    ...schema,
    properties: { [choice.key]: { const: name }, ...schema.properties as JsonObject },
    required: isDefault ? required : [choice.key, ...required],
  };
}

/** What refuses a request: a rule, or a call of another service that failed. */
function rejectsOf(spec: Spec): Pick<StepOf<"reject">, "status" | "message">[] {
  const steps = viewsOf(spec).flatMap(({ spec: view }) => view.steps);
  return steps.flatMap((step) => {
    if (step.kind === "reject") return [step];
    return step.kind === "fetch" && step.failure ? [step.failure] : [];
  });
}

function errorStatuses(spec: Spec): number[] {
  const rejects = rejectsOf(spec).map(({ status }) => status);
  const stored = keepsData(spec) ? [503] : [];
  const ofFields = (spec.invalidFields ?? []).map(({ status }) => status);
  return [...new Set([400, 405, 413, spec.invalidInputStatus ?? 422, ...stored, ...rejects, ...ofFields])]
    .sort((a, b) => a - b);
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: "The body is not valid JSON.",
  405: "The method is not POST.",
  413: "The body is too large.",
  503: "Too much is changed at once, or there is no room for more.",
};

function describeStatus(status: number, spec: Spec): string {
  const refusals = [...rejectsOf(spec), ...(spec.invalidFields ?? [])];
  const messages = [
    ...new Set(refusals.flatMap((each) => each.status === status && each.message ? [each.message] : [])),
  ];
  const invalid = status === (spec.invalidInputStatus ?? 422)
    ? ["A field is missing or wrong; `details.issues` lists each."]
    : [];
  const known = DESCRIPTIONS[status] ? [DESCRIPTIONS[status]] : [];
  return [...known, ...invalid, ...messages].join(" ");
}

function objectSchema(fields: readonly Field[]): JsonObject {
  const required = fields.filter((field) => field.required).map((field) => field.key);
  return {
    type: "object",
    properties: Object.fromEntries(fields.map((field) => [field.key, fieldSchema(field)])),
    ...(required.length ? { required } : {}),
  };
}

function fieldSchema(field: Field): JsonObject {
  const common: JsonObject = {
    ...(field.description ? { description: field.description } : {}),
    ...(field.default === undefined ? {} : { default: field.default as Json }),
  };
  const type = (name: string): Json => field.required ? name : [name, "null"];
  switch (field.type) {
    case "boolean":
      return { type: type("boolean"), ...common };
    case "string":
      return { type: type("string"), ...textSchema(field, field.required), ...common };
    case "number":
    case "integer":
      return { type: type(field.type), ...numberSchema(field), ...common };
    case "record":
      return { ...objectSchema(field.fields ?? []), type: type("object"), ...common };
    default:
      return {
        type: type("array"),
        items: entrySchema(field),
        ...(field.minItems ? { minItems: field.minItems } : {}),
        maxItems: field.maxItems ?? MAX_LIST_LENGTH,
        ...common,
      };
  }
}

function entrySchema(field: Field): JsonObject {
  if (field.type === "record_list") return objectSchema(field.fields ?? []);
  if (field.type === "string_list") return { type: "string", ...textSchema(field, true) };
  return { type: field.type === "integer_list" ? "integer" : "number", ...numberSchema(field) };
}

function numberSchema(field: Field): JsonObject {
  return {
    [field.minExclusive ? "exclusiveMinimum" : "minimum"]: Number(field.min ?? `-${MAX_NUMBER}`),
    [field.maxExclusive ? "exclusiveMaximum" : "maximum"]: Number(field.max ?? MAX_NUMBER),
  };
}

/** Those that JSON Schema knows; the others are checked all the same. */
const STANDARD_FORMATS: Partial<Record<Format, string>> = {
  email: "email",
  url: "uri",
  date: "date",
  uuid: "uuid",
  ipv4: "ipv4",
};

function textSchema(field: Field, isRequired: boolean): JsonObject {
  const format = field.format && STANDARD_FORMATS[field.format];
  const options = field.options && (isRequired ? field.options : [...field.options, null]);
  return {
    ...(format ? { format } : {}),
    ...(options ? { enum: options } : {}),
    ...(field.shape ? { pattern: `^(?:${field.shape})$` } : {}),
    ...(field.minLength === undefined ? {} : { minLength: field.minLength }),
    maxLength: field.maxLength ?? MAX_STRING_LENGTH,
  };
}

function answerSchema(spec: Spec): JsonObject {
  const infos = infosOf(spec);
  const properties = spec.outputs.map((output): [string, JsonObject] => {
    const info = infos.get(output.ref);
    return [output.key, info ? valueSchema(info) : {}];
  });
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: spec.outputs.map((output) => output.key),
    additionalProperties: false,
  };
}

function valueSchema(info: ValueInfo): JsonObject {
  const type = (name: string): Json => info.nullable ? [name, "null"] : name;
  if (isList(info.type)) return { type: type("array"), items: info.of ? valueSchema(info.of) : {} };
  if (info.type === "map") {
    return { type: type("object"), additionalProperties: info.of ? valueSchema(info.of) : {} };
  }
  if (info.type !== "record") return { type: type(info.type) };
  const members = [...info.members ?? []];
  return {
    type: type("object"),
    properties: Object.fromEntries(members.map(([key, member]) => [key, valueSchema(member)])),
    required: members.map(([key]) => key),
    additionalProperties: false,
  };
}

const ERROR_SCHEMA: JsonObject = {
  type: "object",
  properties: {
    error: {
      type: "object",
      properties: {
        code: { type: "string" },
        message: { type: "string" },
        details: {
          type: "object",
          properties: {
            issues: {
              type: "array",
              items: {
                type: "object",
                properties: { path: { type: "string" }, message: { type: "string" } },
                required: ["path", "message"],
              },
            },
          },
        },
      },
      required: ["code", "message"],
    },
  },
  required: ["error"],
};
