import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DenoTool, runDeno } from "./deno_tool.ts";
import { runProcess, ToolError } from "./process.ts";

const TOOL: DenoTool = { denoPath: Deno.execPath(), tmpDir: tmpdir() };
const SOURCE = { "src/handler.ts": "export const a: number = 1;\n" };
const CHECK = ["check", "--config", "deno.json", "artifact/src/handler.ts"];

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a run leaves nothing behind", () =>
  withFolder(async (tmpDir) => {
    assert.equal((await runDeno({ ...TOOL, tmpDir }, SOURCE, CHECK)).exitCode, 0);
    await assert.rejects(runDeno({ ...TOOL, tmpDir, wrap: () => ["/nowhere"] }, SOURCE, CHECK), ToolError);
    assert.deepEqual([...Deno.readDirSync(tmpDir)], []);
  }));

Deno.test("settings in the folders above do not reach the tool", () =>
  withFolder(async (folder) => {
    const tmpDir = join(folder, ".data");
    await Deno.mkdir(tmpDir);
    await Deno.writeTextFile(
      join(folder, "deno.json"),
      '{"workspace":["./gone"],"compilerOptions":{"strict":false}}',
    );
    await Deno.writeTextFile(join(folder, "package.json"), '{"workspaces":["gone"]}');
    await Deno.writeTextFile(join(folder, ".gitignore"), ".data");
    const loose = { "src/handler.ts": "export const f = (a) => a;" };
    const { stderr } = await runDeno({ ...TOOL, tmpDir }, loose, CHECK);
    assert.match(stderr, /TS7006 \[ERROR\]: Parameter 'a' implicitly has an 'any' type/);
    assert.match(stderr, / at src\/handler\.ts:1:19/);
  }));

Deno.test("the environment does not reach the tool, nor does the tool tell where it ran", async () => {
  const show = () => ["/usr/bin/env"];
  const { stdout } = await runDeno({ ...TOOL, wrap: show }, SOURCE, []);
  assert.deepEqual(stdout.trim().split("\n").sort(), [
    "DENO_DIR=/cache",
    "DENO_NO_PACKAGE_JSON=1",
    "HOME=",
    "NO_COLOR=1",
  ]);
});

Deno.test("limits are set on the process", async () => {
  const { stdout } = await runDeno({ ...TOOL, wrap: undefined, denoPath: "/bin/sh" }, SOURCE, [
    "-c",
    "ulimit -t; ulimit -c",
  ]);
  assert.equal(stdout, "30\n0\n");
});

Deno.test({
  name: "as root, the tool runs as the user it is given",
  ignore: Deno.uid() !== 0,
  fn: async () => {
    const user = { uid: 65534, gid: 65534 };
    assert.equal((await runDeno({ ...TOOL, user }, SOURCE, CHECK)).exitCode, 0);
    const { stdout } = await runDeno({ ...TOOL, user, denoPath: "/usr/bin/id" }, SOURCE, ["-u"]);
    assert.equal(stdout, "65534\n");
  },
});

const settings = { workDir: "/", env: {}, timeoutMs: 30_000 };

Deno.test("a process that does not end is killed, though it ignores SIGTERM", async () => {
  const command = ["/bin/sh", "-c", "trap '' TERM; while :; do read x < /dev/zero; done"];
  await assert.rejects(runProcess(command, { ...settings, timeoutMs: 50 }), /took longer than 0.05 s/);
});

Deno.test("a process that does not stop talking is killed", async () => {
  const { stdout } = await runProcess(["/bin/sh", "-c", "while :; do echo talk talk talk; done"], settings);
  assert.ok(stdout.length <= 1024 * 1024);
});

Deno.test("an aborted signal kills the process and is thrown", async () => {
  const stop = new AbortController();
  const running = runProcess(["/bin/sh", "-c", "while :; do read x < /dev/zero; done"], {
    ...settings,
    signal: stop.signal,
  });
  stop.abort(new Error("cancelled"));
  await assert.rejects(running, /cancelled/);
});
