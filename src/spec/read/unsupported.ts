/** Things that people ask for and this compiler does not do, so that a refusal can say why and what to write instead. */
import type { Vocabulary } from "../text/vocabulary.ts";
import type { Statement } from "./statements.ts";
import { asAction } from "./rewrites.ts";
import { plainRule } from "./suggest.ts";

/** The value comes with the request. */
const asField = (field: string) => () => `The input has ${field}.`;

/** Keywords in the text that there is. */
function asKeywords(_: Statement, vocabulary: Vocabulary): string {
  const text = vocabulary.symbols().find(({ role, type, options }) =>
    role === "input" && !options && (type ?? "string") === "string"
  );
  const key = text?.key ?? "message";
  const rule = `mood is "angry" if ${key} mentions "refund" or "complaint", otherwise "calm".`;
  return text ? rule : `The input has message (string). ${rule}`;
}

export interface Capability {
  words: RegExp;
  reason: string;
  /** It is about keeping data between requests. */
  isStorage?: boolean;
  /** A sentence that works in its place. */
  suggest: (statement: Statement, vocabulary: Vocabulary) => string;
}

export const UNSUPPORTED: readonly Capability[] = [
  {
    words: /\b(translate|translates|translation)\b/i,
    reason: "Translating needs a language model; the built-in compiler has none.",
    suggest: asField("translation (string)"),
  },
  {
    words:
      /(?<!\b(?:i|we|you|they|who|callers?|clients?|users?|customers?|guests?|patients?|staff|people|members|shops?|partners?) (?:\w+ly |will |can |may |want to |wants to |would like to )?)\b(?:sends?) (?!(?:back|us|me|in)\b)|\b(sending|forward|notify|notifies|e-?mail(s|ed)? (the|a|them|him|her|it|us)|sms|slack|post to|webhook|page the)\b/i,
    reason:
      'It sends nothing elsewhere without an address, as in "POST {"name"} as JSON to https://hooks.example.com/new".',
    suggest: asAction,
  },
  {
    words:
      /\b(remember|remembers|store|stores|save|saves|persist|database|previous|last time|history|earlier requests?|keep track|counter)\b/i,
    isStorage: true,
    reason: "It does not say in words that are known what is kept between requests, and under which key.",
    suggest: asField("earlierRequests (integer)"),
  },
  {
    words:
      /\b(fetch|fetches|call(?!-)|calls|look up|looks up|download|scrape|exchange rate|weather|stock price|https?:\/\/)\b/i,
    reason:
      'A call needs its address and its answer: "Call GET https://rates.example.com/latest; it answers {"rate": 1.08}".',
    suggest: asField("lookedUpValue (number)"),
  },
  {
    words:
      /\b(summari[sz]e|summary|sentiment|tone|paraphrase|rewrite|generate (a|an|some) (text|reply|response|story|poem|description)|understand|natural language|gpt|llm|ai)\b/i,
    reason: "Understanding or writing free text needs a language model; the built-in compiler has none.",
    suggest: asKeywords,
  },
  {
    words: /\b(array|list)s? of (lists?|arrays?)\b|\bnested\b/i,
    reason: "Lists of lists are not supported by the built-in compiler.",
    suggest: asField("items (list of objects with name (string) and price (number))"),
  },
  {
    words:
      /\b(today|now|current (date|time|day|year|month)|weekdays?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|yesterday|days? ago)\b/i,
    reason: "The built-in compiler has no clock, so that the same request always gets the same answer.",
    suggest: asField("today (date)"),
  },
  {
    words:
      /\b(multilingual|stateful|rate[- ]limit\w*|paginat\w+|streaming|real[- ]time|encrypted|authenticated|graphql|caching|cached)\b/i,
    reason: "This is a property of the service that the built-in compiler can't give it.",
    suggest: plainRule,
  },
  {
    words: /\b(random|randomly|shuffle|dice|uuid generated)\b/i,
    reason:
      "The built-in compiler makes backends that give the same answer to the same request; there is no chance in it.",
    suggest: asField("randomNumber (number)"),
  },
  {
    words: /\b(encrypt|decrypt|hash|jwt|password hash|oauth|authenticate|login|session)\b/i,
    reason: "Cryptography and log-in are not supported by the built-in compiler.",
    suggest: asField("accountId (string)"),
  },
];
