/** The statement table: every sentence pattern that the compiler reads, most specific first. */
import { ABSENT_ROWS } from "./absent.ts";
import { AGE_ROWS } from "./ages.ts";
import { AMOUNT_ROWS } from "./amounts.ts";
import { ANSWER_OBJECT_ROWS } from "./answer_objects.ts";
import { ANSWER_LIST_ROWS, ANSWER_ROWS, LIST_ANSWER_ROWS } from "./answers.ts";
import { ARITHMETIC_ROWS } from "./arithmetic.ts";
import { BAND_ROWS } from "./bands.ts";
import { CHANGE_ROWS } from "./changes.ts";
import { CHARGE_ROWS } from "./charges.ts";
import { CHOSEN_ROWS } from "./chosen.ts";
import { CROSSED_ROWS } from "./crossed.ts";
import { DAY_PRICE_ROWS } from "./day_prices.ts";
import { DECISION_ROWS } from "./decisions.ts";
import { EARNING_ROWS } from "./earnings.ts";
import { EXAMPLE_ROWS } from "./examples.ts";
import type { Row } from "./facts.ts";
import { FEATURE_ROWS } from "./features.ts";
import { FACET_ROWS, INTAKE_ROWS } from "./intakes.ts";
import { FIELD_ROWS, NAMED_FIELD_ROWS } from "./fields.ts";
import { RECORD_ROWS } from "./records.ts";
import { INVALID_FIELD_ROWS } from "./invalid_fields.ts";
import { GROUP_ROWS } from "./groups.ts";
import { LIST_ROWS } from "./lists.ts";
import { LOOKUP_ROWS } from "./lookups.ts";
import { MACHINE_ROWS } from "./machines.ts";
import { NEEDED_ROWS } from "./needed.ts";
import { FAILURE_ROWS, OBLIGATION_ROWS } from "./obligations.ts";
import { KEYWORD_ROWS } from "./keywords.ts";
import { OUTPUT_ROWS } from "./outputs.ts";
import { PRECEDENCE_ROWS } from "./precedence.ts";
import { REJECT_ROWS } from "./rejects.ts";
import { ROLE_ROWS } from "./roles.ts";
import { SENT_ROWS } from "./sent.ts";
import { ARROW_ROWS, REQUEST_ROWS } from "./requests.ts";
import { SCORING_ROWS } from "./scoring.ts";
import { KEEPING_ROWS } from "./keeping.ts";
import { STORAGE_ROWS } from "./storage.ts";
import { MARKUP_ROWS, PRICE_ROWS } from "./markups.ts";
import { VERDICT_ROWS } from "./verdicts.ts";
import { SERVICE_ROWS } from "./services.ts";
import { TAIL_ROWS } from "./tails.ts";

export const ROWS: readonly Row[] = [
  ...EXAMPLE_ROWS,
  ...ROLE_ROWS,
  ...SERVICE_ROWS,
  ...PRECEDENCE_ROWS,
  ...AGE_ROWS,
  ...ARROW_ROWS,
  ...CHOSEN_ROWS,
  ...STORAGE_ROWS,
  ...KEEPING_ROWS,
  ...MACHINE_ROWS,
  ...RECORD_ROWS,
  ...LOOKUP_ROWS,
  ...ABSENT_ROWS,
  ...ANSWER_OBJECT_ROWS,
  ...INVALID_FIELD_ROWS,
  ...VERDICT_ROWS,
  ...DAY_PRICE_ROWS,
  ...REJECT_ROWS,
  ...FAILURE_ROWS,
  ...BAND_ROWS,
  ...SCORING_ROWS,
  ...PRICE_ROWS,
  ...EARNING_ROWS,
  ...LIST_ROWS,
  ...DECISION_ROWS,
  ...CHARGE_ROWS,
  ...MARKUP_ROWS,
  ...TAIL_ROWS,
  ...ARITHMETIC_ROWS,
  ...CHANGE_ROWS,
  ...GROUP_ROWS,
  ...AMOUNT_ROWS,
  ...KEYWORD_ROWS,
  ...INTAKE_ROWS,
  ...NEEDED_ROWS,
  ...FIELD_ROWS,
  ...SENT_ROWS,
  ...REQUEST_ROWS,
  ...CROSSED_ROWS,
  ...OBLIGATION_ROWS,
  ...FEATURE_ROWS,
  ...FACET_ROWS,
  ...NAMED_FIELD_ROWS,
  ...LIST_ANSWER_ROWS,
  ...OUTPUT_ROWS,
  ...ANSWER_ROWS,
  ...ANSWER_LIST_ROWS,
];
