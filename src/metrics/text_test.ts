import assert from "node:assert/strict";
import { Histogram } from "../lib/histogram.ts";
import { render } from "./text.ts";

Deno.test("a counter is told with its help, its type and its escaped labels", () => {
  const labels = { code: 'a"b\\c\n', status: "2xx" };
  const text = render([{ name: "x_total", help: "What.", type: "counter", samples: [{ labels, value: 3 }] }]);
  assert.equal(
    text,
    '# HELP x_total What.\n# TYPE x_total counter\nx_total{code="a\\"b\\\\c\\n",status="2xx"} 3\n',
  );
});

Deno.test("a histogram's buckets each count all up to their bound, the last one everything", () => {
  const value = new Histogram([0.1, 1]);
  for (const seconds of [0.05, 0.5, 0.5, 5]) value.observe(seconds);
  const text = render([{ name: "x_seconds", help: "What.", type: "histogram", samples: [{ value }] }]);
  assert.deepEqual(text.split("\n").slice(2), [
    'x_seconds_bucket{le="0.1"} 1',
    'x_seconds_bucket{le="1"} 3',
    'x_seconds_bucket{le="+Inf"} 4',
    "x_seconds_sum 6.05",
    "x_seconds_count 4",
    "",
  ]);
});
