import assert from "node:assert/strict";
import { compile, interpret } from "./mod.ts";
import type { JsonObject } from "../lib/json.ts";

const WHOLE: readonly [requirements: string, ...calls: [input: JsonObject, body: JsonObject][]][] = [
  [
    "The request has day (date). The entrance fee is 8 euros on weekdays and 12 euros at weekends. Return entranceFee and weekend (true/false).",
    [{ day: "2025-06-06" }, { entranceFee: 8, weekend: false }],
    [{ day: "2025-06-07" }, { entranceFee: 12, weekend: true }],
  ],
  [
    "The request has day (date). fee: 8 on Mondays, 12 on all other days. Return fee.",
    [{ day: "2025-06-09" }, { fee: 8 }],
    [{ day: "2025-06-08" }, { fee: 12 }],
  ],
  [
    "The request has arrival and departure (dates). Nights: the number of nights between the two. Return nights.",
    [{ arrival: "2025-02-27", departure: "2025-03-01" }, { nights: 2 }],
  ],
];

for (const [requirements, ...calls] of WHOLE) {
  Deno.test(`what depends on dates is carried as written: ${requirements.slice(29, 90)}`, () => {
    const compiled = compile(requirements);
    assert.ok(compiled.ok, requirements);
    for (const [input, body] of calls) {
      assert.deepEqual(interpret(compiled.spec, input), { status: 200, body });
    }
  });
}

Deno.test("prices for kinds of days that leave a day out, or of a request with two dates, are refused", () => {
  for (
    const requirements of [
      "The request has day (date). The fee is 8 on weekdays and 12 on Sundays. Return fee.",
      "The request has day and night (dates). The fee is 8 on weekdays and 12 at weekends. Return fee.",
      "The request has hours (number). The fee is 8 on weekdays and 12 at weekends. Return fee.",
    ]
  ) assert.ok(!compile(requirements).ok, requirements);
});
