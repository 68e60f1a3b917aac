/** Every rephrasing, in the order in which they are tried. */
import type { Rephrasing } from "../row.ts";
import { ANSWERING } from "./answering.ts";
import { MANNERS } from "./manners.ts";
import { RECEIVING } from "./receiving.ts";
import { REFUSING } from "./refusing.ts";
import { STORIES } from "./stories.ts";

export const REPHRASINGS: readonly Rephrasing[] = [
  ...MANNERS,
  ...STORIES,
  ...RECEIVING,
  ...REFUSING,
  ...ANSWERING,
];
