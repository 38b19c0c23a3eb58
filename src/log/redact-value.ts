import type { Redactor } from './redact.ts';

/**
 * A copy of plain data (as JSON has it) with every string and every key redacted. Working on the data and not on its
 * JSON text keeps the JSON whole: a secret could otherwise be cut out of the middle of an escape sequence.
 */
export function redactValue(value: unknown, redact: Redactor): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number') return redactNumber(value, redact);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redact(key), redactValue(item, redact)]),
  );
}

/** A secret may consist of digits only and then stand there as a number. */
function redactNumber(value: number, redact: Redactor): number | string {
  const text = String(value);
  const redacted = redact(text);
  return redacted === text ? value : redacted;
}
