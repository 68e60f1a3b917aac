/** The embedded Postgres cannot start. The message is for the person who starts the platform. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
}
