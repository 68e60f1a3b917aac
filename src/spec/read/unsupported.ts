/** Things that people ask for and this compiler does not do, so that a refusal can say why and what to write instead. */
export interface Capability {
  words: RegExp;
  reason: string;
  suggestion: string;
}

export const UNSUPPORTED: readonly Capability[] = [
  {
    words: /\b(translate|translates|translation)\b/i,
    reason: "Translating needs a language model; the built-in compiler has none.",
    suggestion: "Leave it out, or configure a model (AXTL_MODEL_BASE_URL) and generate again.",
  },
  {
    words:
      /\b(send|sends|sending|forward|notify|notifies|e-?mail(s|ed)? (the|a|them|him|her|it|us)|sms|slack|post to|webhook|page the)\b/i,
    reason: "A backend of the built-in compiler answers a request; it does not send anything elsewhere.",
    suggestion: 'Return what should be sent: add "Send the receipt" to nextActions if …',
  },
  {
    words:
      /\b(remember|remembers|store|stores|save|saves|persist|database|previous|last time|history|earlier requests?|keep track|counter)\b/i,
    reason: "Keeping data between requests is not supported by the built-in compiler yet.",
    suggestion: "Send what is needed with each request, as a field of the input.",
  },
  {
    words:
      /\b(fetch|fetches|call|calls|look up|looks up|download|scrape|exchange rate|weather|stock price|https?:\/\/)\b/i,
    reason: "Calling other services is not supported by the built-in compiler yet.",
    suggestion: "Send the value with the request, as a field of the input.",
  },
  {
    words:
      /\b(summari[sz]e|summary|sentiment|tone|paraphrase|rewrite|generate (a|an|some) (text|reply|response|story|poem|description)|understand|natural language|gpt|llm|ai)\b/i,
    reason: "Understanding or writing free text needs a language model; the built-in compiler has none.",
    suggestion: 'Use keywords: category is "billing" if message mentions "refund" or "invoice".',
  },
  {
    words:
      /\b(array|list)s? of (objects?|items?|numbers?|integers?|orders?|products?|records?)|nested|object\b/i,
    reason:
      "Lists of numbers or objects, and nested objects, are not supported by the built-in compiler yet.",
    suggestion: "Use fields of their own: quantity (integer), price (number).",
  },
  {
    words:
      /\b(today|now|current (date|time|day|year|month)|weekdays?|weekends?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tomorrow|yesterday|days? ago)\b/i,
    reason: "The built-in compiler has no clock, so that the same request always gets the same answer.",
    suggestion: "Send the date with the request: today (date).",
  },
  {
    words:
      /\b(multilingual|stateful|rate[- ]limit\w*|paginat\w+|streaming|real[- ]time|encrypted|authenticated|graphql|caching|cached)\b/i,
    reason: "This is a property of the service that the built-in compiler can't give it.",
    suggestion: "Leave it out; what the platform itself does (keys, limits, records) needs no words here.",
  },
  {
    words: /\b(random|randomly|shuffle|dice|uuid generated)\b/i,
    reason:
      "The built-in compiler makes backends that give the same answer to the same request; there is no chance in it.",
    suggestion: "Send the random value with the request, as a field of the input.",
  },
  {
    words: /\b(encrypt|decrypt|hash|jwt|password hash|oauth|authenticate|login|session)\b/i,
    reason: "Cryptography and log-in are not supported by the built-in compiler.",
    suggestion: "Leave it out; calls are authenticated by the agent's API key.",
  },
];
