import assert from "node:assert/strict";
import { callLibrary, FORMATS, LIBRARY, LIBRARY_FNS, type LibraryFn, type Parameter } from "../spec/mod.ts";
import { helperName, isFormatName } from "./library.ts";
import * as dates from "./runtime/dates.ts";
import * as edit from "./runtime/edit.ts";
import * as formats from "./runtime/formats.ts";
import { pick } from "./pick.ts";

type Helper = (...args: unknown[]) => unknown;
const HELPERS = { ...dates, ...edit, ...formats } as unknown as Record<string, Helper>;

const TEXTS = [
  "",
  " ",
  "Ana",
  "  ana   maria  SILVA ",
  "Crème brûlée, s'il vous plaît!",
  "A man, a plan, a canal: Panama",
  "one. Two! three? ",
  "first\nsecond\n",
  "mail ana@example.com or bo.li@mail.example.org, see https://example.com/a?b=1). #sun #sea_2 @bo",
  "4111111111111111",
  "ΟΔΟΣ 🎉🎉 straße",
  "a-b--c__d",
  "2024-02-29",
];
const DATES = [
  "2024-02-29",
  "2023-12-31",
  "2024-03-31",
  "0001-01-01",
  "9999-12-31",
  "2000-02-28",
  "1900-03-01",
  "2026-11-24",
];
const NUMBERS = [0, 1, 2, 5, 12, 31, -1, -14, 400, 2.7, 1e9];

/** Every combination of values that the parameters can take. */
function argumentsFor(takes: readonly Parameter[]): unknown[][] {
  return takes.reduce<unknown[][]>(
    (lists, parameter) => lists.flatMap((list) => valuesOf(parameter).map((value) => [...list, value])),
    [[]],
  );
}

function valuesOf(parameter: Parameter): readonly unknown[] {
  if (typeof parameter === "object") return parameter.oneOf;
  const values = {
    string: TEXTS,
    number: NUMBERS,
    date: DATES,
    string_list: [[], ["a"], ["a", "b"]],
    literal: ["DD/MM/YYYY", "dddd, D MMMM YY", "ddd M MMM"],
  };
  return values[parameter];
}

for (const fn of LIBRARY_FNS.filter((each) => !["is_format", "has_shape", "joined"].includes(each))) {
  Deno.test(`the helper for ${fn} gives what the interpreter gives`, () => {
    for (const args of argumentsFor(LIBRARY[fn].takes)) {
      assert.deepEqual(
        HELPERS[helperName(fn)]!(...args),
        callLibrary(fn, args as never),
        JSON.stringify(args),
      );
    }
  });
}

Deno.test("the formats of generated code are those of the interpreter", () => {
  const texts = [
    ...TEXTS,
    "DE89370400440532013000",
    "GB29 NWBK 6016 1331 9268 19",
    "DE89370400440532013001",
    "4111 1111 1111 1111",
    "4111111111111112",
    "+1 (415) 555-2671",
    "12",
    "+4930123456789012345",
    "23:59",
    "24:00",
    "2024-02-29T09:30:00Z",
    "2023-02-29T09:30:00+01:00",
    "10115-1234",
    "sw1a1aa",
    "K1A 0B1",
    "255.255.255.255",
    "256.1.1.1",
    "#FFF",
    "a@b",
    "a@b.c",
    "HTTP://x",
    "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
  ];
  for (const format of FORMATS) {
    for (const text of texts) {
      const wanted = callLibrary("is_format", [text, format]);
      assert.equal(HELPERS[isFormatName(format)]!(text), wanted, `${format}: ${JSON.stringify(text)}`);
    }
  }
});

Deno.test("every function of the library has its known values", () => {
  const known: [LibraryFn, unknown[], unknown][] = [
    ["title_case", ["the old MAN"], "The Old Man"],
    ["slug", ["Crème Brûlée & Co."], "creme-brulee-co"],
    ["masked", ["4111111111111111", 0, 4, "*"], "************1111"],
    ["truncated", ["123456", 5, "..."], "12345..."],
    ["truncated", ["12345", 5, "..."], "12345"],
    ["initials", ["ana maria silva"], "AMS"],
    ["text_after", ["ana@example.com", "@"], "example.com"],
    ["occurrences", ["Banana", "AN"], 2],
    ["characters_of", ["Hello World 42", "vowels"], 3],
    ["is_palindrome", ["A man, a plan, a canal: Panama"], true],
    ["hashtags_in", ["Nice #sun and #sea"], ["#sun", "#sea"]],
    ["split", ["a, b,,c", ","], ["a", "b", "c"]],
    ["padded", ["42", 6, "0"], "000042"],
    ["date_plus", ["2024-01-31", 1, "months"], "2024-02-29"],
    ["date_plus", ["2024-02-29", 1, "years"], "2025-02-28"],
    ["date_plus", ["2026-01-31", 30, "days"], "2026-03-02"],
    ["date_span", ["2000-02-29", "2018-02-28", "years"], 17],
    ["date_span", ["2026-02-27", "2026-03-01", "days"], 2],
    ["weekday", ["2026-11-24"], "Tuesday"],
    ["plus_working_days", ["2026-11-27", 1], "2026-11-30"],
    ["working_days_between", ["2026-11-27", "2026-12-04"], 5],
    ["quarter_of", ["2026-11-24"], 4],
    ["month_end", ["2024-02-10"], "2024-02-29"],
    ["is_leap_year", [1900], false],
    ["formatted_date", ["2026-11-04", "dddd, D MMMM YYYY"], "Wednesday, 4 November 2026"],
    ["is_format", ["DE89370400440532013000", "iban"], true],
    ["is_format", ["4111111111111112", "card"], false],
    ["has_shape", ["ORD-123456", "ORD-\\d{6}"], true],
    ["has_shape", ["ORD-1234567", "ORD-\\d{6}"], false],
  ];
  for (const [fn, args, wanted] of known) {
    assert.deepEqual(callLibrary(fn, args as never), wanted, `${fn} ${args}`);
  }
});

Deno.test("an artifact takes of a file of helpers what it uses and what that needs, and no more", () => {
  const source = `/** Opening. */

import type { A } from "./a.ts";

const LIMIT = 5;

/** Uses LIMIT. */
export function short(text: string): string {
  return text.slice(0, LIMIT);
}

export function other(a: A): A {
  return a;
}
`;
  const picked = pick(source, ["short"]);
  assert.ok(picked.includes("const LIMIT") && picked.includes("function short"));
  assert.ok(!picked.includes("other") && !picked.includes("import"));
});
