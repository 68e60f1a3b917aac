import { join } from "node:path";

export type Load = {
  readonly url: string;
  readonly key: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
  /** Between an answer and the next call of the same connection. */
  readonly pauseMs?: number;
};

export type Measured = {
  readonly rps: number;
  readonly p50Us: number;
  readonly p99Us: number;
  readonly requests: number;
};

/** Drives one load with wrk. Throws when any answer was not a 2xx, or came too late. */
export async function wrk(load: Load): Promise<Measured> {
  const { url, connections, seconds } = load;
  const folder = await Deno.makeTempDir({ prefix: "axtl-wrk-" });
  try {
    const script = join(folder, "load.lua");
    await Deno.writeTextFile(script, scriptOf(load));
    const { success, stdout, stderr } = await new Deno.Command("wrk", {
      args: ["-t1", `-c${connections}`, `-d${seconds}s`, "-s", script, url],
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return read(new TextDecoder().decode(stdout));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const REPORT = /^report (\{.*\})$/m;

function read(output: string): Measured {
  const { failed, ...measured } = JSON.parse(REPORT.exec(output)?.[1] ?? "null");
  if (failed > 0) throw new Error(`${failed} calls failed:\n${output}`);
  return measured;
}

function scriptOf({ key, body, pauseMs }: Load): string {
  return `
wrk.method = "POST"
wrk.body = ${JSON.stringify(body)}
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer ${key}"
${pauseMs === undefined ? "" : `function delay() return ${pauseMs} end`}
function done(summary, latency)
  local failed = summary.errors.status + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format('report {"rps":%.0f,"p50Us":%.0f,"p99Us":%.0f,"requests":%d,"failed":%d}\\n',
    summary.requests / summary.duration * 1e6, latency:percentile(50), latency:percentile(99), summary.requests, failed))
end
`;
}
