/** The call of another service, put together from all that is said of it. */
import type { Expr } from "../expr.ts";
import { CALL_ID } from "../rows/service_facts.ts";
import type { Field, Literal, ValueStep } from "../schema.ts";
import type { AnswerField, FetchStep } from "../services.ts";
import { canonical } from "../text/vocabulary.ts";
import { became, type Draft, type FactOf, factsOf, type SourcedFact } from "./origin.ts";

export function assembleCall(
  facts: readonly SourcedFact[],
  inputs: readonly Field[],
  values: readonly ValueStep[],
  draft: Draft,
): FetchStep[] {
  const calls = factsOf(facts, "call");
  const [made, second] = calls;
  if (!made || second) {
    complain(facts, second, draft);
    return [];
  }
  const { fact, source, statement } = made;
  became(draft, statement, CALL_ID);
  const body = fact.sent?.map((key) => ({ key, value: valueOf(key, inputs, values) }));
  const unknown = body?.find(({ value }) => value === null);
  if (unknown) {
    const reason = `"${unknown.key}" is sent, and nothing says what it is.`;
    draft.diagnostics.push({ statement, status: "not_understood", reason });
    return [];
  }
  const skip = factsOf(facts, "noCall")[0];
  const when = whenOf(fact.when, skip?.fact.when);
  const answer = fact.answer.map(({ key, type }) => answerField(key, type, facts, draft));
  for (const each of [...factsOf(facts, "noCall"), ...aboutFailure(facts)]) {
    became(draft, each.statement, CALL_ID);
  }
  draft.assumptions.push({ node: CALL_ID, text: `it may call ${fact.host}, and no other host` });
  return [{
    id: CALL_ID,
    kind: "fetch",
    key: "service",
    source,
    method: fact.method,
    host: fact.host,
    path: fact.path,
    ...(body ? { body: body as { key: string; value: Expr }[] } : {}),
    ...(when ? { when } : {}),
    answer,
    ...failureOf(facts, answer, fact.host, draft),
  }];
}

function aboutFailure(facts: readonly SourcedFact[]): SourcedFact[] {
  return facts.filter(({ fact }) => ["callFailure", "callDefault", "callHarmless"].includes(fact.kind));
}

function complain(facts: readonly SourcedFact[], second: FactOf<"call"> | undefined, draft: Draft): void {
  const lost = second ? [second] : [...factsOf(facts, "noCall"), ...aboutFailure(facts)];
  const reason = second
    ? "One call of another service is carried; this would be a second one."
    : "It is about a call of another service, and no sentence makes one.";
  for (const { statement } of lost) draft.diagnostics.push({ statement, status: "unsupported", reason });
}

function whenOf(when: Expr | undefined, unless: Expr | undefined): Expr | undefined {
  const not: Expr | undefined = unless && { kind: "not", of: unless };
  return when && not ? { kind: "all", of: [when, not] } : when ?? not;
}

function valueOf(key: string, inputs: readonly Field[], values: readonly ValueStep[]): Expr | null {
  const found = [...inputs, ...values].find((each) => canonical(each.key) === canonical(key));
  return found ? { kind: "ref", id: found.id } : null;
}

function answerField(
  key: string,
  type: AnswerField["type"] | undefined,
  facts: readonly SourcedFact[],
  draft: Draft,
): AnswerField {
  const isIt = (name: string | undefined) => name === undefined || canonical(name) === canonical(key);
  const other = literalOf(factsOf(facts, "callDefault").find(({ fact }) => isIt(fact.key))?.fact.value);
  const skipped = literalOf(factsOf(facts, "noCall").find(({ fact }) => isIt(fact.key))?.fact.value);
  const known = other ?? skipped;
  const guessed = typeof known === "string" || typeof known === "boolean" ? typeof known : "number";
  if (!type) {
    draft.assumptions.push({ node: CALL_ID, text: `${key} in the service's answer is a ${guessed}` });
  }
  return {
    key,
    type: type ?? guessed as "string" | "number" | "boolean",
    ...(other === undefined ? {} : { default: other }),
    ...(skipped === undefined ? {} : { skipped }),
  };
}

function literalOf(expr: Expr | undefined): Literal | undefined {
  if (expr?.kind === "number") return Number(expr.value);
  return expr?.kind === "text" || expr?.kind === "boolean" ? expr.value : undefined;
}

/** Values that are needed and do not come are nobody's fault here: 502, unless the text says otherwise. */
function failureOf(
  facts: readonly SourcedFact[],
  answer: readonly AnswerField[],
  host: string,
  draft: Draft,
): Pick<FetchStep, "failure"> {
  const said = factsOf(facts, "callFailure")[0]?.fact;
  if (said) return { failure: { status: said.status, message: said.message } };
  if (answer.length === 0 || answer.some((field) => field.default !== undefined)) return {};
  const message = `${host} did not give a usable answer.`;
  draft.assumptions.push({
    node: CALL_ID,
    text: `if ${host} fails, the answer is 502 ${JSON.stringify(message)}`,
  });
  return { failure: { status: 502, message } };
}
