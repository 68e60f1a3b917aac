/** The sentence that says what to build: "Create an API that …, … and …". */
import type { Token } from "../text/tokens.ts";

export interface IntroPart {
  /** `topic` is what the thing is for: "for loan pre-approval". */
  kind: "title" | "topic" | "intro";
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
  "api backend service something endpoint agent microservice webhook function tool app application system server classifier calculator bot handler program script estimator validator checker converter generator"
    .split(" "),
);
const VERB =
  /^(accept|screen|vet|review|take|receive|require|need|expect|collect|contain|have|round|compute|score|list|return|classif(?:y|ie)|suggest|recommend|triage|categori[sz]e|calculate|compute|determine|assign|validate|check|give|qualif(?:y|ie)|prioriti[sz]e|rate|grade|identif(?:y|ie)|find|detect|report|decide|propose|provide|route|label|estimate|evaluate|process|handle|convert|translate|send|store|save|remember|summari[sz]e|generate|compare|rank|sort|filter|look|read|tell|reject|apply|add|produce|extract|parse|format|count|greet|say|answer|respond|output|get|set|flag|tag|pick|show|explain|predict|assess|run|call|fetch|notify|email|log|track|update|delete|create|write|enrich|match|search|monitor)(?:s|es)?$/i;

/** The parts of an introduction, or `null` if the sentence is none. */
export function introParts(tokens: readonly Token[]): IntroPart[] | null {
  if (!ORDER.has(tokens[0]?.lower ?? "")) return null;
  const thing = tokens.findIndex((token, n) => n < 14 && THING.has(token.lower));
  const isOrder = tokens.slice(0, 6).some((token) => ASKS.has(token.lower));
  const isNamed = thing <= 5 && LINKS.has(tokens[thing + 1]?.lower ?? "");
  if (thing === -1 || !(isOrder || isNamed)) return null;
  const title = part("title", tokens.slice(0, thing + 1));
  const link = linkAt(tokens, thing);
  const topic = tokens.slice(thing + 1, link === -1 ? undefined : link);
  const parts = topic.length === 0 || topic[0]!.lower === "."
    ? [title]
    : [title, part(topicKind(topic), topic)];
  const deeds = link === -1 ? [] : tokens.slice(link + 1);
  return [...parts, ...verbPhrases(deeds).map((phrase) => part("intro", phrase))];
}

const LINKS = new Set(["that", "which", "to", "who"]);

/** Where "that …" starts to say what the thing does: right after it, or after what it is for. */
function linkAt(tokens: readonly Token[], thing: number): number {
  if (LINKS.has(tokens[thing + 1]?.lower ?? "") || tokens[thing + 1]?.lower === ":") return thing + 1;
  if (!TOPIC_STARTS.has(tokens[thing + 1]?.lower ?? "")) return -1;
  return tokens.findIndex((token, n) =>
    n > thing && n < thing + 9 && ["that", "which", ":"].includes(token.lower)
  );
}

const TOPIC_STARTS = new Set(["for", "of", "about", "called", "named"]);

function topicKind(tokens: readonly Token[]): IntroPart["kind"] {
  return TOPIC_STARTS.has(tokens[0]!.lower) ? "topic" : "intro";
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
