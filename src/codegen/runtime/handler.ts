/** Answers requests: reads the JSON body, checks its fields, and leaves the answer to `logic.ts`. */
import { readInput } from "./input.ts";
import { answer, type Outcome } from "./logic.ts";

const MOST_BYTES = 1_048_576;
const INVALID_INPUT_STATUS = 422;

export default { fetch: handle };

async function handle(request: Request): Promise<Response> {
  if (request.method !== "POST") {
    return respond(failure(405, "method_not_allowed", "Send a POST request with a JSON body."), {
      allow: "POST",
    });
  }
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > MOST_BYTES) {
    return respond(failure(413, "body_too_large", `The body must have at most ${MOST_BYTES} bytes.`));
  }
  const body = parse(bytes);
  return respond(
    body === undefined ? failure(400, "invalid_json", "The body must be valid JSON.") : outcomeOf(body),
  );
}

/** The JSON value in a body, or `undefined` if there is none. */
function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function outcomeOf(body: unknown): Outcome {
  const read = readInput(body);
  if (read.ok) return answer(read.input);
  const message = "The request does not have the fields that this backend needs.";
  return failure(INVALID_INPUT_STATUS, "invalid_input", message, { issues: read.issues });
}

function failure(status: number, code: string, message: string, details?: Record<string, unknown>): Outcome {
  return { status, body: { error: { code, message, ...(details && { details }) } } };
}

function respond({ status, body }: Outcome, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers });
}
