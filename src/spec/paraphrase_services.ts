/** Calls of other services in plain English. */
import type { Expr } from "./expr.ts";
import type { FetchStep } from "./services.ts";

export function sayFetch(step: FetchStep, say: (expr: Expr) => string): string[] {
  const url = step.path.map((piece) => typeof piece === "string" ? piece : `{${say(piece)}}`).join("");
  const sent = step.body
    ? ` with ${step.body.map(({ key, value }) => `${key} = ${say(value)}`).join(", ")}`
    : "";
  const condition = step.when ? ` when ${say(step.when)}` : "";
  const taken = step.answer.map(({ key, type }) => `${key} (${type})`).join(", ");
  return [
    `It calls ${step.method} https://${step.host}${url}${sent}${condition}.`,
    ...(taken ? [`From the JSON that it answers it takes ${taken}.`] : []),
    ...step.answer.flatMap(({ key, skipped }) =>
      skipped === undefined ? [] : [`Without a call ${key} is ${JSON.stringify(skipped)}.`]
    ),
    ...sayFailure(step),
  ];
}

function sayFailure({ key, failure, answer }: FetchStep): string[] {
  if (failure) return [`If the call fails, it answers ${failure.status} ${JSON.stringify(failure.message)}.`];
  if (answer.length === 0) return [`${key} is true if the call succeeds, otherwise false.`];
  const values = answer.map((field) => `${field.key} is ${JSON.stringify(field.default)}`);
  return [`If the call fails, ${values.join(" and ")}.`];
}
