/** The sentence that says what to build: "Create an API that …, … and …". */
import type { Token } from "../text/tokens.ts";

export interface IntroPart {
  kind: "title" | "intro";
  tokens: Token[];
  start: number;
  end: number;
}

const ORDER = new Set(
  "create build make generate design write develop implement i we please need want would like give me us an a the"
    .split(" "),
);
const ASKS = new Set("create build make generate design write develop implement need want give".split(" "));
const THING = new Set(
  "api backend service endpoint agent microservice webhook function tool app application system server classifier calculator bot handler"
    .split(" "),
);
const VERB =
  /^(accept|take|receive|score|list|return|classif(?:y|ie)|suggest|recommend|triage|categori[sz]e|calculate|compute|determine|assign|validate|check|give|qualif(?:y|ie)|prioriti[sz]e|rate|grade|identif(?:y|ie)|find|detect|report|decide|propose|provide|route|label|estimate|evaluate|process|handle|convert|translate|send|store|save|remember|summari[sz]e|generate|compare|rank|sort|filter|look|read|tell|reject|apply|add|produce|extract|parse|format|count|greet|say|answer|respond|output|get|set|flag|tag|pick|show|explain|predict|assess|run|call|fetch|notify|email|log|track|update|delete|create|write|enrich|match|search|monitor)(?:s|es)?$/i;

/** The parts of an introduction, or `null` if the sentence is none. */
export function introParts(tokens: readonly Token[]): IntroPart[] | null {
  if (!tokens.slice(0, 6).some((token) => ASKS.has(token.lower)) || !ORDER.has(tokens[0]?.lower ?? "")) {
    return null;
  }
  const thing = tokens.findIndex((token, n) => n < 14 && THING.has(token.lower));
  if (thing === -1) return null;
  const link = tokens[thing + 1]?.lower;
  const rest = thing + (link !== undefined && ["that", "which", "to", "who"].includes(link) ? 2 : 1);
  const title = part("title", tokens.slice(0, thing + 1));
  if (rest >= tokens.length) return [title];
  if (rest === thing + 1) {
    return tokens[rest]!.lower === "." ? [title] : [title, part("intro", tokens.slice(rest))];
  }
  return [title, ...verbPhrases(tokens.slice(rest)).map((phrase) => part("intro", phrase))];
}

/** Cuts before each verb that follows a comma or an "and". */
export function verbPhrases(tokens: readonly Token[]): Token[][] {
  const phrases: Token[][] = [[]];
  // "accepts a name, email and phone": after "accepts", a verb ends in -s as well, and "email" is a noun.
  const isThirdPerson = VERB.test(tokens[0]?.text ?? "") && /s$/i.test(tokens[0]!.text);
  const isVerb = (token: Token | undefined) =>
    token !== undefined && VERB.test(token.text) && (!isThirdPerson || /s$/i.test(token.text));
  for (let at = 0; at < tokens.length; at++) {
    const joint = jointAt(tokens, at);
    if (joint > 0 && isVerb(tokens[at + joint])) {
      phrases.push([]);
      at += joint - 1;
    } else phrases.at(-1)!.push(tokens[at]!);
  }
  return phrases.filter((phrase) => phrase.length > 0);
}

function jointAt(tokens: readonly Token[], at: number): number {
  const words = tokens.slice(at, at + 3).map((token) => token.lower);
  const comma = words[0] === "," || words[0] === ";" ? 1 : 0;
  const and = words[comma] === "and" || words[comma] === "then" ? 1 : 0;
  const then = and && words[comma + 1] === "then" ? 1 : 0;
  return comma + and + then;
}

function part(kind: IntroPart["kind"], tokens: Token[]): IntroPart {
  return { kind, tokens, start: tokens[0]!.start, end: tokens.at(-1)!.end };
}
