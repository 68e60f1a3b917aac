/**
 * `deno task ok`: everything that has to hold before a change goes in, which is all that CI does. Every check runs,
 * also after one that failed, and each counts as one result beside the tests; the last line is the sum.
 */
import { type Count, exitWith, runTests, total } from "./test.ts";

const CHECKS = ["fmt", "lint", "check", "imports"];

async function runCheck(name: string): Promise<Count> {
  console.log(`\n── ${name}`);
  const command = new Deno.Command(Deno.execPath(), { args: ["task", "--quiet", name], stdin: "null" });
  const { success } = await command.spawn().status;
  return success ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const counts: Count[] = [];
for (const name of CHECKS) counts.push(await runCheck(name));
const tests = await runTests();
exitWith(total([...counts, ...tests]), total(tests));
