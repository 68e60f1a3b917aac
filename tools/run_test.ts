import assert from "node:assert/strict";
import { join } from "node:path";

/**
 * A clone whose npm is a script that takes its time, writes down that it ran, and installs a `deno` that echoes what it
 * is started with. It shows what run.mjs does, without a network.
 */
class Clone {
  constructor(readonly root: string) {}

  static async use(test: (clone: Clone) => Promise<void>): Promise<void> {
    const clone = new Clone(await Deno.realPath(await Deno.makeTempDir()));
    try {
      await clone.#fill();
      await test(clone);
    } finally {
      await Deno.remove(clone.root, { recursive: true });
    }
  }

  async #fill(): Promise<void> {
    await Deno.mkdir(join(this.root, "tools/run"), { recursive: true });
    for (
      const name of ["run.mjs", "run/deno.mjs", "run/install.mjs", "run/lock.mjs", "run/setup_error.mjs"]
    ) {
      await Deno.copyFile(join(import.meta.dirname ?? "", name), join(this.root, "tools", name));
    }
    await this.write("package-lock.json", '{"packages":{"":{}}}');
    await this.npm(`installDeno('echo "$@"; [ "$2" != -A ] || echo "$PATH"')`);
  }

  /** What the clone's npm does once it has said that it was called. */
  async npm(script: string): Promise<void> {
    const os = Deno.build.os === "linux" ? "linux" : "darwin";
    const name = `${os}-${Deno.build.arch === "aarch64" ? "arm64" : "x64"}${os === "linux" ? "-glibc" : ""}`;
    await this.write(
      "npm-cli.js",
      `const fs = require("node:fs");
       fs.appendFileSync(${
        JSON.stringify(join(this.root, "npm-calls"))
      }, process.argv.slice(2).join(" ") + "\\n");
       function installDeno(script) {
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
         const dir = "node_modules/@deno/${name}";
         fs.mkdirSync(dir, { recursive: true });
         fs.writeFileSync(dir + "/deno", "#!/bin/sh\\n" + script + "\\n", { mode: 0o755 });
       }
       ${script};`,
    );
  }

  async write(path: string, text: string): Promise<void> {
    await Deno.writeTextFile(join(this.root, path), text);
  }

  spawn(...args: string[]): Deno.ChildProcess {
    return new Deno.Command("node", {
      args: [join(this.root, "tools/run.mjs"), ...args],
      env: { npm_execpath: join(this.root, "npm-cli.js"), npm_lifecycle_event: "" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  async run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const { code, stdout, stderr } = await this.spawn(...args).output();
    const text = new TextDecoder();
    return { code, out: text.decode(stdout), err: text.decode(stderr) };
  }

  async installs(): Promise<string[]> {
    const text = await Deno.readTextFile(join(this.root, "npm-calls")).catch(() => "");
    return text.split("\n").filter((line) => line !== "");
  }
}

Deno.test("the first start installs and says so in one line, the next ones say nothing", () =>
  Clone.use(async (clone) => {
    const first = await clone.run("axtl", "agents", "list");
    assert.equal(first.code, 0);
    assert.match(first.err, /^axtl: installing [^\n]*done in \d+ s\.\n$/);
    assert.match(first.out, /^run -A \S+\/src\/main\.ts agents list$/m);
    assert.equal((await clone.run("start")).err, "");
    assert.equal((await clone.installs()).length, 1);
  }));

Deno.test("a new lock is installed at the next start", () =>
  Clone.use(async (clone) => {
    await clone.run("start");
    await clone.write("package-lock.json", '{"packages":{"":{},"node_modules/new":{"version":"1.0.0"}}}');
    await clone.run("start");
    assert.equal((await clone.installs()).length, 2);
  }));

Deno.test("starts at the same time install once", () =>
  Clone.use(async (clone) => {
    const results = await Promise.all([1, 2, 3].map(() => clone.run("start")));
    assert.deepEqual(results.map(({ code }) => code), [0, 0, 0]);
    assert.equal((await clone.installs()).length, 1);
  }));

Deno.test("what somebody installed by hand is taken as it is", () =>
  Clone.use(async (clone) => {
    await clone.run("start");
    await Deno.remove(join(clone.root, "node_modules/.axtl-installed"));
    await clone.write("node_modules/.package-lock.json", '{"packages":{}}');
    assert.equal((await clone.run("start")).code, 0);
    assert.equal((await clone.installs()).length, 1);
  }));

Deno.test("an install that fails ends the start with npm's own reason", () =>
  Clone.use(async (clone) => {
    await clone.npm("console.error('npm error code ENOTFOUND'); process.exitCode = 1");
    const { code, err } = await clone.run("start");
    assert.equal(code, 1);
    assert.match(err, /failed\.\naxtl: npm ci says:\nnpm error code ENOTFOUND\n$/);
  }));

Deno.test("the exit code of what was started is ours", () =>
  Clone.use(async (clone) => {
    await clone.npm("installDeno('exit 7')");
    assert.equal((await clone.run("task", "test")).code, 7);
  }));

Deno.test("programs that a task starts find this Deno and the installed tools first", () =>
  Clone.use(async (clone) => {
    const [, path = ""] = (await clone.run("start")).out.split("\n");
    const [first, second] = path.split(":");
    assert.match(first ?? "", /node_modules\/@deno\//);
    assert.equal(second, join(clone.root, "node_modules/.bin"));
  }));

Deno.test("SIGTERM to us ends what was started, and we end as it did", () =>
  Clone.use(async (clone) => {
    await clone.npm(`installDeno('trap "echo bye; exit 3" TERM; echo up; while :; do sleep 0.05; done')`);
    const child = clone.spawn("start");
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await reader.read()).value, "up\n");
    child.kill("SIGTERM");
    assert.equal((await reader.read()).value, "bye\n");
    assert.equal((await child.status).code, 3);
    await Promise.all([reader.cancel(), child.stderr.cancel()]);
  }));

Deno.test("words that it does not know are answered with those it knows", () =>
  Clone.use(async (clone) => {
    const { code, err } = await clone.run("fly");
    assert.equal(code, 2);
    assert.match(err, /usage: .*start \| axtl .* \| task/);
  }));
