import assert from "node:assert/strict";
import { checkSpec, type Expr, interpret, type Spec } from "../spec/mod.ts";
import type { Field, Step } from "../spec/mod.ts";
import { generate } from "./mod.ts";
import { assertAccepted, assertAnswersAsSpec, inDirectory } from "./testing.ts";

const SAID = { kind: "assumed" as const, reason: "a test" };

function field(key: string, type: Field["type"], more: Partial<Field> = {}): Field {
  return { id: `in.${key}`, kind: "field", key, type, required: true, source: SAID, ...more };
}

const INPUTS: Field[] = [
  field("items", "record_list", {
    fields: [
      field("items.name", "string", { key: "name" }),
      field("items.category", "string", { key: "category" }),
      field("items.price", "number", { key: "price", min: "0" }),
      field("items.quantity", "integer", { key: "quantity", min: "1", max: "99" }),
      field("items.note", "string", { key: "note", required: false }),
      field("items.active", "boolean", { key: "active", required: false, default: true }),
    ],
  }),
  field("rates", "record_list", {
    fields: [
      field("rates.category", "string", { key: "category" }),
      field("rates.percent", "number", { key: "percent" }),
    ],
    maxItems: 5,
  }),
  field("scores", "number_list", { min: "0", max: "100", minItems: 1 }),
  field("numbers", "number_list", { required: false }),
  field("emails", "string_list", { format: "email", required: false }),
  field("customer", "record", {
    fields: [field("customer.city", "string", { key: "city", required: false })],
  }),
  field("most", "integer"),
];

const ref = (id: string): Expr => ({ kind: "ref", id });
const number = (value: number): Expr => ({ kind: "number", value: String(value) });
const text = (value: string): Expr => ({ kind: "text", value });
const items = ref("in.items");
const item = "each.items";
const price = ref("each.items.price");
const lineTotal: Expr = { kind: "math", op: "multiply", left: price, right: ref("each.items.quantity") };
const active: Expr = {
  kind: "compare",
  op: "eq",
  left: ref("each.items.active"),
  right: { kind: "boolean", value: true },
};
const prices: Expr = { kind: "map", list: items, item, value: price };
const average: Expr = { kind: "reduce", fn: "average", list: prices };
const byPrice = (descending: boolean): Expr => ({
  kind: "sort",
  list: items,
  item,
  by: [{ value: price, descending }, { value: ref("each.items.name"), descending: false }],
});
const rate: Expr = {
  kind: "pick",
  at: "first",
  list: {
    kind: "filter",
    list: ref("in.rates"),
    item: "each.rates",
    where: { kind: "compare", op: "eq", left: ref("each.rates.category"), right: ref("each.items.category") },
  },
};

const VALUES: Readonly<Record<string, Expr>> = {
  total: {
    kind: "call",
    fn: "round",
    args: [
      { kind: "reduce", fn: "sum", list: { kind: "map", list: items, item, value: lineTotal } },
      number(2),
    ],
  },
  activeItems: { kind: "filter", list: items, item, where: active },
  names: { kind: "map", list: byPrice(false), item, value: ref("each.items.name") },
  lines: {
    kind: "map",
    list: items,
    item,
    value: { kind: "record", base: ref(item), entries: [{ key: "lineTotal", value: lineTotal }] },
  },
  average: { kind: "call", fn: "round", args: [average, number(2)] },
  averageOrZero: { kind: "reduce", fn: "average", list: prices, empty: number(0) },
  median: { kind: "reduce", fn: "median", list: prices },
  highest: { kind: "reduce", fn: "max", list: ref("in.scores") },
  product: { kind: "reduce", fn: "product", list: ref("in.numbers") },
  isDear: { kind: "compare", op: "gt", left: average, right: number(10) },
  isNotTen: { kind: "compare", op: "ne", left: average, right: number(10) },
  top: { kind: "take", list: byPrice(true), count: number(2), from: "start" },
  last: { kind: "take", list: items, count: ref("in.most"), from: "end" },
  cheapest: { kind: "pick", list: byPrice(false), at: "first" },
  dearestName: { kind: "member", of: { kind: "pick", list: byPrice(true), at: "first" }, key: "name" },
  isPen: {
    kind: "compare",
    op: "eq",
    left: { kind: "member", of: { kind: "pick", list: byPrice(true), at: "first" }, key: "name" },
    right: text("pen"),
  },
  categories: {
    kind: "map",
    item,
    list: {
      kind: "unique",
      list: items,
      item,
      by: { kind: "call", fn: "lower", args: [ref("each.items.category")] },
    },
    value: ref("each.items.category"),
  },
  totals: {
    kind: "group",
    list: items,
    item,
    by: ref("each.items.category"),
    rest: "each.group",
    value: {
      kind: "reduce",
      fn: "sum",
      list: { kind: "map", list: ref("each.group"), item, value: price },
    },
  },
  summary: {
    kind: "group",
    list: items,
    item,
    by: ref("each.items.category"),
    rest: "each.group",
    key: "category",
    value: {
      kind: "record",
      entries: [{ key: "count", value: { kind: "call", fn: "length", args: [ref("each.group")] } }],
    },
  },
  hasActive: { kind: "quantify", which: "some", list: items, item, where: active },
  allActive: { kind: "quantify", which: "every", list: items, item, where: active },
  rated: {
    kind: "map",
    list: items,
    item,
    value: {
      kind: "record",
      entries: [
        { key: "name", value: ref("each.items.name") },
        { key: "percent", value: { kind: "member", of: rate, key: "percent" } },
      ],
    },
  },
  emailCount: { kind: "call", fn: "length", args: [ref("in.emails")] },
  city: { kind: "member", of: ref("in.customer"), key: "city" },
};

function specOf(values: Readonly<Record<string, Expr>>): Spec {
  const steps = Object.entries(values).map(([key, value]): Step => ({
    id: `val.${key}`,
    kind: "compute",
    key,
    value,
    changes: [],
    source: SAID,
  }));
  return {
    specVersion: 1,
    name: "Lists",
    summary: "",
    profiles: [],
    inputs: INPUTS,
    steps,
    outputs: steps.flatMap((step) =>
      step.kind === "reject"
        ? []
        : [{ id: `out.${step.key}`, kind: "output" as const, key: step.key, ref: step.id, source: SAID }]
    ),
    examples: [],
    assumptions: [],
  };
}

const META = { name: "Lists", slug: "lists", requirements: "", compilerVersion: "test" };
const COVERAGE = { clauses: [], coverage: 1, assumptions: [], paraphrase: "" };
const ITEM = { name: "pen", category: "office", price: 0.1, quantity: 3 };
const REST = { rates: [{ category: "office", percent: 7 }], scores: [1, 3], customer: {}, most: 1 };

function answer(items: unknown[], more: Record<string, unknown> = {}): Record<string, unknown> {
  const { status, body } = interpret(specOf(VALUES), JSON.parse(JSON.stringify({ ...REST, items, ...more })));
  assert.equal(status, 200, JSON.stringify(body));
  return body as Record<string, unknown>;
}

Deno.test("code for lists is type-checked, linted and answers every case as the interpreter does", async () => {
  const checked = checkSpec(specOf(VALUES));
  assert.ok(checked.ok, JSON.stringify(checked));
  await inDirectory(generate(checked.spec, { ...META, coverage: COVERAGE }), async (directory) => {
    await assertAccepted(directory, "check");
    await assertAccepted(directory, "lint");
    await assertAnswersAsSpec(checked.spec, directory, () => true);
  });
});

Deno.test("sums are exact, and averages of nothing are absent unless a value is given for them", () => {
  const one = answer([ITEM]);
  assert.deepEqual([one.total, one.average, one.highest], [0.3, 0.1, 3]);
  const none = answer([]);
  assert.deepEqual([none.total, none.average, none.averageOrZero, none.median], [0, null, 0, null]);
  assert.deepEqual([none.isDear, none.isNotTen, none.product], [false, true, 1]);
});

Deno.test("sorting keeps the order of ties, puts what is absent last and ignores case", () => {
  const list = [{ ...ITEM, name: "b" }, { ...ITEM, name: "A" }, { ...ITEM, name: "c", price: 0 }];
  assert.deepEqual(answer(list).names, ["c", "A", "b"]);
});

Deno.test("groups come in the order of their first entry, whatever their name is", () => {
  const list = [{ ...ITEM, category: "__proto__" }, ITEM, ITEM];
  const { totals, summary } = answer(list);
  assert.deepEqual(Object.entries(totals as object), [["__proto__", 0.1], ["office", 0.2]]);
  assert.deepEqual(summary, [{ category: "__proto__", count: 1 }, { category: "office", count: 2 }]);
});

Deno.test("a wrong entry is reported where it stands", () => {
  const input = { ...REST, items: [ITEM, { ...ITEM, price: "1", quantity: 0 }, 7], scores: [] };
  const { status, body } = interpret(specOf(VALUES), JSON.parse(JSON.stringify(input)));
  assert.equal(status, 422);
  const { issues } = (body as { error: { details: { issues: unknown } } }).error.details;
  assert.deepEqual(issues, [
    { path: "items[1].price", message: "must be a number" },
    { path: "items[1].quantity", message: "must be at least 1" },
    { path: "items[2]", message: "must be a JSON object" },
    { path: "scores", message: "must have at least 1 entry" },
  ]);
});

Deno.test("a member means nothing outside its list", () => {
  const checked = checkSpec(specOf({ total: price }));
  assert.ok(!checked.ok);
  assert.match(checked.issues[0]!.message, /price belongs to each of items/);
});
