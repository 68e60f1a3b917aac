/**
 * Finds the operations of a text: "- save: needs key and text; …", `action "open" creates a ticket …`, "When action is
 * "get", …", a heading for each. The label is taken off the sentence, and sentences after it belong to it as well.
 */
import type { Token } from "../text/tokens.ts";
import type { Statement } from "./statements.ts";

export interface Operations {
  /** The field that chooses among them. */
  key: string;
  names: string[];
  /** Nothing in the text says what the field is called. */
  isAssumedKey: boolean;
  statements: Statement[];
}

interface Label {
  name: string;
  /** The field that it names: `action "save"`. */
  key?: string;
  rest: Token[];
}

const KEYS = new Set(
  "action operation op command cmd method type mode kind event request_type requesttype operationtype task verb"
    .split(" "),
);
const KEEPS =
  /\b(stor(e|es|ed|ing|age)|sav(e|es|ed|ing)|keeps?|kept|remembers?|remembered|persist\w*|counter|queue|backlog|delet(e|es|ed)|generated id|already (exists?|stored|taken|registered|subscribed|used)|creat(e|es|ed) an?|visits?|stock|balance|wallet)\b/i;
const WORKS =
  /^(needs?|takes?|requires?|accepts?|expects?|given|with|stores?|saves?|creates?|adds?|removes?|deletes?|lists?|returns?|gets?|updates?|sets?|counts?|marks?|moves?|registers?|fetch(es)?|finds?|shows?|looks?|increases?|decreases?|only|it|the|puts?|pushes|pops?|takes|records?|subtracts?|withdraws?|deposits?|checks?|changes?|replaces?|renames?|opens?|closes?|retrieves?|reads?|input|inputs|a|an)$/;

/** Whether a text keeps data between requests, so that sentences about it are read. */
export function keepsSomething(text: string): boolean {
  return KEEPS.test(text);
}

/** Whether a text speaks of changes of state, so that its states are no fields. */
export function changesState(text: string): boolean {
  return /->|=>|\btransitions?\b|\b(go|goes|move|moves|change|changes|pass|passes) (from|to)\b|\b(can|may|becomes?) (go|move|become|be changed)\b|\b(states|statuses) ?(are|:)|next[_ ]?state|\bnew (state|status)\b|\bturns an? \w+ \w+ into\b|new[_ ]?state|workflow|lifecycle|is final/i
    .test(text);
}

export function findOperations(statements: readonly Statement[], isStored: boolean): Operations | null {
  const listed = listedNames(statements);
  // The first heading is the title of the whole.
  const labels = statements.map((statement, n) =>
    n === 0 && statement.kind === "title" ? null : labelOf(statement, listed, isStored)
  );
  const named = labels.filter((label) => label !== null);
  const names = [...new Set(named.map(({ name }) => name))];
  const works = named.some(({ rest }) => rest.length === 0 || rest.some(({ lower }) => WORKS.test(lower)));
  if (names.length < 2 || !works || named.every(({ rest }) => rest.length > 0 && rest.some(isArrow))) {
    return null;
  }
  const key = named.find((label) => label.key)?.key ?? listed?.key;
  const all = [...new Set([...listed?.names ?? [], ...names])];
  return {
    key: key ?? "action",
    names: all,
    isAssumedKey: key === undefined,
    statements: assigned(statements, labels),
  };
}

function isArrow({ lower }: Token): boolean {
  return lower === "->" || lower === "=>";
}

const PLURAL = /^(actions|operations|commands|methods)$/;

/** "The request has an action: "save", "get" or "delete"." */
function listedNames(statements: readonly Statement[]): { key?: string; names: string[] } | null {
  for (const { tokens } of statements) {
    const at = tokens.findIndex(({ lower, kind }) => kind === "word" && KEYS.has(lower));
    const names = at === -1 ? [] : listAfter(tokens, at + 1);
    if (names.length >= 2) return { key: tokens[at]!.text, names };
    const several = tokens.findIndex(({ lower }) => PLURAL.test(lower));
    const listed = several === -1 ? [] : listAfter(tokens, several + 1);
    if (listed.length >= 2) return { names: listed };
  }
  const field =
    statements.flatMap(({ tokens }) =>
      tokens.filter(({ lower, isName }, n) =>
        KEYS.has(lower) && (isName || tokens[n - 1]?.lower === "field" || tokens[n + 1]?.lower === "field")
      )
    )[0];
  const heading = statements.find(({ kind, tokens }) =>
    kind !== "sentence" && tokens.some(({ lower }) => /^(operation|action|command)s$/.test(lower))
  );
  if (field) return { key: field.text, names: [] };
  return heading ? { names: [] } : null;
}

/** Names that stand side by side: `"save", "get" or "delete"`. */
function listAfter(tokens: readonly Token[], from: number): string[] {
  const isName = ({ kind, isName }: Token) => kind === "quoted" || isName;
  const first = tokens.findIndex((token, n) => n >= from && n < from + 8 && isName(token));
  const names: string[] = [];
  for (let at = first; at >= 0 && at < tokens.length && isName(tokens[at]!);) {
    names.push(tokens[at]!.text);
    at++;
    while ([",", "or", "and", "/", "|"].includes(tokens[at]?.lower ?? "")) at++;
  }
  return names;
}

function labelOf(
  { kind, tokens, section }: Statement,
  listed: ReturnType<typeof listedNames>,
  isStored: boolean,
): Label | null {
  const explicit = explicitLabel(tokens, isStored);
  if (explicit) return explicit;
  if (!listed || section === "input" || section === "output") return null;
  const [first, second] = tokens;
  if (!first || first.kind === "symbol" || first.kind === "number") return null;
  const isKnown = listed.names.length === 0 || listed.names.includes(first.text);
  if (kind === "title") return tokens.length === 1 && isKnown ? { name: first.text, rest: [] } : null;
  if (kind !== "sentence" || !isKnown || !second) return null;
  const isMarked = first.kind === "quoted" || first.isName;
  if ([":", "-"].includes(second.lower) && tokens.length > 2) {
    return { name: first.text, rest: tokens.slice(2) };
  }
  const isVerb = second.kind === "word" && WORKS.test(second.lower);
  return isMarked && isVerb && listed.names.length > 0 ? { name: first.text, rest: tokens.slice(1) } : null;
}

/** `action = "save":`, `action "open" …`, "When action is "get", …", "the `create` operation …". */
function explicitLabel(tokens: readonly Token[], isStored: boolean): Label | null {
  let at = 0;
  const isCondition = ["if", "when", "for", "on", "with"].includes(tokens[0]?.lower ?? "");
  if (isCondition) at++;
  if (["the", "an", "a"].includes(tokens[at]?.lower ?? "")) at++;
  const key = tokens[at];
  if (!key || !KEYS.has(key.lower) || (isCondition && !isStored)) return null;
  at++;
  if (["is", "=", "==", "equals", ":", "of"].includes(tokens[at]?.lower ?? "")) at++;
  const name = tokens[at];
  if (name?.kind !== "quoted" && !name?.isName) return null;
  const after = tokens[at + 1];
  const isJoined = ["or", "and", ","].includes(after?.lower ?? "") &&
    (tokens[at + 2]?.kind === "quoted" || tokens[at + 2]?.lower === "or");
  if (isJoined || after === undefined) return null;
  const skipped = [":", ",", "-", "then"].includes(after.lower) ? at + 2 : at + 1;
  const isVerb = WORKS.test(tokens[skipped]?.lower ?? "");
  return isCondition || skipped > at + 1 || isVerb
    ? { name: name.text, key: key.text, rest: tokens.slice(skipped) }
    : null;
}

/** Each statement with the operation it belongs to: its own label's, that of its block, or that of its heading. */
function assigned(statements: readonly Statement[], labels: readonly (Label | null)[]): Statement[] {
  let heading: string | undefined;
  let inBlock: { block: number; name: string } | undefined;
  return statements.map((statement, n): Statement => {
    const label = labels[n];
    if (isLeadIn(statement, labels[n + 1]) || isOpening(statement, n)) {
      return { ...statement, kind: "heading" };
    }
    if (statement.kind === "title" || statement.kind === "heading") {
      heading = statement.kind === "title" ? label?.name : heading;
      if (statement.kind === "title" && label) return { ...statement, kind: "heading" };
    }
    if (label) {
      inBlock = { block: statement.block ?? -1, name: label.name };
      return {
        ...statement,
        tokens: label.rest,
        operation: label.name,
        inline: undefined,
        leadIn: undefined,
      };
    }
    const isInBlock = inBlock !== undefined && inBlock.block === statement.block &&
      !isGeneral(statement.tokens);
    const operation = isInBlock ? inBlock!.name : heading;
    return operation && statement.kind === "sentence" ? { ...statement, operation } : statement;
  });
}

/** "Operations (field `action`):" says no more than that operations follow. */
function isLeadIn({ kind, tokens }: Statement, next: Label | null | undefined): boolean {
  if (kind === "sentence" && PLURAL.test(tokens[0]?.lower ?? "")) {
    return tokens.slice(1).every(({ kind, isName, lower }) =>
      kind !== "word" || isName || LEADING.has(lower) || lower === "or"
    );
  }
  return kind === "leadIn" && next !== null && next !== undefined &&
    tokens.every(({ lower, kind }) => kind !== "word" || KEYS.has(lower) || LEADING.has(lower));
}

/** "Contact book with one endpoint; `action` decides." */
function isOpening({ kind, tokens }: Statement, n: number): boolean {
  return kind === "sentence" && n < 2 && tokens.length < 14 &&
    tokens.some(({ lower }) => KEYS.has(lower) || PLURAL.test(lower)) &&
    tokens.some(({ lower }) =>
      /^(decides|selects|chooses|chosen|selected|says|field|two|three|four|five|several|following)$/.test(
        lower,
      )
    ) &&
    !tokens.some(({ lower }) => /^(if|when|must|only|not|unless|return|returns|should|except)$/.test(lower));
}

const LEADING = new Set(
  ("operations actions commands the following field chosen by of are is there supported available its in with backend api it has supports " +
    "endpoint request requests and what each does select selects selected which one decides three two four five several")
    .split(" "),
);

/** "Every answer has …", "Unknown actions give 400": said of all operations. */
function isGeneral(tokens: readonly Token[]): boolean {
  const words = tokens.slice(0, 4).map(({ lower }) => lower).join(" ");
  return /^(every|any|all|an unknown|a missing|unknown|other|each) (other )?(action|operation|command|answer|response|type|op)s?\b/
    .test(words);
}
