/** The worked examples of the requirements. */
import { check } from "./check.ts";

check([
  {
    title: "worked example 1",
    input: { input: "I was charged twice and need a refund" },
    expected: {
      status: 200,
      body: {
        category: "billing",
        priority: "high",
        nextAction: "Check the payments and refund what was charged in error",
        responseHours: 4,
      },
    },
  },
  {
    title: "worked example 2",
    input: { input: "Classify this support request and suggest a next action." },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "normal",
        nextAction: "Ask what the customer needs",
        responseHours: 24,
      },
    },
  },
]);
