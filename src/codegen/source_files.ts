/** The files under `src/`: the rules and the fields of each operation, and what they need of `runtime/`. */
import { keepsData, type Spec, type View, viewsOf } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";
import { collectionsFile } from "./collections_file.ts";
import { helperFiles } from "./helpers.ts";
import { inputFile } from "./input_file.ts";
import { type LogicFile, logicFile } from "./logic_file.ts";
import { folderOf, operationsHandler } from "./operations_file.ts";
import { refusalsFile, withRefusals } from "./refusals_file.ts";
import fieldsSource from "./runtime/fields.ts" with { type: "text" };
import handlerSource from "./runtime/handler.ts" with { type: "text" };
import httpSource from "./runtime/http.ts" with { type: "text" };
import operationsSource from "./runtime/operations.ts" with { type: "text" };
import outcomeSource from "./runtime/outcome.ts" with { type: "text" };
import recordsSource from "./runtime/records.ts" with { type: "text" };
import { fetchSteps, serviceFiles } from "./services_file.ts";
import storeSource from "./runtime/store.ts" with { type: "text" };
import storedHandlerSource from "./runtime/stored_handler.ts" with { type: "text" };
import storedOperationsSource from "./runtime/stored_operations.ts" with { type: "text" };

export function sourceFiles(spec: Spec): Files {
  const views = viewsOf(spec).map((view) => ({ view, logic: logicFile(view.spec) }));
  return {
    "src/handler.ts": handlerFile(spec),
    "src/http.ts": httpFile(spec),
    "src/outcome.ts": outcomeSource,
    ...(spec.invalidFields?.length ? { "src/refusals.ts": refusalsFile(spec.invalidFields) } : {}),
    ...operationFiles(views),
    ...(spec.operations
      ? { "src/operations.ts": keepsData(spec) ? storedOperationsSource : operationsSource }
      : {}),
    ...(keepsData(spec) ? storeFiles(spec) : {}),
    ...serviceFiles(spec),
    "src/fields.ts": fieldsSource,
    ...helperFiles(views.map(({ view, logic }) => ({ used: logic.used, fields: view.spec.inputs }))),
  };
}

function handlerFile(spec: Spec): string {
  if (spec.operations) return operationsHandler(spec);
  if (fetchSteps(spec).length > 0) return callingHandler();
  return keepsData(spec) ? storedHandlerSource.replaceAll("stored_logic.ts", "logic.ts") : handlerSource;
}

/** The rules of a backend that calls other services are waited for. */
function callingHandler(): string {
  return handlerSource
    .replace(
      "function outcomeOf(body: unknown): Outcome",
      "async function outcomeOf(body: unknown): Promise<Outcome>",
    )
    .replace("? answer(", "? await answer(");
}

/** The same for all but the status of an invalid request, and what is answered to one of certain fields. */
function httpFile(spec: Spec): string {
  const status = `INVALID_INPUT_STATUS = ${spec.invalidInputStatus ?? 422};`;
  const source = httpSource.replace("INVALID_INPUT_STATUS = 422;", status);
  return spec.invalidFields?.length ? withRefusals(source) : source;
}

function storeFiles(spec: Spec): Files {
  return {
    "src/collections.ts": collectionsFile(spec),
    "src/records.ts": recordsSource,
    "src/store.ts": storeSource,
  };
}

function operationFiles(views: readonly { view: View; logic: LogicFile }[]): Files {
  return Object.fromEntries(views.flatMap(({ view: { operation, spec }, logic }) => {
    if (!operation) return [["src/input.ts", inputFile(spec)], ["src/logic.ts", logic.text]];
    const folder = `src/${folderOf(operation)}`;
    return [
      [`${folder}/input.ts`, fromFolder(inputFile(spec))],
      [`${folder}/logic.ts`, fromFolder(logic.text)],
    ];
  }));
}

/** An operation has its fields and its rules in a folder of its own; all else lies one above. */
function fromFolder(source: string): string {
  return source.replace(/from "\.\/(?!input\.ts")/g, 'from "../');
}
