import assert from "node:assert/strict";
import { join } from "node:path";
import { type Host, prepareHost } from "./mod.ts";
import { placeDeno } from "./deno_place.ts";
import { copyPostgres, findPostgresPackage } from "./postgres_program.ts";
import { canReach } from "./reach.ts";
import { freeBases, parseSubIds, sandboxUsers } from "./sandbox_users.ts";

const isRoot = Deno.uid() === 0;

/** A host on `<base>/<name>`, with copies and displaced databases in `<system>`; all is removed afterwards. */
async function withHost(
  base: string,
  test: (host: Host, dataDir: string, systemDir: string) => Promise<void>,
  name = "data",
) {
  const [dataDir, systemDir] = [join(base, name), await Deno.makeTempDir()];
  const host = await prepareHost({ dataDir, systemDir });
  try {
    await test(host, dataDir, systemDir);
  } finally {
    host.release();
    if (!host.runDir.startsWith(host.dataDir)) await Deno.remove(host.runDir, { recursive: true });
    await Deno.remove(base, { recursive: true });
    await Deno.remove(systemDir, { recursive: true });
  }
}

async function openBase(): Promise<string> {
  const base = await Deno.makeTempDir();
  await Deno.chmod(base, 0o755);
  return base;
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o7777;
}

Deno.test("the data folder is closed to others; root lets its own users pass through, not look", async () =>
  withHost(await openBase(), async (host, dataDir) => {
    assert.equal(host.dataDir, await Deno.realPath(dataDir));
    assert.equal(await modeOf(host.dataDir), isRoot ? 0o711 : 0o700);
  }));

Deno.test("a second platform on the same folder is refused with the pid of the first, until that lets go", async () =>
  withHost(await openBase(), async (host, dataDir, systemDir) => {
    await assert.rejects(prepareHost({ dataDir, systemDir }), {
      name: "HostError",
      message: new RegExp(`pid ${Deno.pid}`),
    });
    host.release();
    (await prepareHost({ dataDir, systemDir })).release();
  }));

Deno.test("a folder with someone else's things in it keeps its mode", async () => {
  const base = await openBase();
  await Deno.mkdir(join(base, "data"));
  await Deno.chmod(join(base, "data"), 0o755);
  await Deno.writeTextFile(join(base, "data/letters.txt"), "dear");
  await withHost(base, async (_, dataDir) => assert.equal(await modeOf(dataDir), 0o755));
});

Deno.test({
  name: "when there is no place for what other users need, the message says what to do",
  ignore: !isRoot,
  fn: async () => {
    const file = await Deno.makeTempFile();
    const elsewhere = placeDeno({
      own: file,
      systemDir: join(file, "axtl"),
      guest: { uid: 1, gid: 1 },
      notes: [],
    });
    await assert.rejects(elsewhere, {
      name: "HostError",
      message: /\/opt, or start as a user other than root/,
    });
    await Deno.remove(file);
  },
});

Deno.test("a data folder that is a file, or in one, is refused with one line that names the setting", async () => {
  const file = await Deno.makeTempFile();
  await assert.rejects(prepareHost({ dataDir: join(file, "data") }), {
    name: "HostError",
    message: /AXTL_DATA_DIR/,
  });
  await Deno.remove(file);
});

Deno.test("sockets have a short path however long the data folder's is", async () =>
  withHost(await openBase(), async (host) => {
    assert.ok(host.runDir.length <= 60, host.runDir);
    assert.equal(await modeOf(host.runDir), isRoot ? 0o711 : 0o700);
  }, "d".repeat(120)));

Deno.test("where every user can go, nothing is copied and there is nothing to say", async () =>
  withHost(await openBase(), async (host) => {
    const place = await host.postgres();
    assert.equal(place.dataDir, join(host.dataDir, "postgres/data"));
    assert.equal(place.socketDir, join(host.runDir, "postgres"));
    assert.equal(await modeOf(place.socketDir), 0o700);
  }));

Deno.test({
  name:
    "from a folder that only root can enter, other users still reach all that they run, and LOCATION says where",
  ignore: !isRoot,
  fn: async () =>
    withHost(await Deno.makeTempDir(), async (host, dataDir, systemDir) => { // makeTempDir: 0700
      const place = await host.postgres();
      const location = (await Deno.readTextFile(join(dataDir, "LOCATION"))).trim();
      assert.ok(location.startsWith(join(systemDir, "data")));
      assert.equal(place.dataDir, join(location, "postgres/data"));
      assert.ok(host.notes.some((line) => line.includes(location)), "the person is told");
      assert.equal(await canReach(join(place.socketDir), place.user), true);
      assert.equal(await canReach(host.runDir, host.sandboxUser?.(7)), true);
      assert.equal((await host.postgres()).dataDir, place.dataDir, "and the next start finds it there");
    }),
});

Deno.test({
  name:
    "programs that npm installed where only root can enter are run from copies that their users can execute",
  ignore: !isRoot,
  fn: async () => {
    const [closed, systemDir] = [await Deno.makeTempDir(), await Deno.makeTempDir()]; // makeTempDir: 0700
    await Deno.chmod(systemDir, 0o755);
    const [ownDeno, guest, notes] = [join(closed, "deno"), sandboxUsers(200_000)(0), new Array<string>()];
    await Deno.copyFile(Deno.execPath(), ownDeno);
    const denoPath = await placeDeno({ own: ownDeno, systemDir, guest, notes });
    assert.ok(await succeeds(`HOME=/nowhere ${denoPath} --version`, guest));
    const postgres = await copyPostgres(await findPostgresPackage(), join(systemDir, "bin"));
    assert.ok(await succeeds(`${postgres}/native/bin/postgres --version`, guest));
    assert.match(notes.join("\n"), /copy/);
    for (const dir of [closed, systemDir]) await Deno.remove(dir, { recursive: true });
  },
});

Deno.test({
  name: "a database whose LOCATION is gone is not silently replaced by an empty one",
  ignore: !isRoot,
  fn: async () =>
    withHost(await Deno.makeTempDir(), async (host, dataDir) => {
      await Deno.writeTextFile(join(dataDir, "LOCATION"), "/nowhere/at/all\n");
      await assert.rejects(host.postgres(), { name: "HostError", message: /nowhere.*gone.*LOCATION/ });
    }),
});

Deno.test({
  name: "sandbox users can neither signal each other nor read what Postgres owns",
  ignore: !isRoot,
  fn: async () =>
    withHost(await openBase(), async (host) => {
      const [one, two] = [host.sandboxUser?.(0), host.sandboxUser?.(1)];
      assert.ok(one && two && one.uid !== two.uid);
      const victim = new Deno.Command("/bin/sleep", { args: ["60"], cwd: "/", ...one }).spawn();
      assert.equal(await succeeds(`kill -0 ${victim.pid}`, one), true);
      assert.equal(await succeeds(`kill -0 ${victim.pid}`, two), false);
      victim.kill("SIGKILL");
      await victim.status;
      const { socketDir } = await host.postgres();
      assert.equal(await canReach(socketDir, one), false);
    }),
});

async function succeeds(script: string, who: { uid: number; gid: number }): Promise<boolean> {
  return (await new Deno.Command("/bin/sh", {
    args: ["-c", script],
    cwd: "/",
    stdout: "null",
    stderr: "null",
    ...who,
  })
    .output()).success;
}

Deno.test("sandbox users come from a range that nobody was given", () => {
  assert.equal(freeBases([])[0], 200_000);
  assert.deepEqual(parseSubIds("ann:100000:65536\nbob:165536:65536\n"), [
    { start: 100_000, end: 165_536 },
    { start: 165_536, end: 231_072 },
  ]);
  assert.equal(freeBases(parseSubIds("ann:100000:65536\nbob:165536:65536\n"))[0], 400_000);
});

Deno.test("every slot has one user, and there is no user for a slot that does not exist", () => {
  const userOf = sandboxUsers(200_000);
  assert.deepEqual(userOf(3), { uid: 200_003, gid: 200_003 });
  assert.throws(() => userOf(userOf.slots), RangeError);
  assert.throws(() => userOf(-1), RangeError);
});
