import assert from "node:assert/strict";
import { test, usePlatform } from "./platform.ts";

const platform = usePlatform();

test("every backend in docs/capabilities.md passes validation, is deployed, and answers", async () => {
  const page = await Deno.readTextFile(new URL("../../docs/capabilities.md", import.meta.url));
  const sources = [...page.matchAll(/```ts\n\/\/ src\/handler\.ts\n(.*?)```/gs)].map(([, source]) => source!);
  assert.ok(sources.length >= 5);
  const statuses: number[] = [];
  for (const [index, source] of sources.entries()) {
    const { slug, key } = await platform.deployed(`Example ${index}`, source, {
      egress: ["api.weather.example"],
      secrets: ["WEATHER_KEY"],
    });
    const { json, text } = await platform.invoke(slug, key, {
      name: "Ada",
      add: "tea",
      seat: "2B",
      who: "Ada",
    });
    assert.ok(json?.data, text);
    statuses.push(json.data.status);
  }
  assert.deepEqual(statuses, [200, 200, 200, 200, 503, 200]); // the one with 503 says that its key is not set
});
