/** The kinds of slots that patterns may name, each with the parser that reads it. */
import type { Expr } from "../expr.ts";
import { answerObjectSlot } from "./answer_objects.ts";
import { readAnswers } from "./answers.ts";
import { readAttributes, readPercentage, readPlainNumber } from "./attributes.ts";
import { readBand, readBands } from "./bands.ts";
import { readCases, readChains, readIfChains, readRanges } from "./chains.ts";
import { readComponents, readWeights } from "./components.ts";
import { readConditions } from "./conditions.ts";
import { readDeclarations, readMembers } from "./declarations.ts";
import { readInputLimits } from "./input_limits.ts";
import { senderSlot } from "./senders.ts";
import { readDerived } from "./derived.ts";
import { readFacets } from "./facets.ts";
import { readFormulas } from "./adjustments.ts";
import { PLACEHOLDER, readSum } from "./formulas.ts";
import { readGroups } from "./groups.ts";
import { readImplied } from "./implied.ts";
import { readLimits } from "./limits.ts";
import { bearerSlot, readFollowing, readMoves, stateSlot, statesSlot } from "./moves.ts";
import { LIST_SLOTS } from "./lists/slots.ts";
import { readComplaint, readFailure } from "./failures.ts";
import { readEitherFields, readObligation, readProhibition } from "./obligations.ts";
import { LIBRARY_SLOTS } from "./library/mod.ts";
import { answerNameSlot, missingCountSlot, missingListSlot } from "./missing.ts";
import { readMust } from "./musts.ts";
import { newNames, readNameList, readNames } from "./names.ts";
import {
  isWord,
  type Name,
  type Note,
  type Parsed,
  type Reader,
  skipFillers,
  type SlotParser,
  type SlotValue,
} from "./reader.ts";
import { readPer } from "./quantities.ts";
import { readCount, readRounding, readRoundingRest } from "./rounding.ts";
import { SERVICE_SLOTS } from "./services.ts";
import { readSharer } from "./sharers.ts";
import { readSlabs } from "./slabs.ts";
import { readText, readTexts } from "./texts.ts";
import { detailsSlot } from "./details.ts";
import {
  constantSlot,
  keySlot,
  knownInputsSlot,
  knownThingSlot,
  missedSlot,
  NEWEST,
  OLDEST,
  opNamesSlot,
  phraseSlot,
  thingSlot,
} from "./things.ts";
import { ENTITIES } from "../text/vocabulary.ts";
import { readAmount, readMoney, readPayable, readSolePayable } from "./payables.ts";
import { readVerdict } from "./verdicts.ts";
import { readWorths } from "./worths.ts";
import { RESERVED, UNITS } from "./words.ts";

const OWN_SLOTS: Readonly<Record<string, SlotParser>> = {
  listAnswers: (reader, from) => reader.vocabulary.hasLists() ? readAnswers(reader, from) : [],
  answers: readAnswers,
  facets: readFacets,
  obligation: readObligation,
  entityNoun: readEntityNoun,
  failure: readFailure,
  complaint: readComplaint,
  prohibition: readProhibition,
  eitherFields: readEitherFields,
  attributes: readAttributes,
  bearer: bearerSlot,
  following: readFollowing,
  moves: (reader, from) => readMoves(reader, from),
  movesTo: (reader, from) => readMoves(reader, from, true),
  quotedTexts: (reader, from) => reader.tokens[from]?.kind === "quoted" ? readTexts(reader, from) : [],
  quotedValue: (reader, from) => reader.tokens[from]?.kind === "quoted" ? readValue(reader, from) : [],
  constant: constantSlot,
  flagName: (reader, from) => readNames(reader, from).filter(({ end }) => end === from + 1),
  key: keySlot,
  knownInputs: knownInputsSlot,
  missed: missedSlot,
  answerName: answerNameSlot,
  answerObject: answerObjectSlot,
  missingCount: missingCountSlot,
  missingList: missingListSlot,
  newest: (reader, from) => phraseSlot(reader, from, NEWEST),
  oldest: (reader, from) => phraseSlot(reader, from, OLDEST),
  desc: (reader, from) => phraseSlot(reader, from, "(descending | in descending order | from high to low)"),
  opNames: opNamesSlot,
  details: detailsSlot,
  knownThing: knownThingSlot,
  thing: thingSlot,
  state: stateSlot,
  states: statesSlot,
  band: readBand,
  bands: readBands,
  banded: (reader, from) => oneWord(reader, from, BANDED),
  boolean: (reader, from) => listOf(readBoolean(reader, from)),
  cases: readCases,
  ranges: readRanges,
  chain: readChains,
  count: readCount,
  components: readComponents,
  cond: readConditions,
  declarations: readDeclarations,
  members: readMembers,
  derived: readDerived,
  domain: readDomain,
  expr: readFormulas,
  factor: (reader, from) => listOf(readSum(reader, from) ?? readImplied(reader, from)),
  fee: (reader, from) => namedCharge(reader, from, FEES, ["fee", "charge", "cost", "surcharge"]),
  field: (reader, from) => known(reader, from, "input"),
  fields: readFields,
  flagged: readFlagged,
  flag: (reader, from) => [...oneWord(reader, from, FLAGS), ...knownValue(reader, from)],
  ifchain: readIfChains,
  instead: (reader, from) =>
    isWord(reader, from, "instead") ? [{ end: from + 1, value: textOf("instead") }] : [],
  group: readGroups,
  json: readJson,
  known: (reader, from) => known(reader, from),
  levy: (reader, from) => namedCharge(reader, from, LEVIES, ["tax", "charge", "fee"]),
  limits: readLimits,
  literal: readLiteral,
  must: readMust,
  owner: (reader, from) =>
    /^[a-z]+'s?$/.test(reader.tokens[from]?.lower ?? "") ? [{ end: from + 1, value: textOf("owner") }] : [],
  name: readNames,
  names: readNameList,
  newName: newNames,
  number: readPlainNumber,
  operand: readOperand,
  option: readOption,
  per: (reader, from) => listOf(readPer(reader, from)),
  percent: readPercentage,
  amount: readAmount,
  money: readMoney,
  payable: readPayable,
  solePayable: readSolePayable,
  half: (reader, from) => isWord(reader, from, "half") ? [{ end: from + 1, value: textOf("half") }] : [],
  plain: readPlainValue,
  points: readPoints,
  quoted: readQuoted,
  rounding: readRounding,
  roundingRest: readRoundingRest,
  scale: (reader, from) =>
    isWord(reader, from, "celsius", "fahrenheit", "kelvin")
      ? [{ end: from + 1, value: textOf(reader.tokens[from]!.lower) }]
      : [],
  sharer: readSharer,
  slabs: readSlabs,
  status: readStatus,
  sender: senderSlot,
  inputLimits: readInputLimits,
  sum: (reader, from) => listOf(readSum(reader, from)),
  template: (reader, from) => reader.tokens[from]?.kind === "quoted" ? readFormulas(reader, from) : [],
  text: (reader, from) => readTextSlot(reader, from),
  texts: readTexts,
  unit: readUnit,
  value: readValue,
  verdict: readVerdict,
  weights: readWeights,
  who: readWho,
  word: (reader, from) => {
    const at = skipFillers(reader, from);
    const token = reader.tokens[at];
    return token?.kind === "word" || token?.kind === "quoted"
      ? [{ end: at + 1, value: textOf(token.text) }]
      : [];
  },
  worths: readWorths,
};

export const SLOTS = slotTable(LIST_SLOTS, LIBRARY_SLOTS, SERVICE_SLOTS, OWN_SLOTS);

/** All of them, each name once: of two slots of one name, one would be read where the other is meant. */
function slotTable(
  ...tables: readonly Readonly<Record<string, SlotParser>>[]
): Readonly<Record<string, SlotParser>> {
  const slots: Record<string, SlotParser> = {};
  for (const [name, parser] of tables.flatMap((table) => Object.entries(table))) {
    if (Object.hasOwn(slots, name)) throw new Error(`two slots are named ${name}`);
    slots[name] = parser;
  }
  return slots;
}

/** Nouns that may stand before their cases without a verb: "Grade A if …, B if …, else C". */
const BANDED = new Set(
  ("grade tier level rating status category priority group band class rank result shipping fee discount risk label size segment plan " +
    "bracket severity urgency decision verdict outcome rate bonus commission").split(" "),
);

/** Adjectives that are a yes or a no about the request. */
const FLAGS = new Set(
  ("eligible approved accepted valid qualified allowed adult rejected denied passed overdue late urgent premium discounted taxable " +
    "complete affordable profitable active expired overweight healthy suspicious spam strong weak insurable refundable admissible " +
    "acceptable compliant available full empty hot cold warm large small oversized heavy").split(" "),
);

const LEVIES = new Set("tax vat gst surcharge tip commission markup sales service".split(" "));
const FEES = new Set(
  "shipping delivery handling service processing booking express packaging cleaning late cancellation fee surcharge"
    .split(" "),
);

/** "tax", "sales tax", "delivery fee": what is put on a price, by the name it is given. */
function namedCharge(
  reader: Reader,
  from: number,
  words: ReadonlySet<string>,
  heads: readonly string[],
): Parsed[] {
  const first = reader.tokens[from]?.lower ?? "";
  const length = isWord(reader, from + 1, ...heads) ? 2 : 1;
  if (!words.has(first) || (length === 1 && (first === "sales" || first === "service"))) return [];
  const key = length === 1
    ? first
    : `${first}${
      heads.find((head) => isWord(reader, from + 1, head))!.replace(/^./, (head) => head.toUpperCase())
    }`;
  const spoken = reader.tokens.slice(from, from + length).map((token) => token.text).join(" ");
  const known = reader.vocabulary.find(spoken) ??
    reader.vocabulary.find(reader.tokens[from + length - 1]!.lower) ?? reader.vocabulary.find(first);
  const name: Name = {
    key: known?.role === "value" ? known.key : key,
    words: spoken.toLowerCase(),
    symbol: known,
  };
  return [{ end: from + length, value: { kind: "name", name, notes: [] } }];
}

const FORMS =
  /^(form|record|entry|enquiry|inquiry|registration|application|submission|guest|visitor|member|reading|document|card|vehicle|book|quote|survey|report|transaction|post|profile|signup|body|payload|request|contract|device|event|address|applicant)s?$/;

/** Up to three words of which the last is what a request is about: "a callback request", "each order". */
function readEntityNoun(reader: Reader, from: number): Parsed[] {
  const at = skipFillers(reader, from);
  for (let length = 3; length > 0; length--) {
    const tokens = reader.tokens.slice(at, at + length);
    const last = tokens.at(-1)?.lower ?? "";
    const isHead = FORMS.test(last) || ENTITIES.has(last) || ENTITIES.has(last.replace(/s$/, ""));
    const isPlain = tokens.length === length &&
      tokens.every(({ kind, lower }) => kind === "word" && !RESERVED.has(lower));
    if (isHead && isPlain && reader.vocabulary.at(reader.tokens, at)?.symbol.role !== "value") {
      return [{ end: at + length, value: textOf(last) }];
    }
  }
  return [];
}

/** Two or more fields of the input. */
function readFields(reader: Reader, from: number): Parsed[] {
  return readNameList(reader, from).filter(({ value }) =>
    value.names.length > 1 && value.names.every(({ symbol }) => symbol?.role === "input")
  );
}

/** "Members": the requests for which a yes/no field holds. */
function readFlagged(reader: Reader, from: number): Parsed[] {
  const known = reader.vocabulary.at(reader.tokens, from);
  if (known?.symbol.type !== "boolean") return [];
  const after = isWord(reader, known.end, "customers", "users", "members", "orders", "clients", "people")
    ? known.end + 1
    : known.end;
  const left: Expr = { kind: "ref", id: known.symbol.id };
  return [{
    end: after,
    value: exprOf({ kind: "compare", op: "eq", left, right: { kind: "boolean", value: true } }),
  }];
}

function textOf(value: string): SlotValue {
  return { kind: "text", value, notes: [] };
}

/** What a sentence is about, which "it" then stands for: "The password is valid if it has …". */
function readWho(reader: Reader, from: number): Parsed[] {
  const known = reader.vocabulary.at(reader.tokens, from);
  const ref = known && { end: known.end, value: exprOf({ kind: "ref", id: known.symbol.id }) };
  const found = ref ?? readImplied(reader, from);
  if (!found || found.value.kind !== "expr") return [];
  reader.subjects.set(JSON.stringify(found.value.expr), found.value);
  return [found];
}

/** A word that is named as an answer elsewhere: "The ticket is escalated when …, return escalated". */
function knownValue(reader: Reader, from: number): Parsed[] {
  const known = reader.vocabulary.at(reader.tokens, from);
  return known?.symbol.role === "value" && known.end === from + 1 && !known.symbol.options
    ? readNames(reader, from)
    : [];
}

function oneWord(reader: Reader, from: number, words: ReadonlySet<string>): Parsed[] {
  const token = reader.tokens[from];
  if (!token || !words.has(token.lower)) return [];
  return readNames(reader, from).filter(({ end }) => end === from + 1);
}

function listOf<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}

function known(reader: Reader, from: number, role?: "input"): Parsed[] {
  const found = reader.vocabulary.at(reader.tokens, from);
  if (!found || (role && found.symbol.role !== role)) return [];
  return readNames(reader, from);
}

function readJson(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  return token?.kind === "json"
    ? [{ end: from + 1, value: { kind: "text", value: token.text, notes: [] } }]
    : [];
}

/** `gmail.com`, written in one go, with or without quotes. */
function readDomain(reader: Reader, from: number): Parsed[] {
  const { tokens } = reader;
  let end = from;
  while (tokens[end] && (end === from || tokens[end]!.start === tokens[end - 1]!.end)) end++;
  while (tokens[end - 1]?.lower === "." || tokens[end - 1]?.lower === ",") end--;
  const text = tokens.slice(from, end).map((token) => token.text).join("").toLowerCase();
  if (!/^@?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text)) return [];
  return [{ end, value: { kind: "text", value: `@${text.replace("@", "")}`, notes: [] } }];
}

/** A fixed text. One with a placeholder would be answered as it stands, which nobody means. */
function readQuoted(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  if (token?.kind !== "quoted" || PLACEHOLDER.test(token.text)) return [];
  return [{ end: from + 1, value: { kind: "text", value: token.text, notes: [] } }];
}

/** A number of points: no unit but "points". */
function readPoints(reader: Reader, from: number): Parsed[] {
  return readPlainNumber(reader, from).filter(({ value }) =>
    value.notes.every((note) => note.text === "point")
  )
    .map(({ end, value }) => ({ end, value: { ...value, notes: [] } }));
}

function readStatus(reader: Reader, from: number): Parsed[] {
  const token = reader.tokens[from];
  if (token?.kind !== "number" || !/^[45]\d\d$/.test(token.text)) return [];
  return [{ end: from + 1, value: { kind: "number", value: token.text, notes: [] } }];
}

function readUnit(reader: Reader, from: number): Parsed[] {
  const lower = reader.tokens[from]?.lower ?? "";
  const isFieldName = isWord(reader, from + 1, "(", "int", "integer", "num", "number", ":");
  if (!Object.hasOwn(UNITS, lower) || (isFieldName && isWord(reader, from - 1, ","))) return [];
  return [{ end: from + 1, value: { kind: "text", value: UNITS[lower]!, notes: [] } }];
}

function readTextSlot(reader: Reader, from: number): Parsed[] {
  const text = readText(reader, from);
  if (!text) return [];
  const { text: value, isQuoted } = text.value;
  const notes = isQuoted ? [] : [{ kind: "literal" as const, text: value }];
  return [{ end: text.end, value: { kind: "text", value, notes } }];
}

function readBoolean(reader: Reader, from: number): Parsed | null {
  const lower = reader.tokens[from]?.lower;
  if (lower !== "true" && lower !== "false") return null;
  return { end: from + 1, value: exprOf({ kind: "boolean", value: lower === "true" }) };
}

function exprOf(expr: Expr): SlotValue {
  return { kind: "expr", expr, notes: [] };
}

function readLiteral(reader: Reader, from: number): Parsed[] {
  const boolean = readBoolean(reader, from);
  return boolean ? [boolean] : [...readPlainNumber(reader, from), ...readTextSlot(reader, from)];
}

/** "the pro plan": one of the values of the one field that has it among its values. */
function readOption(reader: Reader, from: number): Parsed[] {
  const start = skipFillers(reader, from);
  const fields = reader.vocabulary.symbols().filter(({ role }) => role === "input");
  for (let length = 4; length > 0; length--) {
    const text = reader.tokens.slice(start, start + length).map((token) => token.text).join(" ")
      .toLowerCase();
    const having = fields.flatMap((field) =>
      (field.options ?? []).filter((option) => option.toLowerCase() === text).map((value) => ({
        field,
        value,
      }))
    );
    const [only, second] = having;
    if (!only || second) continue;
    const named = reader.vocabulary.at(reader.tokens, start + length);
    const end = named?.symbol === only.field ? named.end : start + length;
    const left: Expr = { kind: "ref", id: only.field.id };
    return [{
      end,
      value: exprOf({ kind: "compare", op: "eq", left, right: { kind: "text", value: only.value } }),
    }];
  }
  return [];
}

/** What something is compared with: a formula, or an unquoted text that can be nothing else. */
function readOperand(reader: Reader, from: number): Parsed[] {
  const sum = readSum(reader, from);
  return sum ? [sum] : listOf(readBareText(reader, from));
}

/** An unquoted text: one of the listed options of a field, or a word written like a name (Germany, US). */
function readBareText(reader: Reader, from: number): Parsed | null {
  const options = reader.vocabulary.symbols().flatMap((symbol) => symbol.options ?? []);
  for (let length = 5; length > 0; length--) {
    const tokens = reader.tokens.slice(from, from + length);
    const text = tokens.map((token) => token.text).join(" ");
    const option = options.find((each) => each.toLowerCase() === text.toLowerCase());
    if (option !== undefined) return { end: from + length, value: exprOf({ kind: "text", value: option }) };
  }
  const token = reader.tokens[from];
  if (token?.kind !== "word" || !/^[A-Z]/.test(token.text)) return null;
  const expr: Expr = { kind: "text", value: token.text };
  const notes = [{ kind: "literal" as const, text: token.text }];
  return { end: from + 1, value: { kind: "expr", expr, notes } };
}

/** What something becomes, where plain words would be no value: "gets 5", `goes to "sales"`, "is free". */
function readPlainValue(reader: Reader, from: number): Parsed[] {
  if (isWord(reader, from, "free")) {
    const stated: Note = { kind: "assumed", text: '"free" is 0' };
    return [{
      end: from + 1,
      value: { kind: "expr", expr: { kind: "number", value: "0" }, notes: [stated] },
    }];
  }
  return readValue(reader, from).filter(({ value }) => value.notes.every(({ kind }) => kind !== "literal"));
}

/** What something becomes: a formula, true or false, or a text, with or without quotes. */
function readValue(reader: Reader, from: number): Parsed[] {
  const boolean = readBoolean(reader, from);
  if (boolean) return [boolean];
  const formulas = readFormulas(reader, from);
  if (formulas.length > 0) return formulas;
  return readTextSlot(reader, from).map(({ end, value }) => ({
    end,
    value: {
      kind: "expr",
      expr: { kind: "text", value: value.kind === "text" ? value.value : "" },
      notes: value.notes,
    },
  }));
}
