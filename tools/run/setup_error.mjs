/** Something about this machine that the person has to change. The message is one line. */
export class SetupError extends Error {
  name = "SetupError";
}
