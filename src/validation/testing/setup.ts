import { tmpdir } from "node:os";
import type { Files } from "../../lib/files.ts";
import type { Gate, Report, SpecFacts, ValidationDeps } from "../mod.ts";
import { validate, type Validation } from "../validate.ts";
import { createFakeProbe } from "./fake_probe.ts";

export const AGENT = { id: "agent_test", slug: "test" };

export function testDeps(more: Partial<ValidationDeps> = {}): ValidationDeps {
  const deno = { denoPath: Deno.execPath(), tmpDir: tmpdir() };
  return { probe: createFakeProbe(), deno, ...more };
}

export function validateFiles(
  files: Files,
  spec?: SpecFacts,
  more?: Partial<ValidationDeps>,
): Promise<Validation> {
  return validate({ files, spec, agent: AGENT }, testDeps(more));
}

export function gateOf(report: Report, id: string): Gate {
  const gate = report.gates.find((gate) => gate.id === id);
  if (!gate) throw new Error(`no gate ${id}`);
  return gate;
}

/** A backend as the generator makes them: it doubles `n`, and says 422 to what it does not take. */
export const DOUBLE: Files = {
  "src/handler.ts": `import { double } from "./logic.ts";

export default {
  async fetch(request: Request): Promise<Response> {
    const answer = double(await readJson(request));
    return Response.json(answer.body, { status: answer.status });
  },
};

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return undefined;
  }
}
`,
  "src/logic.ts": `export interface Answer {
  status: number;
  body: { doubled: number } | { error: string };
}

export function double(input: unknown): Answer {
  if (typeof input !== "object" || input === null || !("n" in input) || typeof input.n !== "number") {
    return { status: 422, body: { error: "n must be a number" } };
  }
  if (!Number.isFinite(input.n * 2)) return { status: 422, body: { error: "n is too large" } };
  return { status: 200, body: { doubled: input.n * 2 } };
}
`,
  "openapi.json": JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Double", version: "1" },
    paths: {
      "/": { post: { responses: { 200: json("Doubled", "The double"), 422: json("Refusal", "Not taken") } } },
    },
    components: {
      schemas: {
        Doubled: { type: "object", required: ["doubled"], properties: { doubled: { type: "number" } } },
        Refusal: { type: "object", required: ["error"], properties: { error: { type: "string" } } },
      },
    },
  }),
};

function json(schema: string, description: string) {
  return {
    description,
    content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}

export const DOUBLE_SPEC: SpecFacts = {
  schema: [],
  links: [],
  coverage: [],
  customs: [],
  keepsData: false,
  cases: [
    { id: "c1", title: "doubles 2", input: { n: 2 }, expected: { status: 200, body: { doubled: 4 } } },
    {
      id: "c2",
      title: "refuses text",
      input: { n: "2" },
      expected: { status: 422, body: { error: "n must be a number" } },
    },
  ],
};
