/** Everything about HTTP: one POST with a JSON body, and what is answered to requests that are none. */
import type { Issue } from "./fields.ts";
import { type Outcome, refuse } from "./outcome.ts";

const MOST_BYTES = 1_048_576;
const INVALID_INPUT_STATUS = 422;

/** Reads the JSON body of a request and sends what `outcomeOf` makes of it. */
export async function serve(
  request: Request,
  outcomeOf: (body: unknown) => Outcome | Promise<Outcome>,
): Promise<Response> {
  if (request.method !== "POST") {
    return respond(refuse(405, "method_not_allowed", "Send a POST request with a JSON body."), {
      allow: "POST",
    });
  }
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > MOST_BYTES) {
    return respond(refuse(413, "body_too_large", `The body must have at most ${MOST_BYTES} bytes.`));
  }
  const body = parse(bytes);
  return respond(
    body === undefined ? refuse(400, "invalid_json", "The body must be valid JSON.") : await outcomeOf(body),
  );
}

export function invalidInput(issues: readonly Issue[]): Outcome {
  const message = "The request does not have the fields that this backend needs.";
  return refuse(INVALID_INPUT_STATUS, "invalid_input", message, { issues });
}

/** The JSON value in a body, or `undefined` if there is none. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function respond({ status, body }: Outcome, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}
