/** The platform cannot start here. The message is one line that says what is wrong and what to do. */
export class HostError extends Error {
  override readonly name = "HostError";
}
