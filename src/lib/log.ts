/** Structured log lines on standard error: readable in a terminal, JSON when a machine reads them. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `cause` is written whole, stack included: logs are the only place where it may appear. */
  error(message: string, cause?: unknown, fields?: LogFields): void;
}

export type LogFormat = "text" | "json";

export function createLog(format: LogFormat, write: (line: string) => void = writeLine): Log {
  const emit = (level: string, message: string, fields: LogFields = {}) =>
    write(format === "json" ? jsonLine(level, message, fields) : textLine(level, message, fields));
  return {
    info: (message, fields) => emit("info", message, fields),
    warn: (message, fields) => emit("warn", message, fields),
    error: (message, cause, fields) => emit("error", message, { ...fields, cause: causeText(cause) }),
  };
}

export const silentLog: Log = createLog("json", () => {});

function writeLine(line: string): void {
  console.error(line);
}

function jsonLine(level: string, message: string, fields: LogFields): string {
  return JSON.stringify({ time: new Date().toISOString(), level, message, ...fields });
}

function textLine(level: string, message: string, fields: LogFields): string {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  const tail = known.map(([name, value]) =>
    ` ${name}=${name === "cause" ? value : printable(String(value))}`
  );
  return `${level === "info" ? "" : level + ": "}${printable(message)}${tail.join("")}`;
}

/** What a backend logs must not look like a line of ours, nor speak to the terminal. Stack traces are ours. */
function printable(text: string): string {
  return /\p{Cc}/u.test(text) ? JSON.stringify(text).replace(/\p{Cc}/gu, "\u{fffd}") : text;
}

function causeText(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  return cause instanceof Error ? cause.stack ?? cause.message : String(cause);
}
