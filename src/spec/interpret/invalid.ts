import type { InvalidField } from "../invalid_fields.ts";
import type { Issue } from "./validate.ts";

const MISSING = "is required";

/** The first refusal, in the order of the requirements, that speaks of something that is wrong with the request. */
export function refusalFor(
  refusals: readonly InvalidField[],
  issues: readonly Issue[],
): InvalidField | undefined {
  return refusals.find(({ field, on }) => {
    const key = field.slice("in.".length);
    return issues.some(({ path, message }) =>
      path.split(/[.[]/)[0] === key && (on === "any" || (path === key && message === MISSING))
    );
  });
}
