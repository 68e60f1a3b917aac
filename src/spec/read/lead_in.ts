/** What the sentence that leads into a list says of its items: "Ticket price depends on age (whole number, 0-120):". */
import { matchWhole, type Name, readerOf } from "../grammar/reader.ts";
import type { Fact, Row, Scene } from "../rows/facts.ts";
import { slot } from "../rows/facts.ts";
import type { Token } from "../text/tokens.ts";
import type { Vocabulary } from "../text/vocabulary.ts";
import { ALL_SLOTS, readRows, type RowRead } from "./rows.ts";

const DEPENDS =
  "((depends|depend) on | (is|are) based on | (varies|vary) (with|by) | is determined by | is set by | follows from | goes by | by | per | based on | depending on | according to | from)";
const WORKED = "(worked out | calculated | computed | determined | derived | charged) (from|by|on|per)";
const LIST =
  "[as follows | like this | according to this list | according to following (list|bands|rules|rates) | in these bands | using these bands | is as follows | are as follows]";
const PICK =
  "(pick|choose|determine|set|find|assign|select|decide|get|work out | decide on | look up | calculate | compute)";
const GIVEN = "[(given|use|using|from|with|takes|take) {given:declarations} ,]";

const PATTERNS = [
  `{target:name} [in {unit:unit}] [,] (${DEPENDS} | ${WORKED}) {about:declarations} ${LIST}`,
  `{target:name} is [${WORKED}] ${LIST}`,
  `${GIVEN} ${PICK} {target:name} (${DEPENDS}) {about:declarations} ${LIST}`,
  `${GIVEN} ${PICK} {target:name} ${LIST}`,
  `{target:name} ${LIST}`,
];

const LEAD_ROW: Row = {
  id: "band.lead",
  patterns: PATTERNS,
  build: () => null,
  paraphrase: "what the items of the list give a value to",
  examples: [],
  negatives: [],
};

/** The lead-in itself: fields that it declares on the way. */
export function readLeadIn(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): RowRead {
  const lead = listLead(tokens, vocabulary, scene, budget);
  if (lead && lead.facts.length > 0) return { kind: "facts", row: LEAD_ROW, facts: lead.facts, notes: [] };
  return readRows(tokens, vocabulary, scene, budget);
}

/** What an item is read with: the value that the list is about, and the number whose bands it gives. */
export function itemScene(
  leadIn: readonly Token[],
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): Scene {
  const lead = listLead(leadIn, vocabulary, scene, budget);
  return { ...scene, isItem: true, target: lead?.target, about: lead?.about };
}

interface ListLead {
  target?: Name;
  /** Id of the number whose bands the items are. */
  about?: string;
  facts: Fact[];
}

function listLead(
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  scene: Scene,
  budget: { stepsLeft: number },
): ListLead | null {
  const bare = tokens.at(-1)?.lower === ":" ? tokens.slice(0, -1) : tokens;
  if (bare.length === 0 || bare.length > LONGEST) return null;
  const reader = readerOf(bare, vocabulary, ALL_SLOTS, budget, scene.implies);
  for (const pattern of PATTERNS) {
    const match = matchWhole(reader, pattern);
    const target = match ? slot.name(match, "target") : undefined;
    if (!match || !target || target.symbol?.role === "input") continue;
    const [about, ...others] = match.about?.kind === "declarations" ? match.about.declarations : [];
    if (others.length > 0) continue;
    const given = match.given?.kind === "declarations" ? match.given.declarations : [];
    const known = about && vocabulary.find(about.name.words);
    const declared = [...given, ...(about && (about.attributes.length > 0 || !known) ? [about] : [])];
    const facts = declared.map(({ name, attributes }): Fact => ({ kind: "field", name, attributes }));
    return { target, about: known?.id, facts };
  }
  return null;
}

const LONGEST = 40;
