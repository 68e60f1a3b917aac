import { casesFor, compile, interpret } from "./mod.ts";
for (const f of Deno.args) {
  const t = Deno.readTextFileSync(f);
  const c = compile(t);
  console.log("=====", f, c.ok, c.coverage.coverage);
  for (const x of c.coverage.clauses) {
    if (!["covered", "context"].includes(x.status) || Deno.env.get("ALL")) {
      console.log(`  [${x.status}] ${JSON.stringify(x.quote)} ${x.reason ?? ""} ${x.suggestion ?? ""}`);
    }
  }
  if (!c.ok) console.log(c.failure.message);
  else if (Deno.env.get("PARA")) console.log(c.coverage.paraphrase);
}
