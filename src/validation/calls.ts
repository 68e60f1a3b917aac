import type { Json } from "../lib/json.ts";
import type { ProbeAnswer, ProbeOutcome } from "./probe.ts";
import type { Run } from "./run.ts";

/** A body to send. `text` is the JSON as sent, which need not be valid. */
export interface Call {
  title: string;
  text: string;
}

export interface Exchange extends Call {
  /** The gate that made the call. */
  gate: string;
  outcome: ProbeOutcome;
}

/** As much of a body as a report quotes. */
const MAX_QUOTED_CHARACTERS = 2_000;
const encoder = new TextEncoder();

export function jsonCall(title: string, input: Json): Call {
  return { title, text: JSON.stringify(input) };
}

/**
 * Sends the calls, in order, to one fresh sandbox, and keeps them for later gates. The boot was seen to work before:
 * if it does not now, that is thrown, and the gate counts as one that could not run.
 */
export async function makeCalls(run: Run, gate: string, calls: readonly Call[]): Promise<Exchange[]> {
  const requests = calls.map(({ text }, index) => ({
    body: encoder.encode(text),
    requestId: `${gate}-${index + 1}`,
  }));
  const { boot, outcomes } = await run.deps.probe(run.bundle ?? "", run.agent, requests);
  if (!boot.ok) throw new Error(`the sandbox did not boot a second time: ${boot.reason}`);
  if (outcomes.length !== calls.length) {
    throw new Error(`${calls.length} calls had ${outcomes.length} outcomes`);
  }
  const exchanges = calls.map((call, index): Exchange => ({ ...call, gate, outcome: outcomes[index]! }));
  run.exchanges.push(...exchanges);
  return exchanges;
}

/** What the handler answered: its JSON, or its text where that is not JSON. */
export function bodyOf(answer: ProbeAnswer): Json {
  const text = new TextDecoder().decode(answer.body);
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a report says of one exchange. */
export function evidenceOf({ text, outcome }: Exchange): { input: Json; actual: Json } {
  return {
    input: quoted(text),
    actual: outcome.answered ? answerEvidence(outcome) : describeFailure(outcome),
  };
}

export function describeFailure({ code, reason }: { code: string; reason: string }): string {
  return `no answer: ${code}: ${reason}`;
}

function answerEvidence(answer: ProbeAnswer): Json {
  return { status: answer.status, body: quoted(new TextDecoder().decode(answer.body)) };
}

function quoted(text: string): Json {
  if (text.length > MAX_QUOTED_CHARACTERS) {
    return `${text.slice(0, MAX_QUOTED_CHARACTERS)}… (${text.length} characters)`;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
