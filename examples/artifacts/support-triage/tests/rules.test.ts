/** Every rule fired and not fired, and the values around each of its limits. */
import { check } from "./check.ts";

check([
  {
    title: "a plain request",
    input: { input: "Hello there", customerTier: "free" },
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
  {
    title: 'input is "some other text"',
    input: { input: "some other text", customerTier: "free" },
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
  {
    title: 'input is "About hacked, please."',
    input: { input: "About hacked, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "security",
        priority: "high",
        nextAction: "Secure the account and call the customer",
        responseHours: 4,
      },
    },
  },
  {
    title: 'input is "About phishing, please."',
    input: { input: "About phishing, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "security",
        priority: "normal",
        nextAction: "Secure the account and call the customer",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About stolen, please."',
    input: { input: "About stolen, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "security",
        priority: "normal",
        nextAction: "Secure the account and call the customer",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About refund, please."',
    input: { input: "About refund, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "billing",
        priority: "normal",
        nextAction: "Check the payments and refund what was charged in error",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About invoice, please."',
    input: { input: "About invoice, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "billing",
        priority: "normal",
        nextAction: "Check the payments and refund what was charged in error",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About charge, please."',
    input: { input: "About charge, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "billing",
        priority: "normal",
        nextAction: "Check the payments and refund what was charged in error",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About password, please."',
    input: { input: "About password, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "account",
        priority: "normal",
        nextAction: "Send a link to restore access",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About login, please."',
    input: { input: "About login, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "account",
        priority: "normal",
        nextAction: "Send a link to restore access",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About log in, please."',
    input: { input: "About log in, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "account",
        priority: "normal",
        nextAction: "Send a link to restore access",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About error, please."',
    input: { input: "About error, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "technical",
        priority: "normal",
        nextAction: "Ask for the steps to reproduce it",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About bug, please."',
    input: { input: "About bug, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "technical",
        priority: "normal",
        nextAction: "Ask for the steps to reproduce it",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About crash, please."',
    input: { input: "About crash, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "technical",
        priority: "normal",
        nextAction: "Ask for the steps to reproduce it",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About urgent, please."',
    input: { input: "About urgent, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "high",
        nextAction: "Ask what the customer needs",
        responseHours: 4,
      },
    },
  },
  {
    title: 'input is "About asap, please."',
    input: { input: "About asap, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "high",
        nextAction: "Ask what the customer needs",
        responseHours: 4,
      },
    },
  },
  {
    title: 'input is "About immediately, please."',
    input: { input: "About immediately, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "high",
        nextAction: "Ask what the customer needs",
        responseHours: 4,
      },
    },
  },
  {
    title: 'input is "About question, please."',
    input: { input: "About question, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "low",
        nextAction: "Ask what the customer needs",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About wondering, please."',
    input: { input: "About wondering, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "low",
        nextAction: "Ask what the customer needs",
        responseHours: 24,
      },
    },
  },
  {
    title: 'input is "About suggestion, please."',
    input: { input: "About suggestion, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "low",
        nextAction: "Ask what the customer needs",
        responseHours: 24,
      },
    },
  },
  {
    title: 'customerTier is "pro"',
    input: { input: "Hello there", customerTier: "pro" },
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
  {
    title: 'customerTier is "enterprise"',
    input: { input: "Hello there", customerTier: "enterprise" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "normal",
        nextAction: "Ask what the customer needs",
        responseHours: 8,
      },
    },
  },
  {
    title: "without customerTier",
    input: { input: "Hello there" },
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
  {
    title: 'customerTier is "pro"',
    input: { input: "some other text", customerTier: "pro" },
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
  {
    title: 'customerTier is "enterprise"',
    input: { input: "some other text", customerTier: "enterprise" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "normal",
        nextAction: "Ask what the customer needs",
        responseHours: 8,
      },
    },
  },
  {
    title: "without customerTier",
    input: { input: "some other text" },
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
  {
    title: 'tells a keyword forgotten: "data breach"',
    input: { input: "About data breach, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "security",
        priority: "normal",
        nextAction: "Secure the account and call the customer",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "suspicious"',
    input: { input: "About suspicious, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "security",
        priority: "normal",
        nextAction: "Secure the account and call the customer",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "payment"',
    input: { input: "About payment, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "billing",
        priority: "normal",
        nextAction: "Check the payments and refund what was charged in error",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "subscription"',
    input: { input: "About subscription, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "billing",
        priority: "normal",
        nextAction: "Check the payments and refund what was charged in error",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "credit card"',
    input: { input: "About credit card, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "billing",
        priority: "normal",
        nextAction: "Check the payments and refund what was charged in error",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "sign in"',
    input: { input: "About sign in, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "account",
        priority: "normal",
        nextAction: "Send a link to restore access",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "locked out"',
    input: { input: "About locked out, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "account",
        priority: "normal",
        nextAction: "Send a link to restore access",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "broken"',
    input: { input: "About broken, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "technical",
        priority: "normal",
        nextAction: "Ask for the steps to reproduce it",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "outage"',
    input: { input: "About outage, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "technical",
        priority: "high",
        nextAction: "Ask for the steps to reproduce it",
        responseHours: 4,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "not working"',
    input: { input: "About not working, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "technical",
        priority: "normal",
        nextAction: "Ask for the steps to reproduce it",
        responseHours: 24,
      },
    },
  },
  {
    title: 'tells a keyword forgotten: "twice"',
    input: { input: "About twice, please.", customerTier: "free" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "high",
        nextAction: "Ask what the customer needs",
        responseHours: 4,
      },
    },
  },
  {
    title: 'tells a case forgotten: "responseHours is 1 when priority is \\"high\\" and customerTier "',
    input: { input: "About urgent, please.", customerTier: "enterprise" },
    expected: {
      status: 200,
      body: {
        category: "general",
        priority: "high",
        nextAction: "Ask what the customer needs",
        responseHours: 1,
      },
    },
  },
  {
    title: 'tells a case forgotten: "responseHours is 1 when priority is \\"high\\" and customerTier "',
    input: { input: "About password, please.", customerTier: "enterprise" },
    expected: {
      status: 200,
      body: {
        category: "account",
        priority: "normal",
        nextAction: "Send a link to restore access",
        responseHours: 8,
      },
    },
  },
]);
