/** A receiver of callbacks on the loopback. */
export interface Hooks {
  /** Where to send them; `name` is resolved by the platform under test. */
  url(name: string): string;
  /** What came for a call. */
  of(id: string): Hook[];
  /** How the next one is answered; the others get 204. */
  answerNext(status: number, headers?: Record<string, string>): void;
}

export interface Hook {
  headers: Headers;
  body: string;
}

/** Listens before the file's first test and until after its last. */
export function receiveHooks(): Hooks {
  const received: Hook[] = [];
  const answers: Response[] = [];
  let server: Deno.HttpServer<Deno.NetAddr> | undefined;
  Deno.test.beforeAll(() => {
    server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
      received.push({ headers: request.headers, body: await request.text() });
      return answers.shift() ?? new Response(null, { status: 204 });
    });
  });
  Deno.test.afterAll(() => server?.shutdown());
  return {
    url: (name) => `http://${name}:${server?.addr.port}/hook`,
    of: (id) => received.filter(({ headers }) => headers.get("webhook-id") === id),
    answerNext: (status, headers = {}) => answers.push(new Response(null, { status, headers })),
  };
}
