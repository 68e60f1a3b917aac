import { casesFor, compile } from "../spec/mod.ts";
import { generate } from "./mod.ts";
const text = Deno.args[0]!;
const dir = Deno.args[1]!;
const c = compile(text);
for (const x of c.coverage.clauses) {
  console.log(`[${x.status}] ${JSON.stringify(x.quote)} -> ${x.nodes.slice(0, 3)} ${x.reason ?? ""}`);
}
if (!c.ok) {
  console.log(c.failure.message);
  Deno.exit(1);
}
const files = generate(c.spec, {
  name: "Lead API",
  slug: "lead-api",
  requirements: text,
  coverage: c.coverage,
  compilerVersion: "0.1.0",
});
for (const [p, t] of Object.entries(files)) {
  const f = `${dir}/${p}`;
  Deno.mkdirSync(f.slice(0, f.lastIndexOf("/")), { recursive: true });
  Deno.writeTextFileSync(f, t);
}
const handler = (await import(`file://${dir}/src/handler.ts`)).default;
let bad = 0;
for (const k of casesFor(c.spec)) {
  const r = await handler.fetch(new Request("https://x/", { method: "POST", body: JSON.stringify(k.input) }));
  const body = await r.json();
  if (r.status !== k.expected.status || JSON.stringify(body) !== JSON.stringify(k.expected.body)) {
    bad++;
    if (bad < 4) {
      console.log(
        "DIFF",
        k.title,
        JSON.stringify(k.input).slice(0, 200),
        r.status,
        JSON.stringify(body).slice(0, 300),
        JSON.stringify(k.expected).slice(0, 300),
      );
    }
  }
}
console.log("cases", casesFor(c.spec).length, "bad", bad);
