import assert from "node:assert/strict";
import { checkSpec, hostsOf, interpret, type Services, SimulatedStore, type Spec } from "../spec/mod.ts";
import { generate } from "./mod.ts";
import { assertAccepted, assertAnswersAsSpec, type Handler, inDirectory, post } from "./testing.ts";

const source = { kind: "assumed", reason: "for the test" } as const;
const ref = (id: string) => ({ kind: "ref", id }) as const;
const named = (id: string, key: string) => ({ id, key, source });

const SPEC: unknown = {
  specVersion: 1,
  name: "Quote",
  summary: "",
  profiles: [],
  inputs: [
    { ...named("in.amount", "amount"), kind: "field", type: "number", required: true, min: "0", max: "1000" },
    { ...named("in.currency", "currency"), kind: "field", type: "string", required: true, minLength: 1 },
  ],
  steps: [
    {
      ...named("call.rates", "rates"),
      kind: "fetch",
      method: "GET",
      host: "rates.example.com",
      path: ["/v1/latest?symbol=", ref("in.currency")],
      when: { kind: "compare", op: "ne", left: ref("in.currency"), right: { kind: "text", value: "EUR" } },
      answer: [{ key: "rate", type: "number", skipped: 1 }],
      failure: { status: 502, message: "Rates unavailable" },
    },
    {
      ...named("call.weather", "weather"),
      kind: "fetch",
      method: "GET",
      host: "weather.example.com",
      path: ["/now/", ref("in.currency")],
      answer: [{ key: "temperature", type: "integer", default: 20 }],
    },
    {
      ...named("val.converted", "converted"),
      kind: "compute",
      value: { kind: "math", op: "multiply", left: ref("in.amount"), right: ref("call.rates.rate") },
      changes: [],
    },
    {
      ...named("call.alert", "alert"),
      kind: "fetch",
      method: "POST",
      host: "alerts.example.com",
      path: ["/hook"],
      body: [{ key: "total", value: ref("val.converted") }],
      when: {
        kind: "compare",
        op: "gt",
        left: ref("in.amount"),
        right: { kind: "number", value: "100" },
      },
      answer: [],
    },
  ],
  outputs: [
    { ...named("out.converted", "converted"), kind: "output", ref: "val.converted" },
    { ...named("out.rate", "rate"), kind: "output", ref: "call.rates.rate" },
    { ...named("out.temperature", "temperature"), kind: "output", ref: "call.weather.temperature" },
    { ...named("out.notified", "notified"), kind: "output", ref: "call.alert" },
  ],
  examples: [],
  assumptions: [],
};

function checked(value: unknown): Spec {
  const result = checkSpec(value);
  assert.ok(result.ok, JSON.stringify(result));
  return result.spec;
}

const spec = checked(SPEC);
const coverage = { clauses: [], assumptions: [], paraphrase: "" } as unknown as Parameters<
  typeof generate
>[1]["coverage"];
const files = generate(spec, {
  name: "Quote",
  slug: "quote",
  requirements: "",
  coverage,
  compilerVersion: "test",
});

const answering = (answers: Record<string, { status: number; body: unknown }>): Services => ({ url }) => {
  const found = answers[new URL(url).host];
  return found ? { status: found.status, body: found.body as never } : null;
};

/** The generated code with the same services as the interpreter. */
async function withServices<T>(services: Services, use: () => Promise<T>): Promise<T> {
  const real = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    const sent = init?.body === undefined ? {} : { body: JSON.parse(String(init.body)) };
    const answer = services({ method: init?.method ?? "GET", url: String(url), ...sent });
    return answer === null
      ? Promise.reject(new TypeError("unreachable"))
      : Promise.resolve(Response.json(answer.body, { status: answer.status }));
  };
  try {
    return await use();
  } finally {
    globalThis.fetch = real;
  }
}

const GOOD = {
  "rates.example.com": { status: 200, body: { rate: 2.5, more: true } },
  "weather.example.com": { status: 200, body: { temperature: 28 } },
  "alerts.example.com": { status: 202, body: null },
};

Deno.test("values are encoded in the URL, and a body is sent as JSON", () => {
  const asked: unknown[] = [];
  interpret(spec, { amount: 200, currency: "a b/ä&?" }, new SimulatedStore(), (request) => {
    asked.push(request);
    return { status: 200, body: { rate: 2, temperature: 1 } };
  });
  assert.deepEqual(asked, [
    { method: "GET", url: "https://rates.example.com/v1/latest?symbol=a%20b%2F%C3%A4%26%3F" },
    { method: "GET", url: "https://weather.example.com/now/a%20b%2F%C3%A4%26%3F" },
    { method: "POST", url: "https://alerts.example.com/hook", body: { total: 400 } },
  ]);
});

Deno.test("generated calls answer as the interpreter does: answered, skipped, failing and of a wrong shape", async () => {
  const bad = [
    { status: 200, body: { rate: "2.5", temperature: 1.5 } },
    { status: 200, body: [] },
    { status: 500, body: { rate: 2, temperature: 3 } },
  ];
  const all = [
    {},
    GOOD,
    ...bad.flatMap((answer) => Object.keys(GOOD).map((host) => ({ ...GOOD, [host]: answer }))),
  ];
  const inputs = [{ amount: 10, currency: "EUR" }, { amount: 10, currency: "USD" }, {
    amount: 200,
    currency: "a/b",
  }];
  await inDirectory(withoutJson(files), async (directory) => {
    const { default: handler } = await import(`file://${directory}/src/handler.ts`) as { default: Handler };
    for (const answers of all) {
      for (const input of inputs) {
        const services = answering(answers);
        const expected = interpret(spec, input, new SimulatedStore(), services);
        const response = await withServices(services, () => post(handler, input));
        assert.deepEqual({ status: response.status, body: await response.json() }, expected);
      }
    }
    await withServices(answering({}), () => assertAnswersAsSpec(spec, directory, () => true));
  });
});

function withoutJson(all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(all).filter(([path]) => path.endsWith(".ts") || path === "deno.json"),
  );
}

Deno.test("code that calls services is type-checked, linted, formatted, and its tests pass offline", async () => {
  await inDirectory(withoutJson(files), async (directory) => {
    for (const args of [["check"], ["lint"], ["fmt", "--check"], ["test", "-q"]]) {
      await assertAccepted(directory, ...args);
    }
  });
});

Deno.test("the hosts that may be reached are those of the Spec", () => {
  assert.deepEqual(hostsOf(spec), ["rates.example.com", "weather.example.com", "alerts.example.com"]);
});

Deno.test("a host that is no public name, or a call that leaves a failure open, is no valid Spec", () => {
  const spoilt = (change: Record<string, unknown>) => {
    const value = structuredClone(SPEC) as { steps: object[] };
    value.steps[0] = { ...value.steps[0], ...change };
    return checkSpec(value).ok;
  };
  assert.ok(spoilt({}));
  for (const host of ["localhost", "127.0.0.1", "rates", "user@rates.example", "[::1]", "a.example:8080"]) {
    assert.ok(!spoilt({ host }), host);
  }
  assert.ok(!spoilt({ failure: undefined }));
  assert.ok(!spoilt({ answer: [{ key: "rate", type: "number" }] }));
  assert.ok(!spoilt({ path: ["v1"] }));
});
