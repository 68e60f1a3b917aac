import { Buffer } from "node:buffer";
import type pg from "pg";

/** Writes many rows at the least cost there is: Postgres reads them as text, one row a line, without planning a query. */
export type CopyIn = (statement: string, text: string) => Promise<void>;

export function createCopyIn(pool: pg.Pool): CopyIn {
  return async (statement, text) => {
    const client = await pool.connect();
    try {
      await new Promise<void>((done, failed) => client.query(new Copy(statement, text, done, failed)));
      client.release();
    } catch (error) {
      client.release(error instanceof Error ? error : true); // it may be stuck half-way, so it is not used again
      throw error;
    }
  };
}

/** A field as COPY reads it: null is `\\N`, and what would end a field or a row is escaped. */
export function copyField(value: string | null): string {
  if (value === null) return "\\N";
  return NEEDS_ESCAPE.test(value) ? escaped(value) : value;
}

const NEEDS_ESCAPE = /[\\\t\n\r\0]|[\ud800-\udfff]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Postgres's text holds neither NUL nor half a character. */
function escaped(value: string): string {
  return value.replaceAll("\0", "\u2400").toWellFormed().replace(/[\\\t\n\r]/g, (char) => ESCAPES[char]!);
}

/** What `pg` needs of a query that it did not make itself, as far as COPY meets it. */
class Copy implements pg.Submittable {
  readonly #statement: string;
  readonly #text: string;
  readonly #done: () => void;
  readonly #failed: (error: unknown) => void;
  /** Wrapped by the client, to stop its clock for this query. */
  callback: (error?: unknown) => void = () => {};

  constructor(statement: string, text: string, done: () => void, failed: (error: unknown) => void) {
    this.#statement = statement;
    this.#text = text;
    this.#done = done;
    this.#failed = failed;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.#text));
    connection.endCopyFrom();
  }

  handleError(error: unknown): void {
    this.callback(error);
    this.#failed(error);
  }

  handleReadyForQuery(): void {
    this.callback();
    this.#done();
  }

  handleCommandComplete(): void {}
}

interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}
