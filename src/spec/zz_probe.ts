import { compile } from "./mod.ts";
const lines = Deno.readTextFileSync(Deno.args[0]!).split("\n---\n");
for (const t of lines) { const c = compile(t); console.log("=====", c.ok ? "OK" : "NO", JSON.stringify(t.slice(0, 70)));
 if (!c.ok) console.log("  " + c.failure.message);
 for (const x of c.coverage.clauses) if (!["covered","context"].includes(x.status) || (x.status==="context" && x.quote.length>25 && Deno.env.get("CTX"))) console.log(`  [${x.status}] ${JSON.stringify(x.quote)} ${x.reason ?? ""}`);
 if (c.ok && Deno.env.get("PARA")) console.log(c.coverage.paraphrase.split("\n").map(l=>"    "+l).join("\n"));
}
