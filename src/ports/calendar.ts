/** Reads cron expressions (five fields, or `@daily` and its like) in a time zone, daylight-saving changes included. */
export interface Calendar {
  /** What is wrong with an expression or a zone; undefined when nothing is. */
  problemOf(expression: string, zone: string): string | undefined;
  /** The first moment strictly after `after` (both epoch milliseconds); undefined when there is none. */
  next(expression: string, zone: string, after: number): number | undefined;
  /** The date (`2026-11-21`) and the time of day in minutes, in a zone. */
  localTime(epochMs: number, zone: string): { readonly date: string; readonly minutes: number };
}
