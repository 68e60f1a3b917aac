/** What a request comes to: a status and a body. */
export interface Outcome {
  status: number;
  body: Record<string, unknown>;
}

export function refuse(
  status: number,
  code: string,
  message: string,
  details?: Record<string, unknown>,
): Outcome {
  return { status, body: { error: { code, message, ...(details && { details }) } } };
}
