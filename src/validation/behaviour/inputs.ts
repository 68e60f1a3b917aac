import { isJsonObject, type Json, type JsonObject } from "../../lib/json.ts";
import { type Call, jsonCall } from "../calls.ts";
import type { Run } from "../run.ts";

/** Not one of these is the object that a backend made from a Spec takes. The first ones are not even JSON. */
export const NOT_AN_OBJECT: readonly Call[] = [
  { title: "an empty body", text: "" },
  { title: "truncated JSON", text: '{"a":' },
  { title: "text after the JSON", text: "{} {}" },
  ...([null, true, 0, -1.5, "text", [], [{}], [null]] as Json[])
    .map((value) => jsonCall(`${JSON.stringify(value)} as the body`, value)),
];

const WRONG_VALUES: readonly Json[] = [
  null,
  true,
  -1.5,
  9007199254740993,
  1e308,
  "",
  " ",
  "text",
  [],
  [[]],
  {},
  { a: 1 },
];

const INJECTIONS: readonly string[] = [
  "'; DROP TABLE users; --",
  "<script>alert(1)</script>",
  "${7*7}{{7*7}}#{7*7}",
  "../../../../etc/passwd",
  "$(id)`id`|id;id",
  "\u0000\u0001\u001b[31m",
  "\u202e\u2066\ufeff\ud83d\ude00",
  "__proto__",
  "constructor",
  "%00%0d%0aSet-Cookie: a=b",
];

const DEEP_LEVELS = 150;
const LARGE_CHARACTERS = 512 * 1024;
/** Long runs that make a backtracking pattern explode, if there is one. */
const SLOW_TEXTS: readonly string[] = [
  "a".repeat(50_000) + "!",
  " ".repeat(50_000) + "x",
  "a@".repeat(20_000),
  "1,".repeat(20_000),
];

/** A body that the backend is known to take, to be spoilt one field at a time. */
export function baseInput(run: Run): JsonObject {
  const good = run.input.spec?.cases.find(({ input, expected }) =>
    expected.status < 400 && isJsonObject(input)
  );
  return good && isJsonObject(good.input) ? good.input : {};
}

export function wrongValues(base: JsonObject): Call[] {
  return eachField(base, WRONG_VALUES, "a wrong value");
}

/** What an attacker would send first. All of it is valid JSON that the gateway lets through. */
export function hostileCalls(base: JsonObject): Call[] {
  const rest = JSON.stringify(base).slice(1);
  const withKey = (json: string) => `{${json}${rest === "}" ? "" : ","}${rest}`;
  return [
    { title: "a __proto__ key", text: withKey('"__proto__":{"isAdmin":true,"status":200}') },
    { title: "a constructor key", text: withKey('"constructor":{"prototype":{"isAdmin":true}}') },
    {
      title: "toString and hasOwnProperty keys",
      text: withKey('"toString":1,"hasOwnProperty":1,"toJSON":1,"then":1'),
    },
    { title: "the same key twice", text: withKey(rest === "}" ? '"a":1,"a":2' : `${rest.slice(0, -1)}`) },
    { title: "a number beyond double precision", text: withKey('"n":1e400') },
    { title: "a lone surrogate", text: withKey('"s":"\\ud800"') },
    { title: `an array ${DEEP_LEVELS} deep`, text: "[".repeat(DEEP_LEVELS) + "]".repeat(DEEP_LEVELS) },
    {
      title: `an object ${DEEP_LEVELS} deep`,
      text: '{"a":'.repeat(DEEP_LEVELS) + "1" + "}".repeat(DEEP_LEVELS),
    },
    { title: "a large array", text: `[${"0,".repeat(LARGE_CHARACTERS / 2 - 1)}0]` },
    {
      title: "thirty thousand keys",
      text: `{${Array.from({ length: 30_000 }, (_, n) => `"k${n}":${n}`).join(",")}}`,
    },
    jsonCall("a large string", { ...base, text: "x".repeat(LARGE_CHARACTERS) }),
    ...eachField(base, INJECTIONS, "an injection"),
    ...eachField(base, SLOW_TEXTS, "a long text"),
  ];
}

/** At most this many fields are spoilt: a Spec may have two hundred, and each costs a call for every value. */
const MAX_FIELDS = 12;

function eachField(base: JsonObject, values: readonly Json[], what: string): Call[] {
  const keys = Object.keys(base).slice(0, MAX_FIELDS);
  return (keys.length > 0 ? keys : ["text"]).flatMap((key) =>
    values.map((value, index) => jsonCall(`${what} (${index + 1}) in ${key}`, { ...base, [key]: value }))
  );
}
