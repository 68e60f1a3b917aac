/** "As a nurse I want to send a temperature and get back a triage level": what goes in and what comes out. */
import type { Rephrasing } from "../row.ts";

const WHO = "(as {who:plain} [,])";
const WANT =
  "(i|we) (want | need | would like | 'd like | wish | have | should like | want to be able | need to be able | would like to be able | should be able) to";

export const STORIES: readonly Rephrasing[] = [
  {
    id: "story.purpose",
    at: "whole",
    said: [
      "{what:any} [,] (so that | in order that | so) (i|we|they|he|she|people|staff | the team | our {whose:noun}) (can|could|may|know|knows|see|sees | are able to | is able to | don't have to) {why:plain}",
    ],
    means: ["{what}"],
    examples: [["Return the total so that we can bill it.", "Return the total ."]],
    negatives: ["Return the total so that it is never below 5.", "Return the total so that the cap is 50."],
  },
  {
    id: "story.want",
    at: "start",
    said: [`${WHO} ${WANT}`],
    means: ["we"],
    examples: [
      ["As a nurse on the ward I want to send a temperature.", "we send a temperature ."],
      ["As a clerk, I would like to post a weight.", "we post a weight ."],
    ],
    negatives: ["As a nurse pays 5.", "As a rule the price must be positive."],
  },
];
