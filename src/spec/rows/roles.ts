/** Who may change a state, and whether the state or the role is looked at first. */
import { MINE } from "../grammar/roles.ts";
import { type Fact, not, type Row } from "./facts.ts";
import { saidFailure, statusPhrase } from "./failures.ts";

const STATUS = statusPhrase("forbidden");
const STATE = "(status|state|stage|transition|action | current status | current state)";
const ROLE = "(role | user's role | user role | permission | permissions | rights)";
const CHECKED = "(checked|validated|tested|verified|looked at | considered)";
const CHECK = "(check|validate|test|verify | look at | consider)";

/** "The status is checked first", "check the role before the status". */
function before(first: string, then: string): string[] {
  return [
    `${first} (is|are|gets | must be | should be | has to be) ${CHECKED} (first | before ${then})`,
    `${then} (is|are|gets | must be | should be) ${CHECKED} (last|afterwards|second | after ${first})`,
    `${CHECK} ${first} (first [,|and] [then] [${then}] | before ${then} | , then ${then} | and then ${then})`,
    `first ${CHECK} ${first} [, then ${then} | , then check ${then} | and then ${then}]`,
    `${first} [check] (comes first | comes before ${then} | goes first | takes precedence | has priority)`,
  ];
}

const checksFirst = (what: "state" | "role") => (): Fact[] => [{ kind: "checksFirst", what }];

export const ROLE_ROWS: readonly Row[] = [
  {
    id: "machine.stateFirst",
    patterns: before(STATE, ROLE),
    isMachine: true,
    build: checksFirst("state"),
    paraphrase: "the state is looked at before the role",
    examples: ["The status is checked first.", "Check the status before the role."],
    negatives: ["The status is checked first on Mondays."],
  },
  {
    id: "machine.roleFirst",
    patterns: before(ROLE, STATE),
    isMachine: true,
    build: checksFirst("role"),
    paraphrase: "the role is looked at before the state",
    examples: ["The role is checked first.", "Check the role before the status."],
    negatives: ["The role is checked first by a manager."],
  },
  {
    id: "machine.wrongRole",
    patterns: [
      "[a|the|any] (wrong|other|different|unauthorised|unauthorized|forbidden) (role|roles) {fail:failure}",
      `(reject|refuse|deny) (a | any) (wrong|other|different|unauthorised|unauthorized) role with ${STATUS}`,
    ],
    isMachine: true,
    build: (match) => [{ kind: "reject", when: not(MINE), ...saidFailure(match) }],
    paraphrase: "what is answered to those who may not change the state",
    examples: ['A wrong role gives 403 "Not allowed".'],
    negatives: ["A wrong role gives 403 on Mondays."],
  },
];
