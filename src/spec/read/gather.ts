/** Makes names known to the vocabulary, from the facts that statements turned out to be. */
import { attributesByName } from "../grammar/name_types.ts";
import type { Attribute, Name } from "../grammar/reader.ts";
import type { Expr } from "../expr.ts";
import type { Effect } from "../rows/effects.ts";
import type { Fact } from "../rows/facts.ts";
import { flagWords, type Symbol, type Vocabulary } from "../text/vocabulary.ts";
import { fieldId, valueId } from "../assemble/origin.ts";
import { describeEntries, describeValue } from "./entries.ts";
import { isDateCall } from "../library/mod.ts";

export function gather(vocabulary: Vocabulary, facts: readonly Fact[]): void {
  for (const fact of facts) gatherFact(vocabulary, fact);
}

function gatherFact(vocabulary: Vocabulary, fact: Fact): void {
  switch (fact.kind) {
    case "field": {
      const symbol = inputSymbol(vocabulary, fact.name);
      if (fact.isImplied) vocabulary.describe(symbol, { isImplied: true });
      describe(vocabulary, symbol, fact.attributes);
      // The name says what it is only where nothing else does.
      return symbol.type === undefined
        ? describe(vocabulary, symbol, attributesByName(symbol.key))
        : undefined;
    }
    case "constrain":
      return describe(vocabulary, inputSymbol(vocabulary, fact.name), fact.attributes);
    case "constrainAll":
      for (const symbol of vocabulary.symbols()) {
        if (symbol.role === "input") describe(vocabulary, symbol, fact.attributes);
      }
      return;
    case "output":
      return describe(vocabulary, answerSymbol(vocabulary, fact.name), fact.attributes);
    case "decide":
    case "otherwise": {
      if (!fact.target) return;
      const values = [
        ...fact.branches.map((branch) => branch.value),
        ...(fact.otherwise ? [fact.otherwise] : []),
      ];
      return addOptions(vocabulary, valueSymbol(vocabulary, fact.target), values);
    }
    case "class":
    case "classDefault": {
      const target = fact.target ?? { key: "category", words: "category" };
      return addOptions(vocabulary, valueSymbol(vocabulary, target), [{ kind: "text", value: fact.value }]);
    }
    case "effect":
      return gatherEffect(vocabulary, fact.effect);
    case "newValue":
      valueSymbol(vocabulary, fact.target);
      return;
    case "charge":
      valueSymbol(vocabulary, fact.name);
      return;
    case "compute": {
      if (fact.isShown) return;
      const symbol = valueSymbol(vocabulary, fact.target);
      describeValue(vocabulary, symbol, fact.value);
      if (symbol.role === "value" && isDateCall(fact.value)) vocabulary.describe(symbol, { type: "date" });
      return;
    }
    case "adjust":
    case "limit":
    case "collect":
    case "missing":
      valueSymbol(vocabulary, fact.target);
      return;
    case "pair":
      return gatherPair(vocabulary, fact);
    case "arrange": {
      const { entry } = fact.list;
      if (!entry || fact.member === undefined || entry.members.some(({ key }) => key === fact.member)) return;
      const member: Symbol = {
        id: `${entry.id}.${fact.member}`,
        key: fact.member,
        role: "member",
        type: "number",
      };
      return vocabulary.describe(fact.list, { entry: { ...entry, members: [...entry.members, member] } });
    }
    case "members":
      return describe(vocabulary, inputSymbol(vocabulary, fact.list), [{
        kind: "members",
        members: fact.members,
      }]);
    case "points":
    case "earn":
    case "multiply":
    case "base":
      valueSymbol(vocabulary, fact.target ?? { key: "score", words: "score" });
      return;
  }
}

/** What is kept has a name, and so have its fields; "the stored balance" is what was kept before the request. */
function gatherEffect(vocabulary: Vocabulary, effect: Effect): void {
  if ("noun" in effect && effect.noun) vocabulary.addThing(effect.noun);
  const names = effect.do === "keep" || effect.do === "set"
    ? [effect.name]
    : "details" in effect
    ? (effect.details ?? []).map(({ name }) => name)
    : "as" in effect && effect.as
    ? [effect.as]
    : [];
  for (const name of names) if (name.symbol?.role !== "input") valueSymbol(vocabulary, name);
  for (const { key } of names) {
    const symbol: Symbol = { id: `kept.${key}`, key, role: "value" };
    if (!vocabulary.get(symbol.id)) vocabulary.add(symbol, ...STORED.map((word) => `${word} ${key}`));
  }
}

const STORED = ["stored", "saved", "kept", "existing", "previous"];

function inputSymbol(vocabulary: Vocabulary, name: Name): Symbol {
  const known = vocabulary.get(fieldId(name.symbol?.key ?? name.key));
  if (known) return known;
  const isPercent = /percent|pct/i.test(name.key);
  const symbol: Symbol = {
    id: fieldId(name.key),
    key: name.key,
    role: "input",
    ...(isPercent ? { unit: "%" } : {}),
  };
  const short = flagWords(name.key);
  vocabulary.add(symbol, name.words, ...(short ? [short] : []));
  return symbol;
}

function answerSymbol(vocabulary: Vocabulary, name: Name): Symbol {
  const known = name.symbol ?? vocabulary.get(valueId(name.key)) ?? vocabulary.find(name.key);
  if (known) return known;
  const symbol: Symbol = { id: valueId(name.key), key: name.key, role: "value", isAnswer: true };
  vocabulary.add(symbol, name.words);
  return symbol;
}

function valueSymbol(vocabulary: Vocabulary, name: Name): Symbol {
  const symbol = madeSymbol(vocabulary, name);
  if (symbol.isAnswer) vocabulary.describe(symbol, { isAnswer: undefined });
  return symbol;
}

function madeSymbol(vocabulary: Vocabulary, name: Name): Symbol {
  if (name.symbol) return name.symbol;
  const known = vocabulary.get(valueId(name.key)) ?? vocabulary.find(name.key);
  if (known) return known;
  const symbol: Symbol = { id: valueId(name.key), key: name.key, role: "value" };
  vocabulary.add(symbol, name.words);
  return symbol;
}

function describe(vocabulary: Vocabulary, symbol: Symbol, attributes: readonly Attribute[]): void {
  describeEntries(vocabulary, symbol, attributes);
  for (const attribute of attributes) {
    if (attribute.kind === "type") vocabulary.describe(symbol, { type: attribute.type });
    if (attribute.kind === "range" && symbol.type === undefined) {
      vocabulary.describe(symbol, { type: "number" });
    }
    if (attribute.kind === "default" && typeof attribute.value === "boolean") {
      vocabulary.describe(symbol, { type: "boolean" });
    }
    if (attribute.kind === "unit") vocabulary.describe(symbol, { unit: attribute.unit });
    if (attribute.kind === "format") {
      vocabulary.describe(symbol, { type: attribute.format === "date" ? "date" : "string" });
    }
    if (attribute.kind === "options") {
      vocabulary.describe(symbol, { options: attribute.options, type: "string" });
    }
    if (attribute.kind === "length" || attribute.kind === "shape") {
      vocabulary.describe(symbol, { type: "string" });
    }
  }
}

function addOptions(vocabulary: Vocabulary, symbol: Symbol, values: readonly Expr[]): void {
  if (symbol.role === "input") return;
  const texts = values.flatMap((value) => value.kind === "text" ? [value.value] : []);
  if (texts.length === 0) return;
  vocabulary.describe(symbol, { options: [...new Set([...(symbol.options ?? []), ...texts])] });
}

/** "The sales tax is looked up by state: CA 7.25%": the rate is what is looked up, too. */
function gatherPair(vocabulary: Vocabulary, { label, isPercent }: Extract<Fact, { kind: "pair" }>): void {
  if (!label.target) return;
  const symbol = valueSymbol(vocabulary, label.target);
  if (isPercent && symbol.role === "value" && !vocabulary.find("rate")) vocabulary.add(symbol, "rate");
}
