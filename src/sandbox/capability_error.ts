/** The platform refused, or could not do, what the backend asked for. */
export class CapabilityError extends Error {
  override readonly name = "CapabilityError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
