/** Where what is said of states contradicts itself. */
import { type Draft, factsOf, type SourcedFact } from "./origin.ts";
import type { MoveFact } from "./machines.ts";

export function checkMoves(moves: readonly MoveFact[], facts: readonly SourcedFact[], draft: Draft): void {
  unlike(moves, draft);
  for (const final of factsOf(facts, "finalStates")) {
    const leaving = final.fact.states.find((state) =>
      moves.some(({ fact }) => fact.from.some((from) => same(from, state)))
    );
    if (leaving === undefined) continue;
    const move = moves.find(({ fact }) => fact.from.some((from) => same(from, leaving)))!;
    draft.diagnostics.push({
      statement: final.statement,
      status: "contradiction",
      reason: `Nothing leaves ${leaving} here, and elsewhere it becomes ${move.fact.to.join(" or ")}.`,
    });
  }
  undeclared(moves, facts, draft);
}

export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The same action in the same state can lead to one state only. */
function unlike(moves: readonly MoveFact[], draft: Draft): void {
  const known = new Map<string, string>();
  for (const { fact, statement } of moves) {
    if (fact.action === undefined) continue;
    for (const from of fact.from) {
      const place = `${from.toLowerCase()} ${fact.action.toLowerCase()}`;
      const before = known.get(place) ?? fact.to[0]!;
      known.set(place, before);
      if (fact.to.length > 1 || !same(before, fact.to[0]!)) {
        draft.diagnostics.push({
          statement,
          status: "contradiction",
          reason: `${fact.action} leads from ${from} to two states: ${before} and ${fact.to.at(-1)}.`,
        });
      }
    }
  }
}

/** Where the states are listed, a change to or from another one is a slip of the pen, or a state that was forgotten. */
function undeclared(moves: readonly MoveFact[], facts: readonly SourcedFact[], draft: Draft): void {
  const listed = factsOf(facts, "states").flatMap(({ fact }) => fact.states);
  if (listed.length === 0) return;
  for (const { fact, statement } of moves) {
    const unknown = [...fact.from, ...fact.to].find((state) => !listed.some((each) => same(each, state)));
    if (unknown === undefined) continue;
    draft.diagnostics.push({
      statement,
      status: "contradiction",
      reason: `${unknown} is none of the states that are listed: ${listed.join(", ")}.`,
    });
  }
}
