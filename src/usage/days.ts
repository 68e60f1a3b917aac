const DAY_MS = 86_400_000;

/** Usage is counted by the day in UTC, `2026-01-31`. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

export function daysBefore(day: string, count: number): string {
  return dayOf(Date.parse(day) - count * DAY_MS);
}

/** Both included. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

/** Until the quotas of this moment's day begin anew. */
export function secondsToNextDay(nowMs: number): number {
  return Math.ceil((nextDay(nowMs).getTime() - nowMs) / 1000);
}

/** When the quotas of this moment's day begin anew. */
export function nextDay(nowMs: number): Date {
  return new Date((Math.floor(nowMs / DAY_MS) + 1) * DAY_MS);
}
