/** Something that answers the benchmark's calls. */
export type Server = {
  readonly name: string;
  readonly url: string;
  readonly key: string;
  /** CPU time that all its processes have used so far. */
  cpuUs(): Promise<number>;
  stop(): Promise<void>;
};

/** Waits until `url` answers anything at all. */
export async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const body = '{"input":"ready?"}';
    const response = await fetch(url, { method: "POST", body }).catch(() => null);
    await response?.body?.cancel();
    if (response !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer`);
}

export function freePort(): number {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = listener.addr;
  listener.close();
  return port;
}
