/** A body that breaks off on its way. Code and message are for whoever reads the body: they tell nothing else. */
export class BrokenBody extends Error {
  override readonly name = "BrokenBody";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
