import { isJsonObject, type Json, type JsonObject } from "../lib/json.ts";
import { type CapabilityCall, PROBE_PREFIX } from "../runtime/mod.ts";

export type Handler = (call: CapabilityCall) => Promise<{ value: Json; body?: AsyncIterable<Uint8Array> }>;

/** What the backend's author should read: what was wrong with the question, or why it is not done. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether the call comes from a version that is only being tried. */
export function isProbe({ deploymentId }: CapabilityCall): boolean {
  return deploymentId.startsWith(PROBE_PREFIX);
}

/** The bootstrap always sends an object; what does not is the backend itself, writing to the socket. */
export function argsOf({ args }: CapabilityCall): JsonObject {
  if (!isJsonObject(args)) throw new Refusal("invalid_arguments", "the arguments are not an object");
  return args;
}

/** An object of options, of which only `known` ones are there: a mistyped option must not be passed over. */
export function optionsOf(value: Json | undefined, known: readonly string[]): JsonObject {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw new Refusal("invalid_arguments", "the options are not an object");
  const strange = Object.keys(value).find((name) => !known.includes(name));
  if (strange === undefined) return value;
  const message = `${JSON.stringify(strange.slice(0, 40))} is no option here; there are ${known.join(", ")}`;
  throw new Refusal("invalid_arguments", message);
}
