/** `src/refusals.ts`: what is answered to a request whose mistake has an answer of its own. */
import type { InvalidField } from "../spec/mod.ts";
import { quoteLines } from "./comments.ts";
import { type Doc, group, hardLine, indent, join, object, print, textLiteral } from "./doc.ts";
import refusalsSource from "./runtime/refusals.ts" with { type: "text" };

const EMPTY = "const REFUSALS: readonly Refusal[] = [];\n";

export function refusalsFile(refusals: readonly InvalidField[]): string {
  const listed = print([
    "const REFUSALS: readonly Refusal[] = [",
    indent(hardLine, join(refusals.map(entry), hardLine)),
    hardLine,
    "];",
    hardLine,
  ]);
  return refusalsSource.replace(EMPTY, listed);
}

function entry({ field, on, status, message, source }: InvalidField): Doc {
  const members = [
    `field: ${textLiteral(field.slice("in.".length))}`,
    ...(on === "missing" ? ["isMissing: true"] : []),
    `status: ${status}`,
    ...(message === undefined ? [] : [`message: ${textLiteral(message)}`]),
  ];
  return [quoteLines(source), group(object(members)), ","];
}

/** `src/http.ts`, with an answer for the mistakes that have one. */
export function withRefusals(httpSource: string): string {
  return httpSource
    .replace(
      'import { type Outcome, refuse } from "./outcome.ts";\n',
      'import { type Outcome, refuse } from "./outcome.ts";\nimport { refusalFor } from "./refusals.ts";\n',
    )
    .replace(
      '  const message = "The request does not have the fields that this backend needs.";\n' +
        '  return refuse(INVALID_INPUT_STATUS, "invalid_input", message, { issues });\n',
      "  const own = refusalFor(issues);\n" +
        '  const message = own?.message ?? "The request does not have the fields that this backend needs.";\n' +
        '  return refuse(own?.status ?? INVALID_INPUT_STATUS, "invalid_input", message, { issues });\n',
    );
}
