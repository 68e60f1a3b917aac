/** Generated files, run and looked at in the tests. */
import assert from "node:assert/strict";
import { casesFor, type Spec } from "../spec/mod.ts";
import type { Files } from "../lib/files.ts";

export interface Handler {
  fetch(request: Request): Promise<Response>;
}

/** Writes the files to a directory that is removed afterwards. */
export async function inDirectory(files: Files, use: (directory: string) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${directory}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
      await Deno.writeTextFile(`${directory}/${path}`, text);
    }
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

export function post(handler: Handler, input: unknown): Promise<Response> {
  return handler.fetch(
    new Request("https://backend.example/", { method: "POST", body: JSON.stringify(input) }),
  );
}

/** Holds the generated code against the interpreter, on every case that the Spec gives rise to. */
export async function assertAnswersAsSpec(
  spec: Spec,
  directory: string,
  isAsDocumented: (body: unknown) => true | string,
): Promise<void> {
  const { default: handler } = await import(`file://${directory}/src/handler.ts`) as { default: Handler };
  for (const { title, input, expected } of casesFor(spec)) {
    const response = await post(handler, input);
    const body = await response.json();
    assert.deepEqual({ status: response.status, body }, expected, `${title}: ${JSON.stringify(input)}`);
    if (response.status === 200) assert.equal(isAsDocumented(body), true);
  }
}

/** `deno check`, `deno lint` and so on over a directory, without a complaint. */
export async function assertAccepted(directory: string, ...args: string[]): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...args, "."],
    cwd: directory,
    env: { NO_COLOR: "1" },
  }).output();
  const said = new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout);
  assert.equal(code, 0, `deno ${args.join(" ")}:\n${said.slice(-6000)}`);
}
