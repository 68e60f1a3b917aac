import type { Egress } from "../egress/mod.ts";

const MAX_CHARACTERS = 2_048;

/** Why a callback could not go there; null when it can, as far as is known now. It is checked again when it is sent. */
export async function refuseCallback(
  text: string,
  egress: Pick<Egress, "check">,
  allowHttp: boolean,
): Promise<string | null> {
  const url = text.length <= MAX_CHARACTERS ? URL.parse(text) : null;
  if (url === null || !(url.protocol === "https:" || (allowHttp && url.protocol === "http:"))) {
    return `it takes an https: URL of at most ${MAX_CHARACTERS} characters`;
  }
  const refusal = await egress.check(url.href, [url.hostname]);
  return refusal?.message ?? null;
}
