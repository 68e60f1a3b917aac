/** One answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/** Whether the requests were HEAD, whose answers tell a length and have no body. */
type Reading = { bodiless?: boolean };

const DEADLINE_MS = 10_000;

/** A connection on which tests say HTTP in their own words. */
export class RawConnection {
  readonly #connection: Deno.TcpConn;
  #heard = "";
  #isOver = false;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  static async open(url: string): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    return new RawConnection(await Deno.connect({ hostname, port: Number(port) }));
  }

  async send(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    for (let sent = 0; sent < bytes.length;) sent += await this.#connection.write(bytes.subarray(sent));
  }

  /** So many answers, in their order. Throws when they don't come. */
  async answers(count: number, reading: Reading = {}): Promise<RawAnswer[]> {
    const timer = setTimeout(() => this.close(), DEADLINE_MS);
    let whole = wholeAnswers(this.#heard, reading);
    while (whole.length < count && !this.#isOver) {
      await this.#hear();
      whole = wholeAnswers(this.#heard, reading);
    }
    clearTimeout(timer);
    if (whole.length < count) throw new Error(`${whole.length} of ${count} answers came: ${this.#heard}`);
    return whole;
  }

  /** Waits until the other side ends the connection. */
  async ended(): Promise<void> {
    const timer = setTimeout(() => this.close(), DEADLINE_MS);
    while (!this.#isOver) await this.#hear();
    clearTimeout(timer);
  }

  close(): void {
    try {
      this.#connection.close();
    } catch {
      // it is closed already
    }
  }

  async #hear(): Promise<void> {
    const buffer = new Uint8Array(65_536);
    const read = await this.#connection.read(buffer).catch(() => null);
    if (read === null) this.#isOver = true;
    else this.#heard += new TextDecoder("latin1").decode(buffer.subarray(0, read));
  }
}

/** Sends what stands there, and reads the one answer that is not a `100 Continue`. */
export async function exchange(
  url: string,
  request: string | Uint8Array,
  reading: Reading = {},
): Promise<RawAnswer> {
  const connection = await RawConnection.open(url);
  try {
    await connection.send(request);
    const [first] = await connection.answers(1, reading);
    return first!.status === 100 ? (await connection.answers(2, reading))[1]! : first!;
  } finally {
    connection.close();
  }
}

function wholeAnswers(text: string, { bodiless = false }: Reading): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let at = 0;;) {
    const headEnd = text.indexOf("\r\n\r\n", at);
    if (headEnd < 0) return answers;
    const [statusLine = "", ...lines] = text.slice(at, headEnd).split("\r\n");
    const headers = new Headers(lines.map((line) => line.split(/:\s*(.*)/, 2) as [string, string]));
    const bodyStart = headEnd + 4;
    const bodyEnd = bodyStart + (bodiless ? 0 : Number(headers.get("content-length")));
    if (bodyEnd > text.length) return answers;
    answers.push({ status: Number(statusLine.split(" ")[1]), headers, body: text.slice(bodyStart, bodyEnd) });
    at = bodyEnd;
  }
}
