import { BrokenBody } from "../lib/broken_body.ts";
import { Handover } from "./handover.ts";
import type { AiFailure, AiStream } from "./types.ts";

/** Asks with a place for the pieces of the answer; settles when it is over. */
type AskStreamed = (
  onText: (piece: string) => Promise<void>,
  signal: AbortSignal,
) => Promise<{ ok: true } | AiFailure>;

/**
 * Settles with the first piece, so that what goes wrong before it is a refusal and not a body that breaks off. A reader
 * who leaves ends the question.
 */
export async function openStream(ask: AskStreamed, gone: AbortSignal): Promise<AiStream> {
  const left = new AbortController();
  const signal = AbortSignal.any([gone, left.signal]);
  const pieces = new Handover(() => left.abort());
  gone.addEventListener("abort", () => pieces.fail(new BrokenBody("ai_cancelled", "it was given up")));
  const begun = Promise.withResolvers<"begun">();
  const over = ask((piece) => {
    begun.resolve("begun");
    return pieces.give(piece);
  }, signal);
  const first = await Promise.race([begun.promise, over]);
  if (first !== "begun" && !first.ok) return first;
  over.then(
    (outcome) => outcome.ok ? pieces.close() : pieces.fail(new BrokenBody(outcome.code, outcome.message)),
    (error) => pieces.fail(error),
  );
  return { ok: true, body: pieces.stream };
}
