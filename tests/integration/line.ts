/** A line to a database that can be cut, or fall silent, and be mended. */
export class Line {
  readonly port: number;
  readonly #listener: Deno.TcpListener;
  readonly #socketPath: string;
  readonly #ends = new Set<Deno.Conn>();
  #isCut = false;
  #sound: { heard: Promise<void>; resume: () => void } | null = null;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
    this.#listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    this.port = this.#listener.addr.port;
    void this.#accept();
  }

  /** Whoever is connected is thrown out, and nobody gets in. */
  cut(): void {
    this.#isCut = true;
    for (const end of this.#ends) close(end);
    this.#ends.clear();
  }

  /** Connections are taken and stay, but nothing goes through them any more. */
  silence(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sound = { heard: promise, resume: resolve };
  }

  mend(): void {
    this.#isCut = false;
    this.#sound?.resume();
    this.#sound = null;
  }

  close(): void {
    this.cut();
    this.mend();
    this.#listener.close();
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      if (this.#isCut) close(client);
      else void this.#join(client).catch(() => close(client));
    }
  }

  async #join(client: Deno.Conn): Promise<void> {
    const server = await Deno.connect({ transport: "unix", path: this.#socketPath });
    const ends = [client, server];
    ends.forEach((end) => this.#ends.add(end));
    const ended = () => ends.forEach(close);
    this.#carry(client, server).then(ended, ended);
    this.#carry(server, client).then(ended, ended);
  }

  async #carry(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(65_536);
    for (let read = await from.read(buffer); read !== null; read = await from.read(buffer)) {
      await this.#sound?.heard;
      for (let sent = 0; sent < read;) sent += await to.write(buffer.subarray(sent, read));
    }
  }
}

function close(end: Deno.Conn): void {
  try {
    end.close();
  } catch {
    // it is closed already
  }
}
