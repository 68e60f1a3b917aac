import { type Fact, type Feature, type Row, slot } from "./facts.ts";

const IT = "[it | they | api | service | backend | endpoint | we] [(should|must|will|can|shall)]";
const LEAD = "[incoming|new|raw|sales|inbound|business] (lead|leads|prospect|prospects)";
const DATA = "[profile|profiles|data|info|information|details|object|record|records|json] [as input]";
const REQUEST =
  "[incoming|new|raw|inbound|user|users] [customer|client] [support|help|helpdesk|service] (request|requests|ticket|tickets|inquiry|inquiries|enquiry|enquiries) | [incoming|new|raw|inbound|user] [customer] (support|helpdesk) (message|messages|email|emails|issue|issues|query|queries|case|cases)";
const TAKES =
  "accept|accepts|take|takes|receive|receives|ingest|ingests|read|reads|get|gets|handle|handles|process|processes|given";
const GIVES =
  "return|returns|suggest|suggests|recommend|recommends|propose|proposes|list|lists|give|gives|provide|provides|determine|determines|identify|identifies|assign|assigns|set|sets|detect|detects|find|finds|report|reports|show|shows|decide|decides|output|outputs|generate|generates|produce|produces|flag|flags|pick|picks|estimate|estimates|predict|predicts";

const THING = "(api|backend|service|endpoint|agent|microservice|bot|app|tool|function|system)";
const BUILD =
  "[please] (create|build|make|generate|design|write|develop | (i|we) (need|want) | give me) [me|us]";
const SCALE =
  "[(from|between) {low:number} (to|and|-) {high:number} | on scale (of|from) {low:number} (to|-) {high:number} | out of {high:number}]";

type Profile = Extract<Fact, { kind: "profile" }>["profile"];

function feature(name: Feature, profile?: Profile): () => Fact[] {
  return () => [...(profile ? [{ kind: "profile" as const, profile }] : []), {
    kind: "feature",
    feature: name,
  }];
}

/** Well-known nouns and verbs that a profile fills in; see `src/spec/profiles`. */
export const FEATURE_ROWS: readonly Row[] = [
  {
    id: "feature.lead",
    patterns: [`${IT} (${TAKES}) (${LEAD}) ${DATA}`],
    build: feature("input", "lead"),
    paraphrase: "the input is a lead profile",
    examples: ["accepts a lead profile", "It takes a new lead"],
    negatives: ["accepts a lead pipe", "accepts a lead profile from Salesforce"],
  },
  {
    id: "feature.leadWith",
    patterns: [
      `${IT} (${TAKES}) ${LEAD} ${DATA} (with|containing|including|having) [following] [fields] [:] {list:declarations}`,
    ],
    build(match) {
      if (match.list?.kind !== "declarations") return null;
      const fields = match.list.declarations.map(({ name, attributes }): Fact => ({
        kind: "field",
        name,
        attributes,
      }));
      return [{ kind: "profile", profile: "lead" }, ...fields];
    },
    paraphrase: "the input is a lead with these fields",
    examples: ["accepts a lead with name, email and budget (number)"],
    negatives: ["accepts a lead with no name"],
  },
  {
    id: "feature.order",
    patterns: [
      `${IT} (${TAKES}|validate|validates|check|checks|price|prices) [incoming|new|customer|purchase] order [data|details] [as input]`,
    ],
    build: feature("input", "order"),
    paraphrase: "the input is an order",
    examples: ["validates an order", "accepts an order"],
    negatives: ["validates an order of magnitude", "accepts an order from Shopify"],
  },
  {
    id: "feature.invoice",
    patterns: [
      `${IT} (${TAKES}|validate|validates|check|checks) [incoming|new|customer] invoice [data|details] [as input]`,
    ],
    build: feature("input", "invoice"),
    paraphrase: "the input is an invoice",
    examples: ["validates an invoice", "accepts an invoice"],
    negatives: ["validates an invoice against the contract"],
  },
  {
    id: "feature.total",
    patterns: [
      `${IT} (compute|computes|calculate|calculates|return|returns|determine|determines|work out|works out) (its|their|the) [order|invoice] (total|totals) [price|amount|cost]`,
      `${IT} (compute|computes|calculate|calculates|return|returns) [the] total [price|amount|cost] of (it|order|invoice)`,
    ],
    build: feature("total"),
    paraphrase: "the total is worked out",
    examples: ["computes its total", "calculates the order total", "computes the total of the order"],
    negatives: ["computes its total per day"],
  },
  {
    id: "feature.title",
    patterns: [
      `${BUILD} ${LEAD} (scoring|qualification|scorer|qualifier|score|fit) [${THING}]`,
      `${BUILD} ${THING} (for|that does) ${LEAD} (scoring|qualification)`,
    ],
    build: feature("fit", "lead"),
    paraphrase: "the backend scores leads",
    examples: ["Create a lead scoring API", "I need a lead qualification service."],
    negatives: ["Create a lead scoring API for free"],
  },
  {
    id: "feature.supportTitle",
    patterns: [
      `${BUILD} (${REQUEST}) (classifier|triage|classification|router|routing|triager|categorizer) [${THING}]`,
      `[${BUILD}] ${THING} (for|that does) (${REQUEST}) (triage|classification|routing)`,
      `for (${REQUEST}) (triage|classification|routing|handling)`,
    ],
    build: feature("category", "support_request"),
    paraphrase: "the backend classifies support requests",
    examples: ["Create a support request classifier", "Make a support ticket triage API."],
    negatives: ["Make a support ticket printer."],
  },
  {
    id: "feature.fit",
    patterns: [
      `${IT} (score|scores|rate|rates|evaluate|evaluates|assess|assesses|grade|grades|qualify|qualifies|rank) (${LEAD} | it | them) [[for] (fit|quality)] ${SCALE}`,
      `${IT} (score|scores|rate|rates|evaluate|evaluates|assess|assesses|calculate|calculates|compute|computes|return|returns|determine|determines) ${LEAD} [fit|quality|qualification] [score|level|grade]`,
      `${IT} (score|scores|rate|rates|evaluate|evaluates|assess|assesses|calculate|calculates|compute|computes|return|returns|determine|determines) (fit|quality|qualification) [score|level|grade] ${SCALE}`,
    ],
    build(match) {
      const low = slot.number(match, "low") ?? "0";
      const high = slot.number(match, "high") ?? "100";
      if (low === "0" && high === "100") return feature("fit", "lead")();
      return {
        refused: "not_understood",
        reason: `The built-in lead score goes from 0 to 100, not from ${low} to ${high}.`,
        suggestion: "Give the rules of the score: Add 5 points if budget is at least 1000.",
      };
    },
    paraphrase: "the lead is scored",
    examples: ["scores fit", "scores fit from 0 to 100", "qualifies leads", "calculates a fit score"],
    negatives: ["scores fit by reading the mind of the buyer", "scores goals"],
  },
  {
    id: "feature.missing",
    patterns: [
      `${IT} (tell|tells|say|says|show|shows) [me|us|caller|user] (which|what) (fields|information|details|data|values) (are|is) missing`,
      `${IT} (${GIVES}) [all|any|which|every] missing (fields|field|information|info|data|details|values)`,
    ],
    build: feature("missing"),
    paraphrase: "missing fields are listed",
    examples: ["lists missing fields", "It should report any missing information"],
    negatives: ["lists missing persons"],
  },
  {
    id: "feature.actions",
    patterns: [
      `${IT} (${GIVES}) [recommended|suggested|best|appropriate|possible|concrete] next [best] (actions|steps|action|step)`,
      `${IT} (${GIVES}) (recommended|suggested|appropriate) (actions|steps|action|step)`,
      "[with] next (actions|steps|action|step)",
    ],
    build: feature("actions"),
    paraphrase: "next actions are suggested",
    examples: ["returns next actions", "suggests a next action", "recommends the next step"],
    negatives: ["returns next week"],
  },
  {
    id: "feature.supportInput",
    patterns: [`${IT} (${TAKES}) (${REQUEST}) [text|message|body|data] [as input]`],
    build: feature("input", "support_request"),
    paraphrase: "the input is a support request",
    examples: ["accepts a support request", "takes incoming customer support tickets"],
    negatives: ["accepts a support request in Zendesk"],
  },
  {
    id: "feature.itsInput",
    patterns: [`${IT} (${TAKES}) [incoming|new] (ticket|tickets) [data|details] [as input]`],
    build: feature("input"),
    paraphrase: "the input is what the API is for",
    examples: ["It gets a ticket"],
    negatives: ["It gets a ticket from Zendesk", "It gets a free ticket"],
  },
  {
    id: "feature.category",
    patterns: [
      `${IT} (classify|classifies|categorize|categorizes|categorise|categorises|triage|triages|label|labels|sort|sorts|route|routes|tag|tags) (${REQUEST}) [by|into] [a|category|categories|topic|topics|type] [and] [priority|urgency]`,
    ],
    build: feature("category", "support_request"),
    paraphrase: "the support request is classified",
    examples: [
      "classifies a support request",
      "triages incoming support tickets",
      "categorizes customer support emails by topic",
    ],
    negatives: ["classifies a support request by mood"],
  },
  {
    id: "feature.classifyIt",
    patterns: [
      `${IT} (classify|classifies|categorize|categorizes|triage|triages|label|labels) (it|them) [by category | into categories]`,
      `${IT} (${GIVES}) [its|their] (category|categories|topic)`,
    ],
    build: feature("category"),
    paraphrase: "the request is classified",
    examples: ["classifies it", "returns its category"],
    negatives: ["classifies it by mood"],
  },
  {
    id: "feature.priority",
    patterns: [
      `${IT} (${GIVES}) [its|their] (priority|urgency) [level]`,
      `${IT} (prioritize|prioritizes|prioritise|prioritises) (it | them | ${REQUEST})`,
    ],
    build: feature("priority"),
    paraphrase: "a priority is assigned",
    examples: ["assigns a priority", "prioritizes it"],
    negatives: ["assigns a parking space"],
  },
];
